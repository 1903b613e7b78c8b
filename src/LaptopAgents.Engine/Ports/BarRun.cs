using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>
/// Bars of one instrument that follow each other with nothing else between their closes, seen where they lie: as columns. Told at once
/// they mean exactly what they mean told one by one; it only spares the way from column to event for each of them.
/// </summary>
public readonly struct BarRun
{
    private readonly long[] _openTimes;
    private readonly long[] _opens;
    private readonly long[] _highs;
    private readonly long[] _lows;
    private readonly long[] _closes;
    private readonly long[] _volumes;
    private readonly int _start;

    /// <param name="columns">Open times in nanoseconds since the epoch, then opens, highs, lows, closes and volumes in 10⁻⁸ units.</param>
    /// <param name="start">Row of the first bar.</param>
    /// <param name="count">How many bars.</param>
    public BarRun(InstrumentId instrument, Duration interval, in BarArrays columns, int start, int count)
    {
        Invariant.That(start >= 0 && count >= 0 && start + (long)count <= columns.Length);
        (Instrument, Interval, _start, Count) = (instrument, interval, start, count);
        (_openTimes, _opens, _highs) = (columns.OpenTimes, columns.Opens, columns.Highs);
        (_lows, _closes, _volumes) = (columns.Lows, columns.Closes, columns.Volumes);
    }

    public InstrumentId Instrument { get; }

    /// <summary>Length of a bar: it closes that much after it opened.</summary>
    public Duration Interval { get; }

    public int Count { get; }

    public ReadOnlySpan<long> OpenTimes => _openTimes.AsSpan(_start, Count);

    public ReadOnlySpan<long> Opens => _opens.AsSpan(_start, Count);

    public ReadOnlySpan<long> Highs => _highs.AsSpan(_start, Count);

    public ReadOnlySpan<long> Lows => _lows.AsSpan(_start, Count);

    public ReadOnlySpan<long> Closes => _closes.AsSpan(_start, Count);

    public ReadOnlySpan<long> Volumes => _volumes.AsSpan(_start, Count);

    /// <summary>The bar at a place below <see cref="Count"/>; the place is not checked again.</summary>
    public Bar At(int place)
    {
        Bar bar = default;
        CopyTo(place, ref bar);
        return bar;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void CopyTo(int place, ref Bar target)
    {
        var row = _start + place;
        target = new Bar(
            new(Cell(_openTimes, row)), new(Cell(_opens, row)), new(Cell(_highs, row)), new(Cell(_lows, row)), new(Cell(_closes, row)),
            new(Cell(_volumes, row)));
    }

    public Timestamp CloseTime(int place) => new Timestamp(_openTimes[_start + place]) + Interval;

    /// <summary>The bar as the event that it would be when told alone.</summary>
    public EngineEvent EventAt(int place) => EngineEvent.OfBar(Instrument, CloseTime(place), At(place));

    // The constructor has checked the rows.
    private static long Cell(long[] column, int row) => Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(column), row);
}

/// <summary>Columns of bars of equal use; each at least as long as <see cref="Length"/>.</summary>
public readonly record struct BarArrays(long[] OpenTimes, long[] Opens, long[] Highs, long[] Lows, long[] Closes, long[] Volumes)
{
    /// <summary>Rows that every column has.</summary>
    public int Length => Math.Min(
        Math.Min(Math.Min(OpenTimes.Length, Opens.Length), Math.Min(Highs.Length, Lows.Length)), Math.Min(Closes.Length, Volumes.Length));
}

/// <summary>A feed that knows its bars ahead, because they are past, and can show many at once.</summary>
public interface IBarRunFeed : IMarketDataFeed
{
    /// <summary>
    /// Shows the bars that come next and alone, one an instant. They stay next until <see cref="Pass"/>. False when the next instant
    /// is not a bar alone; <see cref="IMarketDataFeed.TryRead"/> then tells it.
    /// </summary>
    bool TryPeek(out BarRun run);

    /// <summary>The first <paramref name="bars"/> of the run that was shown are told.</summary>
    void Pass(int bars);
}

/// <summary>A broker that can tell from the prices alone that bars will bring nothing.</summary>
public interface IBarRunBroker : IBroker
{
    /// <summary>
    /// How many of the first bars leave the broker with nothing to report, as long as no command comes. It may stop counting early,
    /// and changes nothing.
    /// </summary>
    int QuietBars(in BarRun run);

    /// <summary>Takes the first bars of the run as seen: at most as many as were found quiet.</summary>
    void PassQuiet(in BarRun run, int bars);
}
