namespace LaptopAgents.ExchangeSimulator;

/// <summary>A kline's length: its name in REST, its name in WebSocket channels, and which candle an instant belongs to.</summary>
internal sealed record CandleInterval(string Rest, string Channel, int Minutes, int Months = 0)
{
    private const long Minute = 60_000;

    // The epoch was a Thursday; weeks begin on Monday, which was its fifth day.
    private const long MondayOffset = 4 * 1440 * Minute;

    public static IReadOnlyList<CandleInterval> All { get; } =
    [
        new("1m", "1min", 1), new("3m", "3min", 3), new("5m", "5min", 5), new("15m", "15min", 15), new("30m", "30min", 30),
        new("1h", "60min", 60), new("2h", "2h", 120), new("4h", "4h", 240), new("6h", "6h", 360), new("8h", "8h", 480),
        new("12h", "12h", 720), new("1d", "1day", 1440), new("3d", "3day", 4320), new("1w", "1week", 10080), new("1M", "1month", 0, 1),
    ];

    public static CandleInterval OneMinute => All[0];

    public static CandleInterval? ByRest(string name) => All.FirstOrDefault(interval => interval.Rest == name);

    public static CandleInterval? ByChannel(string name) => All.FirstOrDefault(interval => interval.Channel == name);

    /// <summary>Open time, in milliseconds, of the candle that holds an instant.</summary>
    public long OpenOf(long ms)
    {
        if (Months > 0)
        {
            var date = DateTimeOffset.FromUnixTimeMilliseconds(ms);
            return new DateTimeOffset(date.Year, date.Month, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
        }

        var length = Minutes * Minute;
        var offset = Minutes == 10080 ? MondayOffset : 0;
        return (ms - offset) / length * length + offset;
    }
}
