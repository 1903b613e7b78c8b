namespace LaptopAgents.Runtime.Configuration.Schema;

/// <summary>Who executes orders, and the terms: fees, margin and funding.</summary>
internal static class BrokerKeys
{
    public static readonly ConfigSection Section = new("broker", "How orders are executed, or simulated.");

    public static readonly ChoiceKey<TradingMode> Type = Section.Add(new ChoiceKey<TradingMode>(
        "type",
        "Who executes orders. Must agree with mode.",
        new("backtest", TradingMode.Backtest, "the simulated venue on recorded data"),
        new("paper", TradingMode.Paper, "the simulated venue on live data"),
        new("live", TradingMode.Live, "the exchange"))
    { Derive = values => values.Choice(RootKeys.Mode), DerivedFrom = "the same as mode" });

    public static readonly BoolKey ConfirmOrders = Section.Add(new BoolKey(
        "confirm_orders",
        "Whether a person confirms every order that opens or raises a position.")
    { Derive = values => values.Choice(RootKeys.Mode) == TradingMode.Live, DerivedFrom = "true in live mode" });

    public static readonly TextKey StatePath = Section.Add(new TextKey(
        "state_path",
        "Database that holds the account's state between runs; null keeps it in memory.")
    { Rule = TextRule.Path, Optional = true });

    public static readonly ChoiceKey<FillData> FillData = Section.Add(new ChoiceKey<FillData>(
        "fill_data",
        "What of a live market a simulated fill is made on.",
        new("best", Configuration.FillData.Best, "quotes, trades and marks, as they come"),
        new("bars", Configuration.FillData.Bars, "closed bars and settlements alone, as in a backtest on bars"))
    { Default = Configuration.FillData.Best });

    public static readonly SecretKey ApiKey = Section.Add(new SecretKey(
        "api_key",
        "The exchange's API key. It needs trading rights and must not have withdrawal rights.")
    { Variable = "BITUNIX_API_KEY" });

    public static readonly SecretKey ApiSecret = Section.Add(new SecretKey("api_secret", "The exchange's API secret.")
    { Variable = "BITUNIX_API_SECRET" });

    public static readonly ConfigSection Fees = new("broker.fees", "Fees of the simulated venue.");

    public static readonly DecimalKey MakerBps = Fees.Add(new DecimalKey(
        "maker_bps",
        "Fee of a maker fill; negative for a rebate; null takes the instrument's.")
    { Unit = "basis points of notional", Min = -100m, Max = 1_000m, Optional = true });

    public static readonly DecimalKey TakerBps = Fees.Add(new DecimalKey("taker_bps", "Fee of a taker fill; null takes the instrument's.")
    { Unit = "basis points of notional", Min = -100m, Max = 1_000m, Optional = true });

    public static readonly ConfigSection Margin = new("broker.margin", "Margin and liquidation of the simulated venue.");

    public static readonly ChoiceKey<MarginMode> MarginMode = Margin.Add(new ChoiceKey<MarginMode>(
        "mode",
        "What backs a position.",
        new("isolated", Configuration.MarginMode.Isolated, "only the margin posted for it"),
        new("cross", Configuration.MarginMode.Cross, "the whole account"))
    { Default = Configuration.MarginMode.Isolated });

    public static readonly IntKey Leverage = Margin.Add(new IntKey(
        "leverage",
        "Leverage set for the symbol: a position's worth divided by its initial margin.")
    {
        Unit = "times",
        Min = 1,
        Max = 125,

        // An entry at the exposure limit must not need the whole account as margin: fees and slippage have to be paid too.
        Derive = values => Math.Min(125, (long)Math.Ceiling(2 * values.Number(TradingKeys.MaxLeverage))),
        DerivedFrom = "twice trading.max_leverage, at most 125",
    });

    public static readonly BoolKey Tiers = Margin.Add(new BoolKey(
        "tiers",
        "Whether maintenance margin rises with the position as the instrument's tiers say; false uses the first tier for all sizes.")
    { Default = true });

    public static readonly ConfigSection Funding = new("broker.funding", "Funding payments of perpetual contracts.");

    public static readonly BoolKey FundingEnabled = Funding.Add(new BoolKey("enabled", "Whether funding is paid and received.")
    { Default = true });

    public static readonly TextKey FundingSource = Funding.Add(new TextKey(
        "source",
        "CSV file of settled rates (timestamp,rate); null looks in the data catalog. A symbol in it stands for each symbol of the "
            + "run in turn.")
    { Rule = TextRule.Path, Optional = true });
}
