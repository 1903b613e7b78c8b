using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>
/// Limits over all instruments together: leverage (total notional ÷ equity), total notional, notional on one side, and the number of
/// open positions. Working entries count as if they had filled: two entries of one instant must not both pass.
/// </summary>
internal sealed class ExposureRule(RiskOptions options, int instruments) : IRiskRule
{
    private readonly Rate _maxLeverage = Rate.FromDecimal(options.MaxLeverage);

    public OrderReason Check(EntryCandidate entry)
    {
        var total = entry.CommittedExposure(instruments, onlySide: null) + entry.Notional;
        if (_maxLeverage.Raw > 0 && total > entry.Account.Equity.Times(_maxLeverage, Rounding.TowardZero)) return OrderReason.LeverageLimit;
        if (options.MaxTotalExposure.IsPositive && total > options.MaxTotalExposure) return OrderReason.ExposureLimit;
        if (options.MaxCorrelatedExposure.IsPositive
            && entry.CommittedExposure(instruments, entry.Side) + entry.Notional > options.MaxCorrelatedExposure)
            return OrderReason.CorrelatedExposure;
        return options.MaxOpenPositions > 0 && entry.OtherOpenPositions(instruments) >= options.MaxOpenPositions
            ? OrderReason.OpenPositionsLimit
            : OrderReason.None;
    }
}
