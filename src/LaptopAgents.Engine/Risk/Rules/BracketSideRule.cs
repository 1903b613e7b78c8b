using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>A stop lies behind the entry and a target beyond it, seen from the entry's side; a stop may be required and not too near.</summary>
internal sealed class BracketSideRule(RiskOptions options) : IRiskRule
{
    public OrderReason Check(EntryCandidate entry)
    {
        var sign = entry.Side.Sign();
        if (!entry.TakeProfit.IsZero && (entry.TakeProfit.Raw - entry.EntryPrice.Raw) * sign <= 0) return OrderReason.TargetOnWrongSide;
        if (entry.StopLoss.IsZero) return options.RequireStop && !entry.HasOwnQuantity ? OrderReason.MissingStop : OrderReason.None;
        var distance = (entry.EntryPrice.Raw - entry.StopLoss.Raw) * sign;
        if (distance <= 0) return OrderReason.StopOnWrongSide;
        return distance < entry.EntryPrice.Times(options.MinStopDistance, Rounding.Floor).Raw ? OrderReason.StopTooClose : OrderReason.None;
    }
}
