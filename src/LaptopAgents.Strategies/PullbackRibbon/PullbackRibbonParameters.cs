namespace LaptopAgents.Strategies;

/// <summary>The settings of <see cref="PullbackRibbonStrategy"/>.</summary>
internal static class PullbackRibbonParameters
{
    public static readonly DecimalParameter StopAtrMult = new(
        "stop_atr_mult", 1.5m, 0.01m, 100m, "distance of the stop from the limit, in ATR(14)");
    public static readonly DecimalParameter TpRMult = new("tp_r_mult", 2.0m, 0.1m, 100m, "target in multiples of the stop distance");
    public static readonly IntParameter PendingMaxBars = new(
        "pending_max_bars", 24, 1, 100_000, "bars after which an order that did not fill is taken back");

    public static readonly IReadOnlyList<StrategyParameter> All = [StopAtrMult, TpRMult, PendingMaxBars];
}
