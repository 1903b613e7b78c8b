using LaptopAgents.Domain;
using LaptopAgents.Engine;

namespace LaptopAgents.TestKit;

/// <summary>A feed that hands out what the test put in, instant by instant.</summary>
internal sealed class ScriptedFeed : IMarketDataFeed
{
    private readonly List<(Timestamp Time, EngineEvent[] Events)> _instants = [];
    private int _next;

    /// <summary>Called with the place of each instant before it is read.</summary>
    public Action<int>? Reading { get; set; }

    /// <summary>Waits for ever instead of ending, as a live feed does.</summary>
    public bool NeverEnds { get; init; }

    public ScriptedFeed Add(Timestamp time, params EngineEvent[] events)
    {
        _instants.Add((time, events));
        return this;
    }

    public bool TryRead(MarketBatch batch)
    {
        if (_next == _instants.Count) return false;
        Reading?.Invoke(_next);
        var (time, events) = _instants[_next++];
        batch.Begin(time);
        foreach (var next in events) batch.Add(in next);
        return true;
    }

    public async ValueTask<bool> WaitAsync(CancellationToken cancellation)
    {
        if (NeverEnds) await Task.Delay(Timeout.Infinite, cancellation);
        return false;
    }
}
