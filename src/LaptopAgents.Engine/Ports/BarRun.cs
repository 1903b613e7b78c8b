using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>
/// Bars of one instrument that follow each other with nothing else between their closes, seen where they lie: as columns. Told at once
/// they mean exactly what they mean told one by one; it only spares the way from column to event for each of them.
/// </summary>
public readonly ref struct BarRun
{
    private readonly ref readonly long _openTimes;
    private readonly ref readonly long _opens;
    private readonly ref readonly long _highs;
    private readonly ref readonly long _lows;
    private readonly ref readonly long _closes;
    private readonly ref readonly long _volumes;

    /// <param name="columns">Open times in nanoseconds since the epoch, then opens, highs, lows, closes and volumes in 10⁻⁸ units.</param>
    /// <param name="start">Row of the first bar.</param>
    /// <param name="count">How many bars.</param>
    public BarRun(InstrumentId instrument, Duration interval, in BarArrays columns, int start, int count)
    {
        Invariant.That(start >= 0 && count >= 0 && start + (long)count <= columns.Length);
        (Instrument, Interval, Count) = (instrument, interval, count);
        _openTimes = ref First(columns.OpenTimes, start);
        _opens = ref First(columns.Opens, start);
        _highs = ref First(columns.Highs, start);
        _lows = ref First(columns.Lows, start);
        _closes = ref First(columns.Closes, start);
        _volumes = ref First(columns.Volumes, start);
    }

    public InstrumentId Instrument { get; }

    /// <summary>Length of a bar: it closes that much after it opened.</summary>
    public Duration Interval { get; }

    public int Count { get; }

    public ReadOnlySpan<long> OpenTimes => MemoryMarshal.CreateReadOnlySpan(in _openTimes, Count);

    public ReadOnlySpan<long> Opens => MemoryMarshal.CreateReadOnlySpan(in _opens, Count);

    public ReadOnlySpan<long> Highs => MemoryMarshal.CreateReadOnlySpan(in _highs, Count);

    public ReadOnlySpan<long> Lows => MemoryMarshal.CreateReadOnlySpan(in _lows, Count);

    public ReadOnlySpan<long> Closes => MemoryMarshal.CreateReadOnlySpan(in _closes, Count);

    public ReadOnlySpan<long> Volumes => MemoryMarshal.CreateReadOnlySpan(in _volumes, Count);

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
        target = new Bar(
            new(Cell(in _openTimes, place)), new(Cell(in _opens, place)), new(Cell(in _highs, place)), new(Cell(in _lows, place)),
            new(Cell(in _closes, place)), new(Cell(in _volumes, place)));
    }

    public Timestamp CloseTime(int place) => new Timestamp(OpenTimes[place]) + Interval;

    /// <summary>The bar as the event that it would be when told alone.</summary>
    public EngineEvent EventAt(int place) => EngineEvent.OfBar(Instrument, CloseTime(place), At(place));

    // The constructor has checked the rows.
    private static ref readonly long First(long[] column, int row) => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(column), row);

    private static long Cell(ref readonly long first, int place) => Unsafe.Add(ref Unsafe.AsRef(in first), place);
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
