namespace LaptopAgents.Strategies;

/// <summary>The settings of <see cref="BuyAndHoldStrategy"/>.</summary>
internal static class BuyAndHoldParameters
{
    public static readonly DecimalParameter EquityPct = new(
        "equity_pct", 100m, 0.01m, 10_000m, "size in percent of equity, as notional at the close");

    public static readonly IReadOnlyList<StrategyParameter> All = [EquityPct];
}
