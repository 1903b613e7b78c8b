using System.Text.Json;

namespace LaptopAgents.Analysis;

/// <summary>Candles of the whole run, rolled up to a timeframe that a screen can show.</summary>
internal static class CandleData
{
    private const int MaxCandles = 8_000;
    private static readonly int[] Minutes = [1, 2, 3, 5, 10, 15, 30, 60, 120, 240, 360, 720, 1440, 2880, 10_080];

    public static void Write(Utf8JsonWriter json, ReportModel model, Packer packer)
    {
        json.WriteStartArray("symbols");
        foreach (var instrument in model.Result.Instruments)
        {
            json.WriteStartObject();
            json.WriteString("name", instrument.Symbol);
            json.WriteNumber("tick", instrument.TickSize.ToDecimal());
            if (Find(model, instrument.Symbol) is { Bars.Count: > 0 } history) WriteCandles(json, history, model, packer);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static InstrumentHistory? Find(ReportModel model, string symbol)
    {
        foreach (var history in model.Histories)
            if (string.Equals(history.Instrument.Symbol, symbol, StringComparison.Ordinal)) return history;
        return null;
    }

    /// <summary>The smallest timeframe, in seconds, that shows <paramref name="bars"/> bars with at most <paramref name="limit"/> candles.</summary>
    public static long TimeframeFor(long bars, long barSeconds, int limit)
    {
        if (bars <= limit) return barSeconds;
        foreach (var minutes in Minutes)
            if (minutes * 60L % barSeconds == 0 && bars * barSeconds / (minutes * 60L) <= limit) return minutes * 60L;
        return Math.Max(barSeconds, 604_800);
    }

    private static void WriteCandles(Utf8JsonWriter json, InstrumentHistory history, ReportModel model, Packer packer)
    {
        var bars = history.Bars;
        var seconds = TimeframeFor(
            bars.Count, Math.Max(1, model.Result.Interval.Nanos / 1_000_000_000), Math.Max(1_500, MaxCandles / model.Result.Instruments.Count));
        var tick = history.Instrument.TickSize.Raw;
        var candles = new CandleRoller(bars, seconds, tick, 0, bars.Count);
        var (times, prices) = (new Packer(bars.Count / 4 + 64), packer);
        var count = 0;
        var close = 0L;
        while (candles.Next())
        {
            times.AddDelta(candles.Time);
            candles.AddTo(prices, ref close);
            count++;
        }

        json.WriteNumber("n", count);
        json.WriteNumber("seconds", seconds);
        times.Flush(json, "t");
        prices.Flush(json, "p");
    }
}

/// <summary>Reads bars as candles of a longer timeframe, prices in ticks.</summary>
internal ref struct CandleRoller(IBarSource bars, long seconds, long tick, int from, int to)
{
    private readonly ReadOnlySpan<long> _times = bars.OpenUnixNanos;
    private readonly ReadOnlySpan<long> _opens = bars.RawOpen;
    private readonly ReadOnlySpan<long> _highs = bars.RawHigh;
    private readonly ReadOnlySpan<long> _lows = bars.RawLow;
    private readonly ReadOnlySpan<long> _closes = bars.RawClose;
    private int _next = from;
    private long _open;
    private long _high;
    private long _low;
    private long _close;

    /// <summary>Start of the candle, seconds since the epoch.</summary>
    public long Time { get; private set; }

    public bool Next()
    {
        if (_next >= to) return false;
        var nanos = seconds * 1_000_000_000;
        var start = _times[_next] / nanos * nanos;
        Time = start / 1_000_000_000;
        (_open, _high, _low) = (_opens[_next], _highs[_next], _lows[_next]);
        for (; _next < to && _times[_next] < start + nanos; _next++)
        {
            _high = Math.Max(_high, _highs[_next]);
            _low = Math.Min(_low, _lows[_next]);
            _close = _closes[_next];
        }

        return true;
    }

    /// <summary>Open from the close before, body, upper and lower shadow: small numbers all.</summary>
    public readonly void AddTo(Packer packer, ref long lastClose)
    {
        var (open, close) = (InTicks(_open), InTicks(_close));
        packer.Add(open - lastClose);
        packer.Add(close - open);
        packer.Add(InTicks(_high) - Math.Max(open, close));
        packer.Add(Math.Min(open, close) - InTicks(_low));
        lastClose = close;
    }

    private readonly long InTicks(long raw) => (raw + tick / 2) / tick;
}
