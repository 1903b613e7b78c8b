namespace LaptopAgents.Runtime.Configuration.Schema;

/// <summary>How the simulated venue fills orders.</summary>
internal static class FillModelKeys
{
    public static readonly ConfigSection Section = new("broker.fill_model", "How the simulated venue fills orders.");

    public static readonly ChoiceKey<Fidelity> Fidelity = Section.Add(new ChoiceKey<Fidelity>(
        "fidelity",
        "A bundle of settings. It replaces what weaker sources say about them and yields to keys written beside it or in stronger ones.",
        new("fast", Configuration.Fidelity.Fast, "fixed slippage and spread, no latency, no partial fills, conservative bars"),
        new("realistic", Configuration.Fidelity.Realistic, "slippage by volume, historical spread, log-normal latency, partial fills by volume, funding"))
    { Optional = true });

    public static readonly ChoiceKey<SlippageModel> SlippageModel = Section.Add(new ChoiceKey<SlippageModel>(
        "slippage_model",
        "How much worse than the reference price a taker fill is.",
        new("none", Configuration.SlippageModel.None, "not at all"),
        new("fixed_bps", Configuration.SlippageModel.FixedBps, "always slippage_bps"),
        new("random", Configuration.SlippageModel.Random, "slippage_bps times a number between 0.5 and 1.5"),
        new("volume_scaled", Configuration.SlippageModel.VolumeScaled, "slippage_bps growing with the share of the bar's volume times impact_coefficient"),
        new("square_root_impact", Configuration.SlippageModel.SquareRootImpact, "impact_coefficient times volatility times the root of the share of volume"),
        new("book", Configuration.SlippageModel.Book, "what walking the recorded order book costs"),
        new("calibrated", Configuration.SlippageModel.Calibrated, "slippage_bps, impact_coefficient and volatility_coefficient as fitted to recorded fills"))
    { Default = Configuration.SlippageModel.FixedBps });

    public static readonly DecimalKey SlippageBps = Section.Add(new DecimalKey("slippage_bps", "Base slippage of a taker fill.")
    { Unit = "basis points of price", Max = 1_000m, Default = 2m, Aliases = ["broker.fill_model.slippage_base_bps"] });

    public static readonly DecimalKey ImpactCoefficient = Section.Add(new DecimalKey(
        "impact_coefficient",
        "How strongly an order's share of the volume adds to slippage, in the models that look at it.")
    { Max = 1_000m, Default = 1m });

    public static readonly DecimalKey VolatilityCoefficient = Section.Add(new DecimalKey(
        "volatility_coefficient",
        "How strongly the bar's volatility adds to slippage, in the calibrated model.")
    { Max = 1_000m, Default = 1m });

    public static readonly ChoiceKey<SpreadModel> SpreadModel = Section.Add(new ChoiceKey<SpreadModel>(
        "spread_model",
        "Where the bid-ask spread comes from. A taker fill pays half of it.",
        new("none", Configuration.SpreadModel.None, "no spread"),
        new("fixed", Configuration.SpreadModel.Fixed, "always spread_bps"),
        new("historical", Configuration.SpreadModel.Historical, "recorded quotes, or an estimate from bars that is labelled as one"))
    { Default = Configuration.SpreadModel.Fixed });

    public static readonly DecimalKey SpreadBps = Section.Add(new DecimalKey("spread_bps", "The whole spread between bid and ask.")
    { Unit = "basis points of price", Max = 1_000m, Default = 1m, Aliases = ["broker.fill_model.spread_fixed_bps"] });

    public static readonly ChoiceKey<PartialFills> PartialFills = Section.Add(new ChoiceKey<PartialFills>(
        "partial_fills",
        "Whether a limit order can fill in parts.",
        new("off", Configuration.PartialFills.Off, "orders fill whole"),
        new("volume", Configuration.PartialFills.Volume, "at most participation_pct of the volume traded"),
        new("probabilistic", Configuration.PartialFills.Probabilistic, "in part with partial_fill_probability"))
    { Default = Configuration.PartialFills.Off, True = "volume", False = "off" });

    public static readonly DecimalKey ParticipationPct = Section.Add(new DecimalKey(
        "participation_pct",
        "Share of a bar's or trade's volume that can fill an order side.")
    { Unit = "percent of volume", AboveMin = true, Max = 100m, Default = 10m });

    public static readonly DecimalKey PartialFillProbability = Section.Add(new DecimalKey(
        "partial_fill_probability",
        "Chance that a reached order fills only in part (or not yet), with partial_fills: probabilistic.")
    { Max = 1m, Default = 0.5m });

    public static readonly BoolKey VolumeCappedMarkets = Section.Add(new BoolKey(
        "volume_capped_markets",
        "Whether market orders too are held to participation_pct; false fills them whole.")
    { Default = false });

    public static readonly ChoiceKey<IntrabarMode> IntrabarMode = Section.Add(new ChoiceKey<IntrabarMode>(
        "intrabar_mode",
        "Which way the price went inside a bar when that matters.",
        new("conservative", Configuration.IntrabarMode.Conservative, "the way that is worse for the account"),
        new("optimistic", Configuration.IntrabarMode.Optimistic, "the way that is better for the account"),
        new("random", Configuration.IntrabarMode.Random, "drawn from seed, symbol and bar"))
    { Default = Configuration.IntrabarMode.Conservative });

    public static readonly ChoiceKey<LimitFill> LimitFill = Section.Add(new ChoiceKey<LimitFill>(
        "limit_fill",
        "When a resting limit order fills.",
        new("touch", Configuration.LimitFill.Touch, "when the price reaches the limit"),
        new("through", Configuration.LimitFill.Through, "when the price trades beyond the limit by a tick"),
        new("queue", Configuration.LimitFill.Queue, "when the quantity ahead of it has gone; needs trades or a book"))
    { Default = Configuration.LimitFill.Through });

    public static readonly ChoiceKey<StopTrigger> StopTrigger = Section.Add(new ChoiceKey<StopTrigger>(
        "stop_trigger",
        "The price that triggers a stop.",
        new("last", Configuration.StopTrigger.Last, "the last trade"),
        new("mark", Configuration.StopTrigger.Mark, "the mark price"))
    { Default = Configuration.StopTrigger.Last });
}
