using LaptopAgents.Domain;

namespace LaptopAgents.Bitunix;

/// <remarks>
/// Stops and targets. They ride on an entry, become an order of the venue's own when it fills, and that order has no id of ours: it is
/// recognised by its prices. When it acts, a further order without our id appears, which is taken for the leg whose price is nearest.
/// </remarks>
internal sealed partial class OrderTruth
{
    private readonly Dictionary<string, Child> _children = new(StringComparer.Ordinal);

    /// <summary>An order that a leg brought about, or one that nobody knows, waits for the venue to say which legs have acted.</summary>
    public bool NeedsTpsl { get; private set; }

    /// <summary>Takes in what a push or a row says of a stop and target order.</summary>
    public void TakeTpsl(string id, string symbol, VenueOrderStatus status, VenueLeg? target, VenueLeg? stop, Timestamp time)
    {
        lock (_gate)
        {
            if (BracketOf(id, symbol, target, stop) is not { } order) return;
            order.TpslId = id;
            switch (status)
            {
                case VenueOrderStatus.Filled:
                    // The list of the past tells it again and again; only the first time is news.
                    NeedsTrades |= !order.HasTpslFired;
                    order.HasTpslFired = true;
                    break;
                case VenueOrderStatus.Failed:
                    Find(BrokerFindingKind.ProtectionFailed, symbol, id, "The venue could not place a stop or target whose price had come. The position may be without protection: close it or place another stop.");
                    EndLegs(order, OrderReason.None, time);
                    break;
                case var _ when status.IsTerminal():
                    EndLegs(order, OrderReason.PositionClosed, time);
                    break;
                case var _ when !order.HasTpslFired:
                    Grow(order, order.Legs.Find(static leg => leg.Purpose == OrderPurpose.StopLoss), stop, time);
                    Grow(order, order.Legs.Find(static leg => leg.Purpose == OrderPurpose.TakeProfit), target, time);
                    break;
            }
        }
    }

    /// <summary>Stops and targets are to be read.</summary>
    public void AskTpsl()
    {
        lock (_gate) NeedsTpsl = true;
    }

    /// <summary>Everything that the venue said of stops and targets has been taken in; whoever is still not known is not one of theirs.</summary>
    /// <param name="isFlat">Whether the venue holds no position in an instrument.</param>
    public void EndOfTpsl(Func<InstrumentId, bool> isFlat)
    {
        lock (_gate)
        {
            NeedsTpsl = false;
            foreach (var evidence in _waiting.Values.ToList()) Classify(in evidence);
            _waiting.Clear();
            // A bracket whose position is gone and that the venue does not list: it was never made, or fell with its position.
            foreach (var order in _orders.Values.ToList())
            {
                if (order is { IsOver: true, HasTpslFired: false } && order.Told.IsPositive && order.Legs.Exists(static leg => !leg.IsOver)
                    && _positions[order.Terms.Instrument.Index].IsFlat && isFlat(order.Terms.Instrument)) EndLegs(order, OrderReason.PositionClosed, _now());
            }

            TellTrades();
        }
    }

    /// <summary>A change or a cancel of a leg was answered.</summary>
    public void LegChanged(TrackedLeg leg, Price? price)
    {
        lock (_gate)
        {
            if (price is { } now) leg.Price = now;
            TellLeg(leg, _now(), price is null ? ExecutionKind.ModifyRejected : ExecutionKind.Modified, newPrice: price ?? default);
        }
    }

    public void LegCancelAnswered(TrackedLeg leg, bool isDone)
    {
        lock (_gate)
        {
            if (!isDone) TellLeg(leg, _now(), ExecutionKind.CancelRejected);
            else foreach (var each in leg.Order.Legs) each.WasCanceledByUs = true;
        }
    }

    private readonly Dictionary<string, OrderEvidence> _waiting = new(StringComparer.Ordinal);

    // A row of an order that is not known by name. One without any name of a client is the venue's own: a leg that acted, or a liquidation.
    private void Identify(in OrderEvidence evidence)
    {
        if (_children.TryGetValue(evidence.OrderId, out var child))
        {
            (child.Known, child.IsDone) = (Quantity.Max(child.Known, evidence.Cumulative), child.IsDone || evidence.Status.IsTerminal());
            EndChild(child, evidence.Time);
            return;
        }

        if (_foreignFillers.Contains(evidence.OrderId)) return;
        if (!evidence.IsReducing || evidence.ClientId.Length > 0)
        {
            _foreignFillers.Add(evidence.OrderId);
            TellTrades();
            return;
        }

        _waiting[evidence.OrderId] = evidence;
        NeedsTpsl = true;
    }

    private void Classify(in OrderEvidence evidence)
    {
        var (symbol, side) = (evidence.Symbol, evidence.Side);
        var owner = _orders.Values.FirstOrDefault(order => order is { HasTpslFired: true, ChildId.Length: 0 } && SymbolOf(order) == symbol && order.Terms.Side != side);
        if (owner is null)
        {
            _foreignFillers.Add(evidence.OrderId);
            return;
        }

        owner.ChildId = evidence.OrderId;
        var child = new Child(owner) { Known = evidence.Cumulative, IsDone = evidence.Status.IsTerminal() };
        _children[evidence.OrderId] = child;
    }

    private TrackedOrder? BracketOf(string id, string symbol, VenueLeg? target, VenueLeg? stop)
    {
        TrackedOrder? match = null;
        foreach (var order in _orders.Values)
        {
            if (order.TpslId == id) return order;
            if (match is null && order.TpslId.Length == 0 && order.Legs.Count > 0 && SymbolOf(order) == symbol && order.Legs.Exists(static leg => !leg.IsOver)
                && order.Legs.TrueForAll(leg => (leg.Purpose == OrderPurpose.StopLoss ? stop : target)?.Trigger == leg.Price)) match = order;
        }

        return match;
    }

    private void Grow(TrackedOrder order, TrackedLeg? leg, VenueLeg? shown, Timestamp time)
    {
        if (leg is null || leg.IsOver || shown is null) return;
        var quantity = Quantity.Min(shown.Quantity ?? order.Told, order.Quantity);
        if (!leg.IsAccepted)
        {
            (leg.IsAccepted, leg.Quantity) = (true, quantity);
            TellLeg(leg, time, ExecutionKind.Accepted);
        }
        else if (quantity > leg.Quantity)
        {
            leg.Quantity = quantity;
            TellLeg(leg, time, ExecutionKind.Modified, newPrice: leg.Price);
        }
    }

    private void TellLegFill(Child child, VenueTrade trade, long number, Timestamp time)
    {
        var leg = child.Leg ??= Nearest(child.Order, trade.Price);
        if (!leg.IsAccepted)
        {
            (leg.IsAccepted, leg.Quantity) = (true, child.Order.Told);
            TellLeg(leg, time, ExecutionKind.Accepted);
        }

        if (leg.Told + trade.Quantity > leg.Quantity)
        {
            leg.Quantity = leg.Told + trade.Quantity;
            TellLeg(leg, time, ExecutionKind.Modified, newPrice: leg.Price);
        }

        leg.Told += trade.Quantity;
        child.Told += trade.Quantity;
        _reports.Add(child.Order.Terms.Instrument, time, Fill(trade, number) with
        {
            OrderId = leg.Id,
            Purpose = leg.Purpose,
            CumulativeQuantity = leg.Told,
            LeavesQuantity = leg.Quantity - leg.Told,
        });
        if (leg.Told >= leg.Quantity) leg.IsOver = true;
        foreach (var other in child.Order.Legs.Where(other => other != leg)) EndLeg(other, OrderReason.OneCancelsOther, time);
        EndChild(child, time);
    }

    private void EndChild(Child child, Timestamp time)
    {
        if (child.IsDone && child.Told >= child.Known && child.Leg is { } leg) EndLeg(leg, OrderReason.PositionClosed, time);
    }

    private static TrackedLeg Nearest(TrackedOrder order, Price price) => order.Legs.MinBy(leg => Math.Abs(leg.Price.Raw - price.Raw))!;

    private void EndLegs(TrackedOrder order, OrderReason reason, Timestamp time)
    {
        foreach (var leg in order.Legs) EndLeg(leg, reason, time);
    }

    private void EndLeg(TrackedLeg leg, OrderReason reason, Timestamp time)
    {
        if (leg.IsOver) return;
        leg.IsOver = true;
        TellLeg(leg, time, ExecutionKind.Canceled, leg.WasCanceledByUs ? OrderReason.None : reason);
    }

    private void TellLeg(TrackedLeg leg, Timestamp time, ExecutionKind kind, OrderReason reason = OrderReason.None, Price newPrice = default) =>
        _reports.Add(leg.Order.Terms.Instrument, time, new ExecutionReport
        {
            Kind = kind, OrderId = leg.Id, Side = leg.Order.Terms.Side.Opposite(), Purpose = leg.Purpose, Reason = reason,
            CumulativeQuantity = leg.Told, LeavesQuantity = leg.Quantity - leg.Told, NewPrice = newPrice,
        });

    private sealed class Child(TrackedOrder order)
    {
        public TrackedOrder Order { get; } = order;

        public TrackedLeg? Leg { get; set; }

        public Quantity Known { get; set; }

        public Quantity Told { get; set; }

        public bool IsDone { get; set; }
    }
}
