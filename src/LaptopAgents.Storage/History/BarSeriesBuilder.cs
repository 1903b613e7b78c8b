using LaptopAgents.Domain;

namespace LaptopAgents.Storage;

/// <summary>Grows a <see cref="BarSeries"/>. Room that is reserved at once costs no copy later.</summary>
public sealed class BarSeriesBuilder
{
    private long[] _openTimes;
    private long[] _opens;
    private long[] _highs;
    private long[] _lows;
    private long[] _closes;
    private long[] _volumes;

    public BarSeriesBuilder(int capacity = 1024)
    {
        // Every element is written before it is read; clearing 25 MB first would cost as much as reading the file.
        _openTimes = GC.AllocateUninitializedArray<long>(capacity);
        _opens = GC.AllocateUninitializedArray<long>(capacity);
        _highs = GC.AllocateUninitializedArray<long>(capacity);
        _lows = GC.AllocateUninitializedArray<long>(capacity);
        _closes = GC.AllocateUninitializedArray<long>(capacity);
        _volumes = GC.AllocateUninitializedArray<long>(capacity);
    }

    public int Count { get; private set; }

    public Timestamp LastOpenTime => new(_openTimes[Count - 1]);

    public void Add(in Bar bar)
    {
        if (Count == _openTimes.Length) Reserve(Math.Max(1024, Count));
        _openTimes[Count] = bar.OpenTime.UnixNanos;
        _opens[Count] = bar.Open.Raw;
        _highs[Count] = bar.High.Raw;
        _lows[Count] = bar.Low.Raw;
        _closes[Count] = bar.Close.Raw;
        _volumes[Count] = bar.Volume.Raw;
        Count++;
    }

    public void Append(BarSeries part)
    {
        var columns = Extend(part.Count);
        part.OpenTimes.CopyTo(columns.OpenTimes);
        part.Opens.CopyTo(columns.Opens);
        part.Highs.CopyTo(columns.Highs);
        part.Lows.CopyTo(columns.Lows);
        part.Closes.CopyTo(columns.Closes);
        part.Volumes.CopyTo(columns.Volumes);
    }

    /// <summary>The bars so far. The builder must not be used afterwards: the columns now belong to the series.</summary>
    public BarSeries ToSeries() => new(_openTimes, _opens, _highs, _lows, _closes, _volumes, Count);

    /// <summary>Starts again in the same columns: a series that was made of them before changes with them.</summary>
    internal void Clear() => Count = 0;

    /// <summary>Adds <paramref name="rows"/> rows and returns their columns for the caller to fill.</summary>
    internal BarColumns Extend(int rows)
    {
        if (_openTimes.Length - Count < rows) Reserve(rows);
        var start = Count;
        Count += rows;
        return new(
            _openTimes.AsSpan(start, rows), _opens.AsSpan(start, rows), _highs.AsSpan(start, rows),
            _lows.AsSpan(start, rows), _closes.AsSpan(start, rows), _volumes.AsSpan(start, rows));
    }

    private void Reserve(int more)
    {
        var capacity = checked(Count + Math.Max(more, Count));
        Array.Resize(ref _openTimes, capacity);
        Array.Resize(ref _opens, capacity);
        Array.Resize(ref _highs, capacity);
        Array.Resize(ref _lows, capacity);
        Array.Resize(ref _closes, capacity);
        Array.Resize(ref _volumes, capacity);
    }
}

/// <summary>The six columns of some rows, to be filled.</summary>
internal readonly ref struct BarColumns(
    Span<long> openTimes, Span<long> opens, Span<long> highs, Span<long> lows, Span<long> closes, Span<long> volumes)
{
    public Span<long> OpenTimes { get; } = openTimes;

    public Span<long> Opens { get; } = opens;

    public Span<long> Highs { get; } = highs;

    public Span<long> Lows { get; } = lows;

    public Span<long> Closes { get; } = closes;

    public Span<long> Volumes { get; } = volumes;
}
