using LaptopAgents.Engine;

namespace LaptopAgents.Storage;

/// <summary>
/// The market of a recorded session alone: what it was told, in the instants in which it was told, without what its broker reported and
/// its operator said. Another engine can trade on it under other assumptions.
/// </summary>
public sealed class RecordedMarketFeed(JournalGroups groups) : IMarketDataFeed
{
    private readonly JournalGroup _group = new();

    /// <summary>Operator commands that were passed over.</summary>
    public int OperatorCommands { get; private set; }

    /// <inheritdoc />
    /// <exception cref="JournalFormatException">A line cannot be read.</exception>
    public bool TryRead(MarketBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        while (groups.TryRead(_group))
        {
            foreach (var entry in _group.Entries)
                if (entry is { Command: null, Event.Kind: Domain.EventKind.OperatorCommand }) OperatorCommands++;
            _group.CopyMarketTo(batch);
            if (batch.Count > 0) return true;
        }

        return false;
    }

    /// <inheritdoc />
    public ValueTask<bool> WaitAsync(CancellationToken cancellation) => ValueTask.FromResult(false);
}
