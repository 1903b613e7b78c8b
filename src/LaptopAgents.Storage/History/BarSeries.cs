using LaptopAgents.Domain;
using LaptopAgents.Engine;

namespace LaptopAgents.Storage;

/// <summary>
/// Bars as six columns of whole numbers, oldest first. A bar is made when it is asked for, so a year costs 25 MB and no object per
/// bar. A slice shares the columns. The series never changes after it was made.
/// </summary>
public sealed class BarSeries
{
    private readonly long[] _openTimes;
    private readonly long[] _opens;
    private readonly long[] _highs;
    private readonly long[] _lows;
    private readonly long[] _closes;
    private readonly long[] _volumes;
    private readonly int _start;

    /// <param name="openTimes">Nanoseconds since the epoch, strictly ascending.</param>
    /// <param name="opens">10⁻⁸ units of quote currency, like the other prices.</param>
    /// <param name="volumes">10⁻⁸ units of base currency.</param>
    /// <param name="count">Rows in use, from the start of each column.</param>
    public BarSeries(long[] openTimes, long[] opens, long[] highs, long[] lows, long[] closes, long[] volumes, int count)
        : this(openTimes, opens, highs, lows, closes, volumes, 0, count)
    {
        var shortest = Math.Min(Math.Min(Math.Min(openTimes.Length, opens.Length), Math.Min(highs.Length, lows.Length)),
            Math.Min(closes.Length, volumes.Length));
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, shortest);
    }

    private BarSeries(
        long[] openTimes, long[] opens, long[] highs, long[] lows, long[] closes, long[] volumes, int start, int count)
    {
        (_openTimes, _opens, _highs, _lows, _closes, _volumes) = (openTimes, opens, highs, lows, closes, volumes);
        (_start, Count) = (start, count);
    }

    public static BarSeries Empty { get; } = new([], [], [], [], [], [], 0);

    public int Count { get; }

    /// <summary>Nanoseconds since the epoch.</summary>
    public ReadOnlySpan<long> OpenTimes => _openTimes.AsSpan(_start, Count);

    public ReadOnlySpan<long> Opens => _opens.AsSpan(_start, Count);

    public ReadOnlySpan<long> Highs => _highs.AsSpan(_start, Count);

    public ReadOnlySpan<long> Lows => _lows.AsSpan(_start, Count);

    public ReadOnlySpan<long> Closes => _closes.AsSpan(_start, Count);

    public ReadOnlySpan<long> Volumes => _volumes.AsSpan(_start, Count);

    /// <summary>The columns themselves, for the feed; the series begins at <see cref="Start"/> of them.</summary>
    internal BarArrays Arrays => new(_openTimes, _opens, _highs, _lows, _closes, _volumes);

    internal int Start => _start;

    /// <summary>The bar at <paramref name="index"/>, oldest first.</summary>
    public Bar this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
            var at = _start + index;
            return new(new(_openTimes[at]), new(_opens[at]), new(_highs[at]), new(_lows[at]), new(_closes[at]), new(_volumes[at]));
        }
    }

    public Timestamp OpenTime(int index) => new(OpenTimes[index]);

    /// <summary><paramref name="count"/> bars from <paramref name="start"/>, sharing these columns.</summary>
    public BarSeries Slice(int start, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start + (long)count, Count, nameof(count));
        return new(_openTimes, _opens, _highs, _lows, _closes, _volumes, _start + start, count);
    }

    /// <summary>The bars that open at or after <paramref name="from"/> and before <paramref name="to"/>, sharing these columns.</summary>
    public BarSeries Between(Timestamp from, Timestamp to)
    {
        var first = FirstAtOrAfter(from);
        return Slice(first, Math.Max(0, FirstAtOrAfter(to) - first));
    }

    /// <summary>Place of the first bar that opens at or after <paramref name="time"/>; <see cref="Count"/> when there is none.</summary>
    public int FirstAtOrAfter(Timestamp time)
    {
        var place = OpenTimes.BinarySearch(time.UnixNanos);
        return place < 0 ? ~place : place;
    }

    /// <summary>One series of several that follow each other in time. One part is returned as it is.</summary>
    /// <exception cref="ArgumentException">A part does not start after the one before it.</exception>
    public static BarSeries Concat(IReadOnlyList<BarSeries> parts)
    {
        var filled = parts.Where(part => part.Count > 0).ToList();
        if (filled.Count == 0) return Empty;
        if (filled.Count == 1) return filled[0];
        var builder = new BarSeriesBuilder(filled.Sum(part => part.Count));
        foreach (var part in filled)
        {
            if (builder.Count > 0 && part.OpenTimes[0] <= builder.LastOpenTime.UnixNanos)
                throw new ArgumentException($"A part starts at {part.OpenTime(0)}, not after {builder.LastOpenTime}.", nameof(parts));
            builder.Append(part);
        }

        return builder.ToSeries();
    }
}
