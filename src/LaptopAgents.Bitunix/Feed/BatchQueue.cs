using LaptopAgents.Domain;
using LaptopAgents.Engine;

namespace LaptopAgents.Bitunix;

/// <summary>Batches on their way to the session. Their times never go back: what comes late is told at the time of the last batch.</summary>
internal sealed class BatchQueue
{
    private readonly Queue<(Timestamp Time, EngineEvent[] Events)> _batches = new();
    private Timestamp _last;

    /// <summary>The time at which something of the instant <paramref name="wanted"/> will be told.</summary>
    public Timestamp TimeFor(Timestamp wanted) => wanted > _last ? wanted : _last;

    /// <param name="time">From <see cref="TimeFor"/>; the events carry it too.</param>
    public void Add(Timestamp time, params EngineEvent[] events)
    {
        Invariant.That(time >= _last);
        _last = time;
        _batches.Enqueue((time, events));
    }

    public bool TryTake(MarketBatch batch)
    {
        if (!_batches.TryDequeue(out var next)) return false;
        batch.Begin(next.Time);
        foreach (ref readonly var item in next.Events.AsSpan()) batch.Add(in item);
        return true;
    }
}
