using LaptopAgents.Domain;
using LaptopAgents.Engine;

namespace LaptopAgents.Cli.Composition;

/// <summary>
/// A live market cut down to what a backtest on bars knows, closed bars and settlements, so that both fill alike
/// (<c>broker.fill_data: bars</c>).
/// </summary>
internal sealed class BarsOnlyFeed(IMarketDataFeed feed) : IMarketDataFeed, IAsyncDisposable
{
    private readonly MarketBatch _all = new();

    public bool TryRead(MarketBatch batch)
    {
        while (feed.TryRead(_all))
        {
            batch.Begin(_all.Time);
            foreach (ref readonly var next in _all.Events)
                if (next.Kind is EventKind.BarClose or EventKind.FundingRate) batch.Add(in next);
            if (batch.Count > 0) return true;
        }

        return false;
    }

    public ValueTask<bool> WaitAsync(CancellationToken cancellation) => feed.WaitAsync(cancellation);

    public ValueTask DisposeAsync() => feed is IAsyncDisposable inner ? inner.DisposeAsync() : ValueTask.CompletedTask;
}
