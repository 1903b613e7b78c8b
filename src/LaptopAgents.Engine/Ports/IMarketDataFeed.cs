using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>Where market events come from. Batches are told in time order, and events inside a batch in the order of <see cref="EventKind"/>, then instrument.</summary>
public interface IMarketDataFeed
{
    /// <summary>
    /// Fills <paramref name="batch"/> with all market events of the next instant that are at hand.
    /// Returns false when there is nothing now; see <see cref="WaitAsync"/>.
    /// </summary>
    bool TryRead(MarketBatch batch);

    /// <summary>Waits for more. False means that the feed has ended.</summary>
#pragma warning disable RS0030 // The one place where time passes outside the engine: the host waits here, the engine never does.
    ValueTask<bool> WaitAsync(CancellationToken cancellation);
#pragma warning restore RS0030
}
