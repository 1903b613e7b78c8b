using LaptopAgents.Domain;

namespace LaptopAgents.Simulation;

/// <summary>Time in the demo market, and how lively it is at each hour.</summary>
internal static class DemoClock
{
    public const int MinutesPerDay = 1440;
    public const int MinutesPerSettlement = 480;

    // UTC hours. Asia opens at 0, Europe at 7, New York at 14; the small hours between New York and Asia are quiet.
    private static ReadOnlySpan<double> Hours =>
    [
        1.20, 1.05, 0.95, 0.85, 0.78, 0.75, 0.80, 0.92, 1.00, 0.98, 0.95, 0.98,
        1.10, 1.35, 1.62, 1.58, 1.38, 1.20, 1.10, 1.05, 1.00, 0.92, 0.86, 0.98,
    ];

    public static Timestamp Open(int minute) => DemoMarket.Start + Duration.FromMinutes(minute);

    /// <summary>How lively this minute is against the average, drawn straight between the hours; weekends are slower.</summary>
    public static double Liveliness(int minute)
    {
        var ofDay = minute % MinutesPerDay;
        var part = ofDay % 60 / 60.0;
        var level = Hours[ofDay / 60] * (1 - part) + Hours[(ofDay / 60 + 1) % 24] * part;
        // The epoch was a Thursday, so day 2 and 3 of each seven are Saturday and Sunday.
        var weekday = Open(minute).UtcDay % 7;
        return weekday is 2 or 3 ? level * 0.7 : level;
    }

    /// <summary>The key of one step of one minute.</summary>
    public static ulong Key(int minute, int step) => ((ulong)minute << 8) | (uint)step;
}

/// <summary>What a draw is about. Each question has its own stream, so that no two share a number.</summary>
internal static class DemoStream
{
    public const ulong Regime = 1;
    public const ulong SlowVolatility = 2;
    public const ulong FastVolatility = 3;
    public const ulong Jump = 4;
    public const ulong Common = 5;

    /// <summary>Streams of one contract: its own moves, its volume, its premium, its opening tick.</summary>
    public const ulong Contract = 100;
}
