using LaptopAgents.Engine;

namespace LaptopAgents.Cli.Composition;

/// <summary>A feed whose batches somebody looks at before the session does.</summary>
internal sealed class WatchedFeed(IMarketDataFeed feed, Action<MarketBatch> look) : IMarketDataFeed
{
    public bool TryRead(MarketBatch batch)
    {
        if (!feed.TryRead(batch)) return false;
        look(batch);
        return true;
    }

    public ValueTask<bool> WaitAsync(CancellationToken cancellation) => feed.WaitAsync(cancellation);
}
