namespace LaptopAgents.Runtime.Configuration.Schema;

/// <summary>The account, the size of an entry and the limits on exposure and loss.</summary>
internal static class TradingKeys
{
    private const decimal Billion = 1_000_000_000m;

    public static readonly ConfigSection Section = new("trading", "Account, sizing, risk limits and position management.");

    public static readonly DecimalKey StartingEquity = Section.Add(new DecimalKey(
        "starting_equity",
        "Equity at the start of a simulated account.")
    { Unit = "quote currency", AboveMin = true, Max = Billion, Default = 10_000m });

    public static readonly ChoiceKey<SizingMode> Sizing = Section.Add(new ChoiceKey<SizingMode>(
        "sizing",
        "How the size of an entry is found. Limits apply to each of them.",
        new("risk", SizingMode.Risk, "risk_pct of equity divided by the distance to the stop"),
        new("fixed_qty", SizingMode.FixedQty, "always fixed_qty"),
        new("equity_pct", SizingMode.EquityPct, "a position worth equity_pct of equity"))
    { Default = SizingMode.Risk });

    public static readonly DecimalKey RiskPct = Section.Add(new DecimalKey(
        "risk_pct",
        "Loss at the stop, as a percentage of current equity: 1.0 means one percent.")
    { Unit = "percent of equity", AboveMin = true, Max = 100m, Default = 1m });

    public static readonly DecimalKey FixedQty = Section.Add(new DecimalKey(
        "fixed_qty",
        "Size of each entry; needed with sizing: fixed_qty.")
    { Unit = "base currency", AboveMin = true, Max = Billion, Optional = true });

    public static readonly DecimalKey EquityPct = Section.Add(new DecimalKey(
        "equity_pct",
        "Worth of each position as a percentage of current equity; needed with sizing: equity_pct.")
    { Unit = "percent of equity", AboveMin = true, Max = 12_500m, Optional = true });

    public static readonly DecimalKey SizeMult = Section.Add(new DecimalKey(
        "size_mult",
        "Multiplies the size that sizing gives, before lots and limits.")
    { AboveMin = true, Max = 100m, Default = 1m });

    public static readonly DecimalKey MaxLeverage = Section.Add(new DecimalKey(
        "max_leverage",
        "Largest worth of all positions and working entries divided by equity.")
    { Unit = "times equity", AboveMin = true, Max = 125m, Default = 5m });

    public static readonly DecimalKey MaxPositionUsd = Section.Add(new DecimalKey(
        "max_position_usd",
        "Largest worth of one position; null for no limit (refused in live mode).")
    { Unit = "quote currency", AboveMin = true, Max = Billion, Optional = true, Default = 50_000m });

    public static readonly DecimalKey MaxPositionQty = Section.Add(new DecimalKey(
        "max_position_qty",
        "Largest size of one position; null for no limit.")
    { Unit = "base currency", AboveMin = true, Max = Billion, Optional = true });

    public static readonly BoolKey AllowPyramiding = Section.Add(new BoolKey(
        "allow_pyramiding",
        "Whether an open position may be raised by another entry in its direction.")
    { Default = false });

    public static readonly DecimalKey MaxTotalExposureUsd = Section.Add(new DecimalKey(
        "max_total_exposure_usd",
        "Largest worth of all positions together, long and short added; null for no limit.")
    { Unit = "quote currency", AboveMin = true, Max = Billion, Optional = true });

    public static readonly DecimalKey MaxCorrelatedExposureUsd = Section.Add(new DecimalKey(
        "max_correlated_exposure_usd",
        "Largest worth of all positions on the same side, because coins fall together; null for no limit.")
    { Unit = "quote currency", AboveMin = true, Max = Billion, Optional = true });

    public static readonly IntKey MaxOpenPositions = Section.Add(new IntKey(
        "max_open_positions",
        "Most symbols with a position at one time; null for no limit.")
    { Min = 1, Max = 1_000, Optional = true });

    public static readonly DecimalKey MaxDailyLossUsd = Section.Add(new DecimalKey(
        "max_daily_loss_usd",
        "Loss in one UTC day, realised and open, that stops trading until the next; null for no limit (refused in live mode).")
    { Unit = "quote currency", AboveMin = true, Max = Billion, Optional = true, Default = 50m });

    public static readonly DecimalKey MaxDrawdownPct = Section.Add(new DecimalKey(
        "max_drawdown_pct",
        "Fall of equity from its highest point that stops trading for good; null for no limit.")
    { Unit = "percent", AboveMin = true, Max = 100m, Optional = true });

    public static readonly IntKey MaxOrdersPerMinute = Section.Add(new IntKey(
        "max_orders_per_minute",
        "Most orders submitted in any 60 seconds of event time; null for no limit.")
    { Unit = "orders", Min = 1, Max = 100_000, Optional = true, Default = 60L });

    public static readonly DecimalKey RrMin = Section.Add(new DecimalKey(
        "rr_min",
        "Least reward-to-risk of an entry that has a stop and a target; 0 allows any.")
    { Max = 100m, Default = 1.5m });

    public static readonly BoolKey RequireStop = Section.Add(new BoolKey(
        "require_stop",
        "Whether an entry without a stop is denied; an entry whose strategy names the quantity itself needs none.")
    { Derive = values => values.Choice(Sizing) == SizingMode.Risk, DerivedFrom = "true when sizing is risk" });

    public static readonly DecimalKey MinStopDistanceBps = Section.Add(new DecimalKey(
        "min_stop_distance_bps",
        "Least distance from entry to stop; nearer stops are denied because costs would exceed the risk; 0 allows any.")
    { Unit = "basis points of price", Max = 10_000m, Default = 0m });

    public static readonly DecimalKey MaxDataAgeSec = Section.Add(new DecimalKey(
        "max_data_age_sec",
        "Oldest market data on which a position may be opened, counted from the bar's close.")
    { Unit = "seconds", AboveMin = true, Max = 86_400m, Default = 30m });
}
