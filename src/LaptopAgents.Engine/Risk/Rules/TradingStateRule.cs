using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>Nothing opens unless the engine is active and the day's and the account's loss limits are whole.</summary>
internal sealed class TradingStateRule : IRiskRule
{
    public OrderReason Check(EntryCandidate entry) =>
        entry.State == TradingState.Halted ? (entry.Losses.IsDrawdownHit ? OrderReason.Drawdown : OrderReason.Halted)
        : entry.Losses.IsDailyLossHit ? OrderReason.DailyLoss
        : entry.State == TradingState.Reducing ? OrderReason.Reducing
        : OrderReason.None;
}
