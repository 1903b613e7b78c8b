using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>(target − entry) ÷ (entry − stop), signed by side, is at least the minimum.</summary>
internal sealed class RewardToRiskRule(RiskOptions options) : IRiskRule
{
    private readonly Rate _minimum = Rate.FromDecimal(options.MinRewardToRisk);

    public OrderReason Check(EntryCandidate entry)
    {
        if (_minimum.IsZero || entry.StopLoss.IsZero || entry.TakeProfit.IsZero) return OrderReason.None;
        var sign = entry.Side.Sign();
        var reward = new Price((entry.TakeProfit.Raw - entry.EntryPrice.Raw) * sign);
        var risk = new Price((entry.EntryPrice.Raw - entry.StopLoss.Raw) * sign);
        return reward < risk.Times(_minimum, Rounding.Ceiling) ? OrderReason.RewardToRisk : OrderReason.None;
    }
}
