namespace LaptopAgents.Strategies;

/// <summary>The settings of <see cref="SweepInvalidationStrategy"/>.</summary>
internal static class SweepInvalidationParameters
{
    public const string Vwap = "vwap";
    public const string RMultiple = "r_multiple";
    public const string Skip = "skip";

    public static readonly IntParameter LookbackBars = new(
        "lookback_bars", 10, 1, 10_000, "bars before the newest whose extreme is the level to be swept");
    public static readonly DecimalParameter StopAtrMult = new(
        "stop_atr_mult", 0.5m, 0m, 100m, "distance of the stop beyond the swept level, in ATR(14)");
    public static readonly ChoiceParameter Target = new(
        "target", "where to take profit: the rolling VWAP(60), or a multiple of the risk", Vwap, RMultiple);
    public static readonly DecimalParameter TpRMult = new(
        "tp_r_mult", 2.0m, 0.1m, 100m, "target in multiples of the stop distance, where the target is one");
    public static readonly ChoiceParameter VwapWrongSide = new(
        "vwap_wrong_side",
        "what to do when the VWAP is on the losing side of the entry: use the multiple, or skip the trade",
        RMultiple,
        Skip);
    public static readonly BoolParameter EmaFilter = new(
        "ema_filter", true, "no long while EMA(9) is below EMA(20), no short while it is above");
    public static readonly DecimalParameter MinVolRatio = new(
        "min_vol_ratio", 0.5m, 0m, 100m, "least volume of the bar, as a fraction of the mean of the last 20");
    public static readonly BoolParameter RequireCvdConfirm = new(
        "require_cvd_confirm", false, "trade only where the volume delta diverges in the trade's favour");
    public static readonly DecimalParameter EqTolerancePct = new(
        "eq_tolerance_pct", 0.05m, 0m, 5m,
        "extremes within this percentage of the swept level count as equal, and the trade's reason names them; decides nothing");

    public static readonly IReadOnlyList<StrategyParameter> All =
        [LookbackBars, StopAtrMult, Target, TpRMult, VwapWrongSide, EmaFilter, MinVolRatio, RequireCvdConfirm, EqTolerancePct];
}
