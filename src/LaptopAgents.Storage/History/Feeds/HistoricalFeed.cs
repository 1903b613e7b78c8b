using LaptopAgents.Domain;
using LaptopAgents.Engine;

namespace LaptopAgents.Storage;

/// <summary>One instrument of a <see cref="HistoricalFeed"/>.</summary>
/// <param name="Id">The instrument's place in the run.</param>
/// <param name="Interval">Length of a bar.</param>
/// <param name="Chunks">Bars in parts that follow each other in time; each is asked for when the one before is used up and may then take its memory.</param>
/// <param name="Funding">Settlements inside the time of the bars.</param>
public sealed record FeedInput(InstrumentId Id, BarInterval Interval, IEnumerable<BarSeries> Chunks, FundingSeries Funding)
{
    /// <summary>Bars that are in memory as a whole.</summary>
    public FeedInput(InstrumentId id, BarInterval interval, BarSeries bars, FundingSeries? funding = null)
        : this(id, interval, [bars], funding ?? FundingSeries.Empty)
    {
    }

    public static FeedInput Of(MarketDataSet set) => new(set.Instrument.Id, set.Interval, set.Bars, set.Funding);
}

/// <summary>
/// Bars and funding of the past as market events. A bar is told at its close; what happens at one instant is one batch, funding before
/// bars, lower instruments first. Missing bars are not told and are listed in <see cref="Gaps"/>. Reading allocates nothing.
/// </summary>
public sealed class HistoricalFeed : IBarRunFeed, IDisposable
{
    private readonly FeedLane[] _lanes;
    private readonly FeedLane _first;
    private readonly bool _isSingle;

    /// <exception cref="ArgumentException">There is no instrument, or one is there twice.</exception>
    public HistoricalFeed(params IReadOnlyList<FeedInput> inputs)
    {
        if (inputs.Count == 0) throw new ArgumentException("A feed needs at least one instrument.", nameof(inputs));
        if (inputs.DistinctBy(input => input.Id).Count() != inputs.Count) throw new ArgumentException("An instrument is there twice.", nameof(inputs));
        _lanes = [.. inputs.OrderBy(input => input.Id.Index).Select(input => new FeedLane(input))];
        _first = _lanes[0];
        _isSingle = _lanes.Length == 1;
    }

    /// <summary>The gaps met so far; all of them at once when the bars are in memory.</summary>
    public IReadOnlyList<DataGap> Gaps => _isSingle ? _first.Gaps : [.. _lanes.SelectMany(lane => lane.Gaps)];

    /// <summary>The gaps of one instrument.</summary>
    public IReadOnlyList<DataGap> GapsOf(InstrumentId id) => _lanes.FirstOrDefault(lane => lane.Id == id)?.Gaps ?? [];

    /// <inheritdoc />
    public bool TryRead(MarketBatch batch)
    {
        var time = long.MaxValue;
        foreach (var lane in _lanes) time = Math.Min(time, lane.NextTime);
        if (time == long.MaxValue) return false;
        batch.Begin(new(time));
        foreach (var lane in _lanes) lane.AddFunding(time, batch);
        foreach (var lane in _lanes) lane.AddBar(time, batch);
        return true;
    }

    /// <summary>Shows the bars up to the next settlement of a run of one instrument; with several each instant has a bar of each.</summary>
    public bool TryPeek(out BarRun run)
    {
        if (_isSingle) return _first.TryPeek(out run);
        run = default;
        return false;
    }

    /// <inheritdoc />
    public void Pass(int bars) => _first.Pass(bars);

    /// <inheritdoc />
    public ValueTask<bool> WaitAsync(CancellationToken cancellation) => ValueTask.FromResult(false);

    /// <summary>Lets go of the parts that were not asked for.</summary>
    public void Dispose()
    {
        foreach (var lane in _lanes) lane.Dispose();
    }
}
