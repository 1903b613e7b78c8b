namespace LaptopAgents.Domain;

public enum OrderType : byte
{
    Market,
    Limit,

    /// <summary>Becomes a market order when the trigger is reached.</summary>
    StopMarket,

    /// <summary>Becomes a limit order when the trigger is reached.</summary>
    StopLimit,

    /// <summary>A stop-market whose trigger follows the best price since activation at a fixed distance.</summary>
    TrailingStop,
}

public enum TimeInForce : byte
{
    /// <summary>Works until filled or canceled.</summary>
    GoodTillCanceled,

    /// <summary>Fills what it can on arrival; the rest is canceled.</summary>
    ImmediateOrCancel,

    /// <summary>Fills whole on arrival or not at all.</summary>
    FillOrKill,

    /// <summary>Works until its expiry time.</summary>
    GoodTillDate,
}

public enum TriggerSource : byte
{
    LastPrice,
    MarkPrice,
}

public enum LiquidityRole : byte
{
    Taker,
    Maker,
}

/// <summary>Why an order exists. It names the reason column of fills and the exit reason of trades.</summary>
public enum OrderPurpose : byte
{
    Entry,
    SignalExit,
    StopLoss,
    TakeProfit,
    TrailingStop,
    TimeStop,
    Liquidation,
    Flatten,
    EndOfRun,
}

/// <summary>What made a simulated fill depend on an assumption; the result counts each.</summary>
[Flags]
public enum FillFlags : byte
{
    None = 0,

    /// <summary>The bar's two possible paths would have ended differently.</summary>
    PathDependent = 1,

    /// <summary>Filled in the bar in which the order became active.</summary>
    EntryBar = 2,

    /// <summary>The market jumped over the trigger or limit.</summary>
    Gap = 4,

    /// <summary>The mark price was not in the data; the bar price stood in.</summary>
    AssumedMark = 8,

    /// <summary>The spread was a constant or an estimate, not a quote.</summary>
    AssumedSpread = 16,
}
