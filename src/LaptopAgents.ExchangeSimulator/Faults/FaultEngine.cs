using LaptopAgents.Simulation;

namespace LaptopAgents.ExchangeSimulator;

/// <summary>
/// Decides what goes wrong. Each decision is a draw on (seed, rule, how often the rule was asked), so that the same calls meet the same
/// faults again.
/// </summary>
internal sealed class FaultEngine(ulong seed)
{
    private const ulong Stream = 0x4558_0100;
    private readonly List<FaultRule> _rules = [];
    private readonly Dictionary<string, byte[]> _earlier = [];
    private int _lastId;

    public IReadOnlyList<FaultRule> Rules => _rules;

    /// <summary>How far the shown clock is off, in nanoseconds.</summary>
    public long ClockOffset { get; set; }

    public ulong Seed { get; set; } = seed;

    public int NextId() => ++_lastId;

    public void Add(FaultRule rule) => _rules.Add(rule);

    public void Clear()
    {
        _rules.Clear();
        ClockOffset = 0;
    }

    public bool Remove(int id) => _rules.RemoveAll(rule => rule.Id == id) > 0;

    /// <summary>Whether a fault of this kind strikes what passes by now.</summary>
    public FaultRule? Strike(FaultKind kind, string passing, long now)
    {
        foreach (var rule in _rules)
        {
            if (rule.Kind != kind || now < rule.From || now >= rule.To || rule.Left <= 0) continue;
            if (rule.Match is { } match && !passing.Contains(match, StringComparison.OrdinalIgnoreCase)) continue;
            if (Prng.Uniform(Seed, Stream + (ulong)rule.Id, rule.Draws++) >= rule.Probability) continue;
            rule.Left--;
            rule.Struck++;
            return rule;
        }

        return null;
    }

    /// <summary>Whether the exchange is down.</summary>
    public bool IsOut(long now) => _rules.Exists(rule => rule.Kind == FaultKind.Outage && now >= rule.From && now < rule.To);

    /// <summary>Whether <see cref="TakeDue"/> has something to give.</summary>
    public bool HasDue(long now)
    {
        foreach (var rule in _rules)
            if (rule is { IsScheduled: true, IsDone: false } && now >= rule.From) return true;
        return false;
    }

    /// <summary>Rules whose time has come, each once.</summary>
    public IEnumerable<FaultRule> TakeDue(long now)
    {
        foreach (var rule in _rules)
        {
            if (!rule.IsScheduled || rule.IsDone || now < rule.From) continue;
            rule.IsDone = true;
            rule.Struck++;
            yield return rule;
        }
    }

    /// <summary>Keeps what a read said, and gives what an earlier one said when the answer is to be stale.</summary>
    public byte[] Remember(string question, byte[] answer, bool isStale)
    {
        var before = _earlier.GetValueOrDefault(question);
        if (isStale && before is not null) return before;
        // Only while somebody plans to be stale: otherwise every read would stay in memory.
        if (_rules.Exists(rule => rule.Kind == FaultKind.Stale) && _earlier.Count < 10_000) _earlier[question] = answer;
        return answer;
    }
}
