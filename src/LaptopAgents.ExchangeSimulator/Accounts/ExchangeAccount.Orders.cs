using LaptopAgents.Domain;

namespace LaptopAgents.ExchangeSimulator;

/// <remarks>Orders: in, out and changed. Each call goes to the venue at once and is over when it returns, as no time passes inside it.</remarks>
internal sealed partial class ExchangeAccount
{
    private readonly OrderedDictionary<long, OrderRow> _live = [];
    private readonly List<OrderRow> _finished = [];
    // An id stays used when its order is long forgotten.
    private readonly Dictionary<string, OrderRow?> _byClientId = new(StringComparer.Ordinal);
    private readonly Dictionary<long, OrderRow> _byId = [];
    private readonly Dictionary<long, OrderRow> _byVenueId = [];

    /// <summary>Working orders, oldest first.</summary>
    public IEnumerable<OrderRow> LiveOrders => _live.Values;

    /// <summary>Orders that are over, in the order in which they ended.</summary>
    public IReadOnlyList<OrderRow> FinishedOrders => _finished;

    /// <summary>An id that was ever used on the account cannot be used again.</summary>
    public bool IsClientIdUsed(string clientId) => _byClientId.ContainsKey(clientId);

    /// <summary>An order by its id, else by the client's; the exchange's own id wins.</summary>
    public OrderRow? FindOrder(string? orderId, string? clientId)
    {
        if (orderId is not null) return long.TryParse(orderId, out var id) ? _byId.GetValueOrDefault(id) : null;
        return clientId is null ? null : _byClientId.GetValueOrDefault(clientId);
    }

    /// <summary>Sends an order to the venue.</summary>
    public Refusal? Place(in OrderTicket ticket, out OrderRow order)
    {
        order = null!;
        var lane = ticket.Lane;
        var price = ticket.IsMarket ? TouchPrice(ticket.Market, ticket.Side) : ticket.Price;
        if (price <= 0) return Refusal.Of(20012);
        if (!ticket.ReduceOnly && CheckFunds(ticket.Market, lane, ticket.Side, price, ticket.Quantity) is { } tooMuch) return tooMuch;
        if (_exchange.Quirks.PostOnlyRefusedAtOnce && ticket.Effect == "POST_ONLY" && IsMarketable(in ticket)) return Refusal.Of(10008);
        order = Register(in ticket);
        var wait = order.ReduceOnly && _venue.Position(new InstrumentId(lane)).IsFlat;
        _venue.Receive(Command(in ticket, order), new Timestamp(_exchange.Now));
        Drain();
        // The venue's own check is the last word; the order leaves no row then.
        if (order.Status != "REJECTED" || order.Refused == OrderReason.PostOnlyWouldTake) return null;
        Forget(order);
        return wait ? Refusal.Of(30018) : CodeOf(order.Refused);
    }

    /// <summary>Takes a working order back.</summary>
    public Refusal? Cancel(OrderRow order, string finalStatus = "CANCELED")
    {
        if (!order.IsLive) return Refusal.Of(30011);
        if (_exchange.Faults.Strike(FaultKind.CancelFillRace, order.Market.Rules.Symbol, _exchange.Now) is not null && !order.IsMarket)
            FillAt(order, new Quantity(order.Leaves));
        if (!order.IsLive) return Refusal.Of(30011);
        _cancelStatus = finalStatus;
        _venue.Receive(new CancelOrder(order.VenueId, new InstrumentId(order.Lane)), new Timestamp(_exchange.Now));
        Drain();
        _cancelStatus = "CANCELED";
        return order.IsLive ? Refusal.Of(30011) : null;
    }

    /// <summary>Changes a working order; its quantity includes what has been filled.</summary>
    public Refusal? Modify(OrderRow order, long quantity, long price)
    {
        if (!order.IsLive || order.IsMarket) return Refusal.Of(30011);
        var more = Math.Max(0, quantity - order.Filled);
        if (!order.ReduceOnly)
        {
            var (oldQuantity, oldPrice) = (order.Quantity, order.Price);
            // What the order locks now is free for it again.
            order.Quantity = order.Filled;
            var refusal = CheckFunds(order.Market, order.Lane, order.Side, price, more);
            (order.Quantity, order.Price) = (oldQuantity, oldPrice);
            if (refusal is not null) return refusal;
        }

        _modified = false;
        _venue.Receive(
            new ModifyOrder(order.VenueId, new InstrumentId(order.Lane), new Quantity(quantity), new Price(price), Price.Zero), new Timestamp(_exchange.Now));
        (_pendingQuantity, _pendingPrice) = (quantity, price);
        Drain();
        return _modified || !order.IsLive ? null : Refusal.Of(30011);
    }

    /// <summary>An order of the exchange's own: a close, a trigger's child.</summary>
    public OrderRow? PlaceChild(PositionRow position, Quantity quantity, long limit, string source)
    {
        var ticket = new OrderTicket
        {
            Market = position.Market, Lane = position.Lane, Side = position.ClosingSide, Quantity = quantity.Raw, ReduceOnly = true,
            IsMarket = limit == 0, Price = limit, Effect = "GTC", Source = source,
        };
        return Place(in ticket, out var order) is null ? order : null;
    }

    private OrderRow Register(in OrderTicket ticket)
    {
        var number = ++_lastOrder;
        var market = ticket.Market;
        var order = new OrderRow
        {
            Id = FirstOrder + _base + number,
            VenueId = new ClientOrderId(1, number),
            ClientId = ticket.ClientId,
            Lane = ticket.Lane,
            Market = market,
            Side = ticket.Side,
            IsMarket = ticket.IsMarket,
            Effect = ticket.Effect,
            ReduceOnly = ticket.ReduceOnly,
            Source = ticket.Source,
            IsHedge = IsHedge,
            MarginMode = MarginModeOf(market),
            Leverage = LeverageOf(market),
            Created = _exchange.Now,
            Changed = _exchange.Now,
            Price = ticket.Price,
            Quantity = ticket.Quantity,
            TakeProfit = ticket.TakeProfit,
            StopLoss = ticket.StopLoss,
        };
        _live.Add(order.Id, order);
        _byId.Add(order.Id, order);
        _byVenueId.Add(number, order);
        if (order.ClientId is { } clientId) _byClientId.Add(clientId, order);
        return order;
    }

    private void Forget(OrderRow order)
    {
        _live.Remove(order.Id);
        _byId.Remove(order.Id);
        _byVenueId.Remove(order.VenueId.Sequence);
        if (order.ClientId is { } clientId) _byClientId.Remove(clientId);
    }

    private void Finish(OrderRow order, string status)
    {
        order.Status = status;
        order.Changed = _exchange.Now;
        if (!_live.Remove(order.Id)) return;
        _byVenueId.Remove(order.VenueId.Sequence);
        _finished.Add(order);
        if (_finished.Count <= RowsKept) return;
        foreach (var old in _finished.Take(RowsKept / 10))
        {
            _byId.Remove(old.Id);
            if (old.ClientId is { } clientId) _byClientId[clientId] = null;
        }

        _finished.RemoveRange(0, RowsKept / 10);
    }

    private static SubmitOrder Command(in OrderTicket ticket, OrderRow order) => new()
    {
        Id = order.VenueId,
        Instrument = new InstrumentId(order.Lane),
        Side = order.Side,
        Type = order.IsMarket ? OrderType.Market : OrderType.Limit,
        TimeInForce = ticket.Effect switch
        {
            "IOC" => TimeInForce.ImmediateOrCancel,
            "FOK" => TimeInForce.FillOrKill,
            _ => TimeInForce.GoodTillCanceled,
        },
        PostOnly = ticket.Effect == "POST_ONLY",
        ReduceOnly = order.ReduceOnly,
        Quantity = new Quantity(order.Quantity),
        LimitPrice = order.IsMarket ? Price.Zero : new Price(order.Price),
    };

    private static long TouchPrice(SymbolMarket market, Side side) =>
        market.Quote is { } quote ? (side == Side.Buy ? quote.Ask.Raw : quote.Bid.Raw) : market.Last.Raw;

    private static bool IsMarketable(in OrderTicket ticket) =>
        !ticket.IsMarket && (ticket.Side == Side.Buy
            ? ticket.Price >= TouchPrice(ticket.Market, Side.Buy) : ticket.Price <= TouchPrice(ticket.Market, Side.Sell));

    private static Refusal CodeOf(OrderReason reason) => reason switch
    {
        OrderReason.InsufficientMargin or OrderReason.AccountBankrupt => Refusal.Of(20003),
        OrderReason.ReduceOnlyWouldIncrease => Refusal.Of(30019),
        OrderReason.BelowMinQuantity => Refusal.Of(30017),
        OrderReason.AboveMaxQuantity => Refusal.Of(30013),
        OrderReason.NoMarketData => Refusal.Of(20012),
        OrderReason.DuplicateOrder => Refusal.Of(30042),
        _ => Refusal.Parameter(reason.ToString()),
    };
}

/// <summary>An order that was checked, as it goes to the venue.</summary>
internal readonly record struct OrderTicket
{
    public required SymbolMarket Market { get; init; }

    public required int Lane { get; init; }

    public required Side Side { get; init; }

    public required long Quantity { get; init; }

    public required bool IsMarket { get; init; }

    public long Price { get; init; }

    public required string Effect { get; init; }

    public bool ReduceOnly { get; init; }

    public string? ClientId { get; init; }

    public required string Source { get; init; }

    public StopLeg? TakeProfit { get; init; }

    public StopLeg? StopLoss { get; init; }
}
