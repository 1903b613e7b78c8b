using LaptopAgents.Domain;
using LaptopAgents.Engine;

namespace LaptopAgents.Runtime.Observability;

/// <summary>A feed that tells the telemetry where one turn of the session ends and the next begins.</summary>
internal sealed class WatchedFeed(IMarketDataFeed feed, SessionTelemetry telemetry) : IMarketDataFeed
{
    public bool TryRead(MarketBatch batch)
    {
        telemetry.EndTurn();
        if (!feed.TryRead(batch)) return false;
        telemetry.BeginTurn();
        return true;
    }

    public ValueTask<bool> WaitAsync(CancellationToken cancellation)
    {
        telemetry.EndTurn();
        return feed.WaitAsync(cancellation);
    }
}
