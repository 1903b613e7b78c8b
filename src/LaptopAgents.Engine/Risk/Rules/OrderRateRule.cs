using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>At most so many entries in any minute of event time.</summary>
internal sealed class OrderRateRule(RiskOptions options) : IRiskRule
{
    private static readonly Duration Window = Duration.FromMinutes(1);
    private readonly Timestamp[] _recent = new Timestamp[Math.Max(1, options.MaxOrdersPerMinute)];
    private int _next;

    public OrderReason Check(EntryCandidate entry)
    {
        if (options.MaxOrdersPerMinute == 0) return OrderReason.None;
        var oldest = _recent[_next];
        if (oldest != default && oldest + Window > entry.Time) return OrderReason.OrderRate;
        _recent[_next] = entry.Time;
        _next = (_next + 1) % _recent.Length;
        return OrderReason.None;
    }
}
