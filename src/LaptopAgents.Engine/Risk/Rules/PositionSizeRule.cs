using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>Quantity and notional of the position that would result, with what working entries may still add.</summary>
internal sealed class PositionSizeRule(RiskOptions options) : IRiskRule
{
    public OrderReason Check(EntryCandidate entry)
    {
        var resulting = entry.KeptPosition.Abs() + entry.PendingQuantity + entry.Quantity;
        if (options.MaxPositionQuantity.IsPositive && resulting > options.MaxPositionQuantity) return OrderReason.PositionLimit;
        return options.MaxPositionNotional.IsPositive && entry.EntryPrice * resulting > options.MaxPositionNotional
            ? OrderReason.NotionalLimit
            : OrderReason.None;
    }
}
