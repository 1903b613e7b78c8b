namespace LaptopAgents.Domain;

/// <summary>A protective order that rides on an entry: it sleeps at the venue until the entry fills, and never exceeds what was filled.</summary>
/// <param name="Id">The leg's own order id; none when there is no leg.</param>
/// <param name="Price">Trigger of a stop-loss, limit of a take-profit.</param>
public readonly record struct BracketLeg(ClientOrderId Id, Price Price)
{
    public bool IsSet => !Id.IsNone;
}

/// <summary>
/// Send an order. With legs it is a bracket: both legs are reduce-only, are bound to the position that the entry opens, and cancel
/// each other (OCO) or are canceled when that position is closed or reversed by anything else.
/// </summary>
public readonly record struct SubmitOrder
{
    public required ClientOrderId Id { get; init; }

    public required InstrumentId Instrument { get; init; }

    public required Side Side { get; init; }

    public required OrderType Type { get; init; }

    public TimeInForce TimeInForce { get; init; }

    public OrderPurpose Purpose { get; init; }

    public TriggerSource TriggerSource { get; init; }

    /// <summary>Never increases a position: what exceeds it is cut off, and the rest is canceled.</summary>
    public bool ReduceOnly { get; init; }

    /// <summary>Rejected rather than take liquidity.</summary>
    public bool PostOnly { get; init; }

    /// <summary>Magnitude, on the lot grid.</summary>
    public required Quantity Quantity { get; init; }

    /// <summary>
    /// Of a reversal: the part of <see cref="Quantity"/> that closes the position on the other side. It never opens anything: as much of
    /// it as is no longer there to be closed (a stop was quicker) is cut off, so that the order ends in the position that was wanted.
    /// A venue that cannot do this is sent two orders, a reduce-only close and an entry of the rest.
    /// </summary>
    public Quantity ClosingQuantity { get; init; }

    /// <summary>For limit and stop-limit.</summary>
    public Price LimitPrice { get; init; }

    /// <summary>For stops. For a trailing stop: the first trigger.</summary>
    public Price TriggerPrice { get; init; }

    /// <summary>For a trailing stop: the distance kept behind the best price.</summary>
    public Price TrailingDistance { get; init; }

    /// <summary>For good-till-date.</summary>
    public Timestamp ExpireTime { get; init; }

    public BracketLeg StopLoss { get; init; }

    public BracketLeg TakeProfit { get; init; }
}

/// <summary>Take a working order back.</summary>
public readonly record struct CancelOrder(ClientOrderId Id, InstrumentId Instrument);

/// <summary>Change a working order. A price or quantity of zero stays as it is.</summary>
/// <param name="Quantity">New total quantity, including what has been filled.</param>
/// <param name="LimitPrice">New limit of a limit or stop-limit order.</param>
/// <param name="TriggerPrice">New trigger of a stop.</param>
public readonly record struct ModifyOrder(
    ClientOrderId Id, InstrumentId Instrument, Quantity Quantity, Price LimitPrice, Price TriggerPrice);
