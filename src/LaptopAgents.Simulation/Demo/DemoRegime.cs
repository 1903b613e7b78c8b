namespace LaptopAgents.Simulation;

/// <summary>The kinds of market that the demo passes through.</summary>
internal enum DemoRegimeKind
{
    Range,
    Chop,
    TrendUp,
    TrendDown,
    Crash,
    Recovery,
}

/// <summary>A stretch of time of one kind.</summary>
/// <param name="End">First minute after it.</param>
/// <param name="Drift">Expected logarithmic move a minute.</param>
internal readonly record struct DemoRegime(DemoRegimeKind Kind, int End, double Drift)
{
    private const int Hour = 60;

    /// <summary>Factor on volatility.</summary>
    public double Unrest => Kind switch
    {
        DemoRegimeKind.Range => 0.72,
        DemoRegimeKind.Chop => 1.05,
        DemoRegimeKind.TrendUp => 0.95,
        DemoRegimeKind.TrendDown => 1.12,
        DemoRegimeKind.Crash => 2.6,
        _ => 1.6,
    };

    /// <summary>Ranges draw the price back; trends do not.</summary>
    public double Pull => Kind switch
    {
        DemoRegimeKind.Range => 0.0016,
        DemoRegimeKind.Chop => 0.0008,
        _ => 0,
    };

    public static DemoRegime Draw(ulong seed, int number, int minute, DemoRegimeKind before)
    {
        var which = Draw(seed, number, 0);
        var length = Draw(seed, number, 1);
        var size = Draw(seed, number, 2);
        // A crash is always followed by a recovery; nothing else is certain.
        var kind = before == DemoRegimeKind.Crash ? DemoRegimeKind.Recovery : which switch
        {
            < 0.28 => DemoRegimeKind.Range,
            < 0.52 => DemoRegimeKind.Chop,
            < 0.73 => DemoRegimeKind.TrendUp,
            < 0.92 => DemoRegimeKind.TrendDown,
            _ => DemoRegimeKind.Crash,
        };
        var (minutes, move) = kind switch
        {
            DemoRegimeKind.Range => (Between(8 * Hour, 36 * Hour, length), 0.0),
            DemoRegimeKind.Chop => (Between(6 * Hour, 30 * Hour, length), 0.0),
            DemoRegimeKind.TrendUp => (Between(10 * Hour, 48 * Hour, length), 0.02 + 0.045 * size),
            DemoRegimeKind.TrendDown => (Between(8 * Hour, 36 * Hour, length), -0.02 - 0.04 * size),
            DemoRegimeKind.Crash => (Between(40, 150, length), -0.035 - 0.045 * size),
            _ => (Between(5 * Hour, 20 * Hour, length), 0.02 + 0.035 * size),
        };
        return new(kind, minute + minutes, move / minutes);
    }

    private static int Between(int low, int high, double part) => low + (int)((high - low) * part);

    private static double Draw(ulong seed, int number, int question) =>
        Prng.Uniform(seed, DemoStream.Regime, DemoClock.Key(number, question));
}
