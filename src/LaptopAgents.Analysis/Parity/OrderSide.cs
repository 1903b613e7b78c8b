using LaptopAgents.Domain;

namespace LaptopAgents.Analysis;

/// <summary>An order with the sums of its fills, as one side knows it. A liquidation is an order that nobody gave.</summary>
internal sealed class OrderSide
{
    public required Timestamp Decided { get; init; }

    public required InstrumentId Instrument { get; init; }

    public required Side Side { get; init; }

    public required OrderPurpose Purpose { get; init; }

    public required ClientOrderId Id { get; init; }

    public ClientOrderId Parent { get; init; }

    public OrderStatus Status { get; init; }

    public OrderReason Reason { get; init; }

    /// <summary>It was refused because the market was not known in time.</summary>
    public bool LackedData => Reason is OrderReason.BackfilledBar or OrderReason.StaleData or OrderReason.NoMarketData;

    /// <summary>What was ordered.</summary>
    public Quantity Ordered { get; init; }

    public Timestamp FirstFill { get; private set; }

    public Timestamp LastFill { get; private set; }

    public int Fills { get; private set; }

    public Quantity Filled { get; private set; }

    /// <summary>Σ price × quantity.</summary>
    public Money Notional { get; private set; }

    /// <summary>Σ reference price × quantity: what the fills would have cost without spread and slippage.</summary>
    public Money Reference { get; private set; }

    public Money Spread { get; private set; }

    public Money Slippage { get; private set; }

    public Money Fees { get; private set; }

    /// <summary>Average fill price; zero without fills.</summary>
    public Price AveragePrice => Filled.IsZero ? Price.Zero : new Price(FixedPoint.Divide(Notional.Raw, Filled.Raw, Rounding.HalfEven));

    public static IReadOnlyList<OrderSide> Of(RunResult result)
    {
        var orders = new List<OrderSide>(result.Orders.Count);
        var byId = new SortedDictionary<(uint, long), OrderSide>();
        foreach (var order in result.Orders)
        {
            var side = new OrderSide
            {
                Decided = order.CreatedTime, Instrument = order.Instrument, Side = order.Side, Purpose = order.Purpose, Id = order.OrderId,
                Parent = order.ParentId, Status = order.Status, Reason = order.Reason, Ordered = order.Quantity,
            };
            orders.Add(side);
            byId[(order.OrderId.Session, order.OrderId.Sequence)] = side;
        }

        foreach (var fill in result.Fills)
        {
            if (!byId.TryGetValue((fill.OrderId.Session, fill.OrderId.Sequence), out var side) || fill.OrderId.IsNone)
                orders.Add(side = Unordered(in fill));
            side.Take(in fill);
        }

        // By the time of decision; the session numbers its orders as they come about.
        orders.Sort((left, right) => (left.Decided.UnixNanos, left.Id.Sequence).CompareTo((right.Decided.UnixNanos, right.Id.Sequence)));
        return orders;
    }

    private static OrderSide Unordered(in FillRecord fill) => new()
    {
        Decided = fill.Time, Instrument = fill.Instrument, Side = fill.Side, Purpose = fill.Purpose, Id = fill.OrderId, Status = OrderStatus.Filled, Ordered = fill.Quantity,
    };

    private void Take(in FillRecord fill)
    {
        if (Filled.IsZero) FirstFill = fill.Time;
        LastFill = fill.Time;
        Fills++;
        Filled += fill.Quantity;
        Notional += fill.Price * fill.Quantity;
        // A venue that names no reference tells nothing about spread and slippage either.
        Reference += (fill.ReferencePrice.IsZero ? fill.Price : fill.ReferencePrice) * fill.Quantity;
        Spread += fill.SpreadCost;
        Slippage += fill.SlippageCost;
        Fees += fill.Fee;
    }
}
