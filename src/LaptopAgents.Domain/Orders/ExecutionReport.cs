namespace LaptopAgents.Domain;

/// <summary>What happened to an order at the venue.</summary>
public enum ExecutionKind : byte
{
    Submitted,
    Accepted,
    Rejected,
    Triggered,

    /// <summary>One fill; <see cref="ExecutionReport.LeavesQuantity"/> tells whether the order is done.</summary>
    Filled,
    CancelRequested,
    Canceled,
    CancelRejected,
    Modified,
    ModifyRejected,
    Expired,

    /// <summary>The submit timed out: the order may or may not exist.</summary>
    Lost,

    /// <summary>Our own gate refused the order; it never left.</summary>
    Denied,
}

/// <summary>Why the venue, or our gate, said no. Stable names: they stand in journals and reports.</summary>
public enum OrderReason : byte
{
    None,
    InsufficientMargin,
    PostOnlyWouldTake,
    ReduceOnlyWouldIncrease,
    NotEnoughLiquidity,
    UnknownOrder,
    BelowMinQuantity,
    AboveMaxQuantity,
    BelowMinNotional,
    OffTick,
    OffLot,
    InvalidPrice,
    DuplicateOrder,
    PositionClosed,
    OneCancelsOther,
    TimeInForceEnded,
    TriggerWouldFireAtOnce,
    Liquidated,
    NoMarketData,
    AccountBankrupt,
    MissingStop,
    StopOnWrongSide,
    TargetOnWrongSide,
    RewardToRisk,
    StopTooClose,
    PositionLimit,
    NotionalLimit,
    LeverageLimit,
    DailyLoss,
    Drawdown,
    OrderRate,
    Cooldown,
    FundingGate,
    StaleData,
    ExposureLimit,
    OpenPositionsLimit,
    CorrelatedExposure,
    KillSwitch,
    Reducing,
    Halted,
    DuplicateIntent,
    BackfilledBar,
    ReplacedByModify,
    RequestedByStrategy,
    RequestedByOperator,
    EndOfRun,

    /// <summary>The venue has no order of this kind.</summary>
    NotOffered,
}

/// <summary>
/// One message about one order, as the venue (real or simulated) sends it back. All quantities are magnitudes.
/// For a fill the costs say how the price came about: <c>spread + slippage</c> is what the fill lost against the reference price.
/// </summary>
public readonly record struct ExecutionReport
{
    public required ExecutionKind Kind { get; init; }

    public Side Side { get; init; }

    public LiquidityRole Liquidity { get; init; }

    public OrderReason Reason { get; init; }

    /// <summary>The order's purpose, also for fills that no order of ours asked for (liquidation).</summary>
    public OrderPurpose Purpose { get; init; }

    public FillFlags Flags { get; init; }

    /// <summary>The order; none for a liquidation.</summary>
    public ClientOrderId OrderId { get; init; }

    /// <summary>The venue's number of this fill; unique within the account.</summary>
    public long FillId { get; init; }

    public Price LastPrice { get; init; }

    public Quantity LastQuantity { get; init; }

    public Quantity CumulativeQuantity { get; init; }

    /// <summary>What is left to fill; zero ends the order.</summary>
    public Quantity LeavesQuantity { get; init; }

    /// <summary>Signed: a rebate is negative.</summary>
    public Money Fee { get; init; }

    /// <summary>The price before spread and slippage.</summary>
    public Price ReferencePrice { get; init; }

    /// <summary>Quote currency lost to the spread in this fill.</summary>
    public Money SpreadCost { get; init; }

    /// <summary>Quote currency lost to slippage and to rounding to the tick in this fill.</summary>
    public Money SlippageCost { get; init; }

    /// <summary>For <see cref="ExecutionKind.Modified"/>: the trigger (stops) or limit price now in force.</summary>
    public Price NewPrice { get; init; }
}
