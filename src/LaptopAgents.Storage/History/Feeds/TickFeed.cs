using LaptopAgents.Domain;
using LaptopAgents.Engine;

namespace LaptopAgents.Storage;

/// <summary>
/// A recording as market events: funding, mark prices, order book, quotes and trades in the order of the venue's time, each with the
/// corrected time of its receipt. The book starts from the snapshot; changes that the snapshot holds already are left out. On request
/// bars are built from the trades, because a strategy decides on bars and no bar may be assumed.
/// </summary>
public sealed class TickFeed : IMarketDataFeed
{
    private readonly InstrumentId _id;
    private readonly MarkLane _marks;
    private readonly BookLane _book;
    private readonly QuoteLane _quotes;
    private readonly TradeLane _trades;

    /// <param name="recording">What was recorded.</param>
    /// <param name="id">The instrument's place in the run.</param>
    /// <param name="barsFromTrades">Length of the bars to build from trades; null builds none.</param>
    public TickFeed(TickRecording recording, InstrumentId id, BarInterval? barsFromTrades = null)
    {
        if (barsFromTrades is not null && recording.Find(DataKind.Trades) is null)
            throw new DataException($"The recording of {recording.Symbol} at {recording.From} has no trades to build bars from.", "Use bars of the catalog, or a recording with trades.");
        _id = id;
        _marks = new(recording.Find(DataKind.Mark));
        _book = new(recording.Find(DataKind.Snapshot), recording.Find(DataKind.Depth));
        _quotes = new(recording.Find(DataKind.Quotes));
        _trades = new(recording.Find(DataKind.Trades), barsFromTrades);
    }

    /// <summary>Changes of the book that were left out because the snapshot was newer, or because there is no snapshot.</summary>
    public int SkippedBookChanges => _book.Skipped;

    /// <inheritdoc />
    public bool TryRead(MarketBatch batch)
    {
        var time = Math.Min(Math.Min(_marks.NextTime, _book.NextTime), Math.Min(_quotes.NextTime, _trades.NextTime));
        if (time == long.MaxValue) return false;
        batch.Begin(new(time));
        _marks.AddFunding(time, _id, batch);
        _marks.AddMarks(time, _id, batch);
        _book.Add(time, _id, batch);
        _quotes.Add(time, _id, batch);
        _trades.AddTrades(time, _id, batch);
        _trades.AddBar(time, _id, batch);
        return true;
    }

    /// <inheritdoc />
    public ValueTask<bool> WaitAsync(CancellationToken cancellation) => ValueTask.FromResult(false);
}
