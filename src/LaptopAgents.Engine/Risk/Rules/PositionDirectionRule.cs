using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>One position an instrument: it is not enlarged unless allowed, and an entry against it must say that it reverses.</summary>
internal sealed class PositionDirectionRule(RiskOptions options) : IRiskRule
{
    public OrderReason Check(EntryCandidate entry)
    {
        var held = entry.KeptPosition;
        if (held.IsZero) return OrderReason.None;
        var isSameSide = held.IsPositive == (entry.Side == Side.Buy);
        return isSameSide && options.AllowPyramiding ? OrderReason.None : OrderReason.PositionLimit;
    }
}
