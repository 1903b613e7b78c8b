using LaptopAgents.Domain;
using LaptopAgents.Simulation;

namespace LaptopAgents.ExchangeSimulator;

/// <summary>One protective leg.</summary>
/// <param name="Trigger">Price at which it acts.</param>
/// <param name="ByMark">The mark price triggers it; otherwise the last.</param>
/// <param name="Limit">Limit of the order it becomes; zero: a market order.</param>
/// <param name="Quantity">What it is for; zero: the whole position at that time.</param>
internal readonly record struct StopLeg(long Trigger, bool ByMark, long Limit, long Quantity);

/// <summary>An order as the exchange knows it.</summary>
internal sealed class OrderRow
{
    public required long Id { get; init; }

    public required ClientOrderId VenueId { get; init; }

    public string? ClientId { get; init; }

    public required int Lane { get; init; }

    public required SymbolMarket Market { get; init; }

    /// <summary>What it really does: the close of a long sells.</summary>
    public required Side Side { get; init; }

    public required bool IsMarket { get; init; }

    /// <summary>GTC, IOC, FOK or POST_ONLY.</summary>
    public required string Effect { get; init; }

    public required bool ReduceOnly { get; init; }

    public required string Source { get; init; }

    public required bool IsHedge { get; init; }

    public required MarginMode MarginMode { get; init; }

    public required int Leverage { get; init; }

    public required long Created { get; init; }

    public long Changed { get; set; }

    public long Price { get; set; }

    public long Quantity { get; set; }

    public long Filled { get; set; }

    /// <summary>Price × quantity of its fills.</summary>
    public Money Value { get; set; }

    public Money Fee { get; set; }

    public Money Realised { get; set; }

    public string Status { get; set; } = "INIT";

    /// <summary>Why the venue did not take it.</summary>
    public OrderReason Refused { get; set; }

    public StopLeg? TakeProfit { get; set; }

    public StopLeg? StopLoss { get; set; }

    /// <summary>The TP/SL order that its fills have made.</summary>
    public StopRow? Stops { get; set; }

    public long Leaves => Quantity - Filled;

    public bool IsLive => Status is "INIT" or "NEW" or "PART_FILLED";

    public long AveragePrice => Filled == 0 ? 0 : FixedPoint.Divide(Value.Raw, Filled, Rounding.HalfEven);
}

/// <summary>One fill.</summary>
internal sealed record TradeRow(
    long Id, OrderRow Order, long PositionId, Price Price, Quantity Quantity, Side Side, Money Fee, Money Realised, bool IsMaker, long Time);

/// <summary>A position from its first fill to the one that closes it.</summary>
internal sealed class PositionRow
{
    public required long Id { get; init; }

    public required int Lane { get; init; }

    public required SymbolMarket Market { get; init; }

    public required bool IsLong { get; init; }

    public required bool IsHedge { get; init; }

    public required MarginMode MarginMode { get; init; }

    public required int Leverage { get; set; }

    public required long Created { get; init; }

    public long Changed { get; set; }

    public Position Held { get; set; }

    public Quantity Most { get; set; }

    public Quantity Closed { get; set; }

    public Money ClosedValue { get; set; }

    public Price Entry { get; set; }

    public Money Realised { get; set; }

    public Money Fee { get; set; }

    /// <summary>Negative: paid.</summary>
    public Money Funding { get; set; }

    public Quantity Liquidated { get; set; }

    public bool IsOpen => !Held.IsFlat;

    /// <summary>The side of a trade that makes it smaller.</summary>
    public Side ClosingSide => IsLong ? Side.Sell : Side.Buy;
}

/// <summary>A TP/SL order.</summary>
internal sealed class StopRow
{
    public required long Id { get; init; }

    public required PositionRow Position { get; init; }

    /// <summary>It is for the whole position, whatever that is when it acts.</summary>
    public required bool IsWhole { get; init; }

    public required long Created { get; init; }

    public StopLeg? TakeProfit { get; set; }

    public StopLeg? StopLoss { get; set; }

    /// <summary>NEW, FILLED, CANCELED, SYSTEM_CANCELED or FAILED.</summary>
    public string Status { get; set; } = "NEW";

    public long Triggered { get; set; }

    public bool IsLive => Status == "NEW";
}
