namespace LaptopAgents.Strategies;

/// <summary>The settings of <see cref="SmaCrossoverStrategy"/>.</summary>
internal static class SmaCrossoverParameters
{
    public const string LongShort = "long_short";
    public const string LongFlat = "long_flat";
    public const string Own = "own";
    public const string Risk = "risk";

    public static readonly IntParameter Fast = new("fast", 10, 1, 10_000, "bars of the fast average; less than slow");
    public static readonly IntParameter Slow = new("slow", 50, 2, 10_000, "bars of the slow average");
    public static readonly ChoiceParameter Mode = new(
        "mode", "what to hold when fast is not above slow: a short, or nothing", LongShort, LongFlat);
    public static readonly ChoiceParameter SizeMode = new(
        "size_mode", "own: by quantity or equity_pct; risk: by the session's risk_pct and the stop, which needs stop_atr_mult", Own, Risk);
    public static readonly DecimalParameter Quantity = new(
        "quantity", 0m, 0m, 1_000_000m, "fixed size in base currency; 0 sizes by equity_pct");
    public static readonly DecimalParameter EquityPct = new(
        "equity_pct", 100m, 0.01m, 10_000m, "size in percent of equity, as notional at the close");
    public static readonly DecimalParameter StopAtrMult = new("stop_atr_mult", 0m, 0m, 100m, "stop distance in ATR(14); 0 sets no stop");
    public static readonly DecimalParameter TargetAtrMult = new(
        "target_atr_mult", 0m, 0m, 100m, "target distance in ATR(14); 0 sets no target");

    public static readonly IReadOnlyList<StrategyParameter> All =
        [Fast, Slow, Mode, SizeMode, Quantity, EquityPct, StopAtrMult, TargetAtrMult];
}
