namespace LaptopAgents.Runtime.Observability;

/// <summary>How often a strategy gave each reason for not trading. Strategies answer with constants, so the reasons are few.</summary>
internal sealed class BlockTally
{
    public const string WarmingUp = "warming up";

    // What a strategy could say at most before somebody made its reasons out of numbers.
    private const int MaxReasons = 64;

    private Counter[] _counters = [];

    public void Count(string? reason)
    {
        if (reason is null) return;
        foreach (var counter in _counters)
        {
            if (!ReferenceEquals(counter.Reason, reason) && counter.Reason != reason) continue;
            Volatile.Write(ref counter.Count, counter.Count + 1);
            return;
        }

        if (_counters.Length < MaxReasons) Volatile.Write(ref _counters, [.. _counters, new Counter(reason) { Count = 1 }]);
    }

    /// <summary>Most frequent first. On any thread.</summary>
    public IReadOnlyList<BlockCount> Read() =>
        [.. Volatile.Read(ref _counters).Select(counter => new BlockCount(counter.Reason, Volatile.Read(ref counter.Count))).OrderByDescending(block => block.Count)];

    private sealed class Counter(string reason)
    {
        public readonly string Reason = reason;
        public long Count;
    }
}
