using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>Sends, changes and cancels orders, and keeps their truth from what the venue reports.</summary>
internal sealed class OrderManager(EngineState state)
{
    private long _nextSequence = state.Options.FirstOrderSequence;
    private readonly FillHistory _seenFills = new();
    private long _nextTradeId = 1;

    public ClientOrderId NextId() => new(state.Options.SessionId, _nextSequence++);

    /// <summary>Sends an order that passed the gate, with its bracket legs.</summary>
    public void Submit(in SubmitOrder terms, in OrderPlan plan, EffectBuffer effects)
    {
        ref var order = ref Register(in terms, default, in plan);
        Apply(ref order, ExecutionKind.Submitted, isDone: false);
        if (terms.StopLoss.IsSet) RegisterLeg(in terms, terms.StopLoss, OrderType.StopMarket, OrderPurpose.StopLoss);
        if (terms.TakeProfit.IsSet) RegisterLeg(in terms, terms.TakeProfit, OrderType.Limit, OrderPurpose.TakeProfit);
        effects.Submit(in terms);
    }

    /// <summary>Records an order that the gate refused. It never leaves.</summary>
    /// <param name="parent">The working order that should have been changed; none for an order of its own.</param>
    /// <returns>What the strategy should be told.</returns>
    public OrderUpdate Deny(in SubmitOrder terms, in OrderPlan plan, OrderReason reason, EffectBuffer effects, ClientOrderId parent)
    {
        ref var order = ref Register(in terms, parent, in plan);
        order.Reason = reason;
        state.Absorb(terms.Id.Sequence, (long)reason, parent.Sequence);
        Apply(ref order, ExecutionKind.Denied, isDone: true);
        var report = new ExecutionReport
        {
            Kind = ExecutionKind.Denied,
            OrderId = terms.Id,
            Side = terms.Side,
            Purpose = terms.Purpose,
            Reason = reason,
        };
        var update = new OrderUpdate(order.View, report);
        Retire(state.Orders.Count - 1, effects);
        return update;
    }

    /// <summary>Asks the venue to take an order back; does nothing for one that is done or already being canceled.</summary>
    public void Cancel(ClientOrderId id, OrderReason reason, EffectBuffer effects)
    {
        var place = state.Orders.Find(id);
        if (place < 0) return;
        ref var order = ref state.Orders.At(place);
        if (order.Status is OrderStatus.PendingCancel) return;
        order.Reason = reason;
        Apply(ref order, ExecutionKind.CancelRequested, isDone: false);
        effects.Cancel(new CancelOrder(id, order.Terms.Instrument));
    }

    /// <summary>
    /// Takes back every order that may raise exposure and, when everything is to be closed, resting exits too. Closes on their way
    /// stay, and so do stops and targets: they fall with their entry or their position at the venue, and until then they protect.
    /// </summary>
    public void CancelAll(bool onlyEntries, OrderReason reason, EffectBuffer effects)
    {
        for (var place = 0; place < state.Orders.Count; place++)
        {
            ref readonly var order = ref state.Orders.At(place);
            if (order.IsProtective || order.IsMarketClose || (onlyEntries && order.Terms.ReduceOnly)) continue;
            Cancel(order.Terms.Id, reason, effects);
        }
    }

    public void Modify(ClientOrderId id, Quantity quantity, Price limit, Price trigger, EffectBuffer effects)
    {
        var place = state.Orders.Find(id);
        if (place < 0) return;
        ref readonly var order = ref state.Orders.At(place);
        if (order.Status is OrderStatus.PendingCancel) return;
        state.Absorb(id.Sequence, quantity.Raw, 0);
        state.Absorb(limit.Raw, trigger.Raw, 0);
        effects.Modify(new ModifyOrder(id, order.Terms.Instrument, quantity, limit, trigger));
    }

    /// <summary>Takes a report into the order, the account and the trade. False: it was told before, and nothing happened.</summary>
    /// <param name="update">What the strategy should be told of.</param>
    public bool OnReport(InstrumentState instrument, in ExecutionReport report, EffectBuffer effects, out OrderUpdate update)
    {
        update = new OrderUpdate(default, report);
        if (report.Kind == ExecutionKind.Filled && _seenFills.IsKnown(in report)) return false;
        var place = report.OrderId.IsNone ? -1 : state.Orders.Find(report.OrderId);
        if (place < 0)
        {
            // A liquidation, or a fill on an order that we took for dead: money moved, so it is booked all the same.
            if (report.Kind != ExecutionKind.Filled) return true;
            Book(instrument, in report, report.Purpose, default, effects);
            if (!report.OrderId.IsNone) effects.MarkLateFill();
            return true;
        }

        ref var order = ref state.Orders.At(place);
        if (report.Kind == ExecutionKind.Filled) TakeFill(instrument, ref order, in report, effects);
        else if (report.Kind == ExecutionKind.Modified) TakeModification(ref order, in report);
        else if (report.Kind == ExecutionKind.ModifyRejected) order.RequestedTrigger = default;
        else if (report.Kind == ExecutionKind.Accepted && order.IsProtective) TakeLeaves(ref order, in report);
        Apply(ref order, report.Kind, report.LeavesQuantity.IsZero);
        order.Reason = ReasonAfter(in order, in report);
        update = new OrderUpdate(order.View, report);
        if (OrderTransitions.IsTerminal(order.Status)) Retire(place, effects);
        return true;
    }

    /// <summary>Records what is still alive when the run ends.</summary>
    public void RecordLiveOrders(EffectBuffer effects)
    {
        for (var place = 0; place < state.Orders.Count; place++) effects.Add(state.Orders.At(place).ToRecord(state.Now));
    }

    private ref Order Register(in SubmitOrder terms, ClientOrderId parent, in OrderPlan plan)
    {
        ref var order = ref state.Orders.Add(in terms);
        order.ParentId = parent;
        order.CreatedTime = state.Now;
        order.Note = plan.Note;
        order.Sizing = plan.Sizing;
        order.PlannedStop = plan.Stop;
        order.PlannedTarget = plan.Target;
        AbsorbTerms(in terms);
        return ref order;
    }

    private void AbsorbTerms(in SubmitOrder terms)
    {
        var kind = (long)terms.Side | (long)terms.Type << 8 | (long)terms.TimeInForce << 16 | (long)terms.Purpose << 24
            | (terms.ReduceOnly ? 1L << 32 : 0) | (terms.PostOnly ? 1L << 33 : 0) | (long)terms.TriggerSource << 40;
        state.Absorb(terms.Id.Sequence, kind, HashLane.Of(terms.Instrument.Index, terms.ClosingQuantity.Raw));
        state.Absorb(terms.Quantity.Raw, terms.LimitPrice.Raw, terms.TriggerPrice.Raw);
        if (terms.TimeInForce == TimeInForce.GoodTillDate) state.Absorb(terms.ExpireTime.UnixNanos, 0, 0);
    }

    private void RegisterLeg(in SubmitOrder parent, BracketLeg leg, OrderType type, OrderPurpose purpose)
    {
        var terms = new SubmitOrder
        {
            Id = leg.Id,
            Instrument = parent.Instrument,
            Side = parent.Side.Opposite(),
            Type = type,
            Purpose = purpose,
            TriggerSource = parent.TriggerSource,
            ReduceOnly = true,
            Quantity = parent.Quantity,
            LimitPrice = type == OrderType.Limit ? leg.Price : default,
            TriggerPrice = type == OrderType.Limit ? default : leg.Price,
        };
        ref var order = ref Register(in terms, parent.Id, default);
        Apply(ref order, ExecutionKind.Submitted, isDone: false);
    }

    private void TakeFill(InstrumentState instrument, ref Order order, in ExecutionReport report, EffectBuffer effects)
    {
        Invariant.That(order.FilledQuantity + report.LastQuantity <= order.Terms.Quantity);
        order.FilledQuantity += report.LastQuantity;
        order.FilledNotional += report.LastPrice * report.LastQuantity;
        order.Fees += report.Fee;
        Book(instrument, in report, order.Terms.Purpose, order.FillTerms, effects);
    }

    private void TakeModification(ref Order order, in ExecutionReport report)
    {
        TakeLeaves(ref order, in report);
        if (report.NewPrice.IsZero) return;
        if (order.Terms.Type is not (OrderType.StopMarket or OrderType.StopLimit or OrderType.TrailingStop))
        {
            order.Terms = order.Terms with { LimitPrice = report.NewPrice };
        }
        else if (order.Terms.TriggerPrice != report.NewPrice)
        {
            var isTrailed = !order.RequestedTrigger.IsZero;
            order.Terms = order.Terms with
            {
                TriggerPrice = report.NewPrice,
                Purpose = isTrailed ? OrderPurpose.TrailingStop : order.Terms.Purpose,
            };
        }

        if (order.RequestedTrigger == report.NewPrice) order.RequestedTrigger = default;
        if (order.IsProtective) MovePlan(in order);
    }

    // A leg that moves while its entry still rests moves the plan that the trade will be measured by.
    private void MovePlan(in Order leg)
    {
        var place = state.Orders.Find(leg.ParentId);
        if (place < 0 || leg.Terms.Purpose == OrderPurpose.TrailingStop) return;
        ref var entry = ref state.Orders.At(place);
        if (entry.FilledQuantity.IsPositive) return;
        if (leg.Terms.Purpose == OrderPurpose.StopLoss) entry.PlannedStop = leg.Terms.TriggerPrice;
        else entry.PlannedTarget = leg.Terms.LimitPrice;
    }

    private static void TakeLeaves(ref Order order, in ExecutionReport report)
    {
        if (report.LeavesQuantity.IsZero) return;
        order.Terms = order.Terms with { Quantity = order.FilledQuantity + report.LeavesQuantity };
    }

    // Why an order ended. What was asked for and did not come about, or ended well all the same, leaves no reason behind.
    private static OrderReason ReasonAfter(in Order order, in ExecutionReport report) => report.Kind switch
    {
        ExecutionKind.Rejected or ExecutionKind.Canceled or ExecutionKind.Expired when report.Reason != OrderReason.None => report.Reason,
        ExecutionKind.CancelRejected => OrderReason.None,
        _ => order.Status == OrderStatus.Filled ? OrderReason.None : order.Reason,
    };

    private void Book(InstrumentState instrument, in ExecutionReport report, OrderPurpose purpose, in FillTerms terms, EffectBuffer effects)
    {
        var account = state.Account;
        var before = instrument.Holding.Position;
        var realised = account.ApplyFill(instrument.Holding, report.Side.Signed(report.LastQuantity), report.LastPrice, report.Fee);
        var after = instrument.Holding.Position;
        var fill = new FillRecord
        {
            FillId = report.FillId,
            OrderId = report.OrderId,
            Time = state.Now,
            Instrument = instrument.Instrument.Id,
            Side = report.Side,
            Price = report.LastPrice,
            Quantity = report.LastQuantity,
            Liquidity = report.Liquidity,
            Fee = report.Fee,
            ReferencePrice = report.ReferencePrice,
            SpreadCost = report.SpreadCost,
            SlippageCost = report.SlippageCost,
            RealisedPnl = realised,
            Purpose = purpose,
            Flags = report.Flags,
        };
        effects.Add(in fill);
        instrument.Trades.OnFill(in fill, in terms, in before, in after, ref _nextTradeId, effects);
        if (after.IsFlat) instrument.CooldownEnd = state.Now + state.Options.BarInterval * state.Options.Positions.CooldownBars;
        state.Absorb(account.Cash.Raw, after.Quantity.Raw, after.Cost.Raw);
    }

    private void Apply(ref Order order, ExecutionKind kind, bool isDone)
    {
        if (OrderTransitions.Next(order.Status, kind, isDone, order.FilledQuantity.IsPositive) is not { } next) return;
        order.Status = next;
        state.Absorb(order.Terms.Id.Sequence, (long)next << 8 | (byte)kind, order.FilledQuantity.Raw);
    }

    private void Retire(int place, EffectBuffer effects)
    {
        effects.Add(state.Orders.At(place).ToRecord(state.Now));
        state.Orders.RemoveAt(place);
    }
}

/// <summary>What goes with an order that the venue has no use for.</summary>
internal readonly record struct OrderPlan(string? Note, SizingNote? Sizing, Price Stop, Price Target);
