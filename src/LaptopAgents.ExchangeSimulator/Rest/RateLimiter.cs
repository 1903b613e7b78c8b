namespace LaptopAgents.ExchangeSimulator;

/// <summary>Calls in the last second, for each endpoint and whoever is charged for it, by the machine's clock.</summary>
internal sealed class RateLimiter(TimeProvider time)
{
    private readonly Dictionary<(string Path, string Who), Queue<long>> _calls = [];

    /// <summary>Counts a call; false when it is one too many, which is not counted.</summary>
    public bool TryCount(string path, string who, int perSecond)
    {
        if (!_calls.TryGetValue((path, who), out var calls)) _calls[(path, who)] = calls = new Queue<long>();
        var now = time.GetTimestamp();
        while (calls.Count > 0 && time.GetElapsedTime(calls.Peek(), now) >= TimeSpan.FromSeconds(1)) calls.Dequeue();
        if (calls.Count >= perSecond) return false;
        calls.Enqueue(now);
        return true;
    }
}
