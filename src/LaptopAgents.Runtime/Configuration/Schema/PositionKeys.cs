namespace LaptopAgents.Runtime.Configuration.Schema;

/// <summary>What happens to an open position, and the funding gate. They stand in the trading section of a profile.</summary>
internal static class PositionKeys
{
    public static readonly IntKey MaxBarsOpen = TradingKeys.Section.Add(new IntKey(
        "max_bars_open",
        "Bars after which a position is closed at market; 0 means never.")
    { Unit = "bars", Max = 10_000_000, Default = 50L });

    public static readonly IntKey CooldownBars = TradingKeys.Section.Add(new IntKey(
        "cooldown_bars",
        "Bars of time after a close before the next entry in that symbol.")
    { Unit = "bars", Max = 1_000_000, Default = 5L });

    public static readonly BoolKey TrailEnabled = TradingKeys.Section.Add(new BoolKey(
        "trail_enabled",
        "Whether stops trail. A trailing stop only tightens.")
    { Default = false });

    public static readonly DecimalKey TrailArmR = TradingKeys.Section.Add(new DecimalKey("trail_arm_r", "Profit at which trailing begins.")
    { Unit = "R", Max = 100m, Default = 0.5m });

    public static readonly DecimalKey TrailDistanceR = TradingKeys.Section.Add(new DecimalKey(
        "trail_distance_r",
        "Distance of the trailing stop behind the best price.")
    { Unit = "R", AboveMin = true, Max = 100m, Default = 1.5m });

    public static readonly DecimalKey TrailAtrMult = TradingKeys.Section.Add(new DecimalKey(
        "trail_atr_mult",
        "Distance of the trailing stop in ATRs; takes the place of trail_distance_r.")
    { Unit = "ATR", AboveMin = true, Max = 100m, Optional = true });

    public static readonly ChoiceKey<FundingGateSide> FundingGate = TradingKeys.Section.Add(new ChoiceKey<FundingGateSide>(
        "funding_gate_side",
        "When the funding gate looks at the rate.",
        new("paying", FundingGateSide.Paying, "only when the position would pay"),
        new("both", FundingGateSide.Both, "whichever side the position is on"),
        new("off", FundingGateSide.Off, "never"))
    { Default = FundingGateSide.Paying });

    public static readonly DecimalKey HalfSizeFunding = TradingKeys.Section.Add(new DecimalKey(
        "half_size_funding",
        "Funding rate, without its sign, from which entries have half size.")
    { Unit = "fraction per 8 hours, 0.0001 = 1 bp", AboveMin = true, Max = 1m, Default = 0.0003m });

    public static readonly DecimalKey NoTradeFunding = TradingKeys.Section.Add(new DecimalKey(
        "no_trade_funding",
        "Funding rate, without its sign, from which no position is opened.")
    { Unit = "fraction per 8 hours, 0.0001 = 1 bp", AboveMin = true, Max = 1m, Default = 0.0005m });

    public static readonly DecimalKey ExtremeFunding = TradingKeys.Section.Add(new DecimalKey(
        "extreme_funding",
        "Funding rate, without its sign, from which no position is opened and an alert is raised.")
    { Unit = "fraction per 8 hours, 0.0001 = 1 bp", AboveMin = true, Max = 1m, Default = 0.001m });

    public static readonly ChoiceKey<UnknownFunding> UnknownFunding = TradingKeys.Section.Add(new ChoiceKey<UnknownFunding>(
        "unknown_funding",
        "What the funding gate does while no rate is known.",
        new("half_size", Configuration.UnknownFunding.HalfSize, "enter with half size"),
        new("full_size", Configuration.UnknownFunding.FullSize, "enter as if funding were zero"))
    { Default = Configuration.UnknownFunding.HalfSize });
}
