namespace LaptopAgents.Domain;

/// <summary>One fill as it was booked.</summary>
public readonly record struct FillRecord
{
    public required long FillId { get; init; }

    /// <summary>None for a liquidation.</summary>
    public required ClientOrderId OrderId { get; init; }

    public required Timestamp Time { get; init; }

    public required InstrumentId Instrument { get; init; }

    public required Side Side { get; init; }

    public required Price Price { get; init; }

    public required Quantity Quantity { get; init; }

    public required LiquidityRole Liquidity { get; init; }

    /// <summary>Signed: a rebate is negative.</summary>
    public required Money Fee { get; init; }

    public required Price ReferencePrice { get; init; }

    public required Money SpreadCost { get; init; }

    public required Money SlippageCost { get; init; }

    /// <summary>What the fill realised, before fees.</summary>
    public required Money RealisedPnl { get; init; }

    public required OrderPurpose Purpose { get; init; }

    public required FillFlags Flags { get; init; }
}

/// <summary>An order's whole life in one row, written when it ends (or at the end of the run).</summary>
public readonly record struct OrderRecord
{
    public required ClientOrderId OrderId { get; init; }

    /// <summary>The entry that a bracket leg rides on; none otherwise.</summary>
    public required ClientOrderId ParentId { get; init; }

    public required Timestamp CreatedTime { get; init; }

    public required Timestamp ClosedTime { get; init; }

    public required InstrumentId Instrument { get; init; }

    public required Side Side { get; init; }

    public required OrderType Type { get; init; }

    public required TimeInForce TimeInForce { get; init; }

    public required OrderPurpose Purpose { get; init; }

    public required bool ReduceOnly { get; init; }

    public required bool PostOnly { get; init; }

    public required Quantity Quantity { get; init; }

    public required Price LimitPrice { get; init; }

    public required Price TriggerPrice { get; init; }

    public required Quantity FilledQuantity { get; init; }

    /// <summary>Σ price × quantity of its fills.</summary>
    public required Money FilledNotional { get; init; }

    public required Money Fees { get; init; }

    public required OrderStatus Status { get; init; }

    /// <summary>Why it was denied, rejected or canceled.</summary>
    public required OrderReason Reason { get; init; }

    /// <summary>The strategy's own words for why it wanted this order.</summary>
    public required string? Note { get; init; }

    /// <summary>How the size came about; null where the strategy or the engine gave the size.</summary>
    public required SizingNote? Sizing { get; init; }
}

/// <summary>How an order's size came about, for the reader of a report.</summary>
/// <param name="Equity">Equity that the size was reckoned from.</param>
/// <param name="RiskPercent">Percent of equity put at risk, after multipliers.</param>
/// <param name="StopDistance">Price distance from entry to stop.</param>
/// <param name="Wanted">Size before limits.</param>
/// <param name="Final">Size sent.</param>
/// <param name="CappedBy">The limit that cut it; <see cref="OrderReason.None"/> when none did.</param>
public sealed record SizingNote(
    Money Equity, decimal RiskPercent, Price StopDistance, Quantity Wanted, Quantity Final, OrderReason CappedBy);

/// <summary>A round trip: from flat, through any scaling in and out, to flat or to the other side.</summary>
public readonly record struct TradeRecord
{
    /// <summary>From 1, in the order of opening.</summary>
    public required long TradeId { get; init; }

    public required InstrumentId Instrument { get; init; }

    /// <summary>Buy for a long.</summary>
    public required Side Side { get; init; }

    /// <summary>Total quantity opened.</summary>
    public required Quantity Quantity { get; init; }

    public required Timestamp EntryTime { get; init; }

    /// <summary>Quantity-weighted, to 10⁻⁸.</summary>
    public required Price EntryPrice { get; init; }

    public required Timestamp ExitTime { get; init; }

    /// <summary>Quantity-weighted, to 10⁻⁸.</summary>
    public required Price ExitPrice { get; init; }

    public required Money GrossPnl { get; init; }

    public required Money Fees { get; init; }

    /// <summary>Received (positive) or paid (negative).</summary>
    public required Money Funding { get; init; }

    /// <summary>Gross − fees + funding, exactly.</summary>
    public required Money NetPnl { get; init; }

    public required Money SpreadCost { get; init; }

    public required Money SlippageCost { get; init; }

    /// <summary>|entry − stop| × quantity at the first fill; zero without a stop.</summary>
    public required Money InitialRisk { get; init; }

    public required Price StopPrice { get; init; }

    public required Price TargetPrice { get; init; }

    /// <summary>Worst open result while held, in quote currency, zero or negative. Reckoned on bar lows and highs.</summary>
    public required Money MaxAdverseExcursion { get; init; }

    /// <summary>Best open result while held, in quote currency, zero or positive.</summary>
    public required Money MaxFavourableExcursion { get; init; }

    /// <summary>Base bars that closed while it was open.</summary>
    public required int BarsHeld { get; init; }

    public required ClientOrderId EntryOrderId { get; init; }

    /// <summary>The strategy's own words.</summary>
    public required string? EntryReason { get; init; }

    public required OrderPurpose ExitPurpose { get; init; }

    /// <summary>Why it was closed, in the words of the strategy or of the limit that closed it; null where the purpose says it all.</summary>
    public required string? ExitReason { get; init; }

    public required FillFlags Flags { get; init; }

    /// <summary>Net result in units of the risk taken at entry; null without a stop.</summary>
    public double? RMultiple => InitialRisk.IsZero ? null : NetPnl.ToDouble() / InitialRisk.ToDouble();
}

/// <summary>One funding settlement on one position.</summary>
public readonly record struct FundingRecord(Timestamp Time, InstrumentId Instrument, FundingPayment Payment);
