using LaptopAgents.Analysis;
using LaptopAgents.Domain;

namespace LaptopAgents.TestKit;

/// <summary>Daily bars from 2025-01-01 with given opens and closes.</summary>
public sealed class FixedBars(double[] opens, double[] closes) : IBarSource
{
    private readonly long[] _times =
        [.. opens.Select((_, i) => Timestamp.FromDateTime(new DateTime(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddDays(i)).UnixNanos)];

    private readonly long[] _opens = Raw(opens);
    private readonly long[] _closes = Raw(closes);
    private readonly long[] _highs = Raw([.. opens.Zip(closes, Math.Max)]);
    private readonly long[] _lows = Raw([.. opens.Zip(closes, Math.Min)]);

    public int Count => _times.Length;

    public ReadOnlySpan<long> OpenUnixNanos => _times;

    public ReadOnlySpan<long> RawOpen => _opens;

    public ReadOnlySpan<long> RawHigh => _highs;

    public ReadOnlySpan<long> RawLow => _lows;

    public ReadOnlySpan<long> RawClose => _closes;

    public ReadOnlySpan<long> RawVolume => _closes;

    private static long[] Raw(double[] values) => [.. values.Select(value => (long)(value * 1e8))];
}
