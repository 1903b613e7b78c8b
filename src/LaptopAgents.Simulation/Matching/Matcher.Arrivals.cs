using LaptopAgents.Domain;

namespace LaptopAgents.Simulation;

internal sealed partial class Matcher
{
    /// <summary>A command reaches the venue; the market's price now is what it meets.</summary>
    public void Arrive(Market market, in Arrival arrival)
    {
        switch (arrival.Kind)
        {
            case ArrivalKind.Submit:
                ArriveSubmit(market, arrival.Slot);
                break;
            case ArrivalKind.Cancel:
                ArriveCancel(market, arrival.Id);
                break;
            case ArrivalKind.Modify:
                ArriveModify(market, in arrival);
                break;
            case ArrivalKind.Funding:
                ArriveFunding(market, in arrival);
                break;
            default:
                ArriveMark(market, arrival.Trigger);
                break;
        }
    }

    // Settles on what is held at this place of the path.
    private void ArriveFunding(Market market, in Arrival arrival)
    {
        var time = new Timestamp(Math.Max(market.Cursor.Time, Floor));
        Funding.Settle(market, time, new FundingRate(new Rate(arrival.Quantity), new Price(arrival.Limit)), Trial is not null);
        ForgetLiquidation();
    }

    /// <summary>Ends every order whose time in force ended at or before <paramref name="time"/>.</summary>
    public void Expire(Market market, long time)
    {
        for (var i = 0; i < market.LiveCount; i++)
        {
            var slot = market.Live[i];
            if (market.Slots[slot].ExpireTime > time || !market.Slots[slot].IsWaiting) continue;
            End(market, slot, ExecutionKind.Expired, OrderReason.TimeInForceEnded);
            i = -1;
        }
    }

    private void ArriveSubmit(Market market, int slot)
    {
        ref var order = ref market.Slots[slot];
        var isCut = order.Closes > 0 && CutClosedPart(market, ref order);
        var refusal = Refusal(market, in order);
        if (refusal != OrderReason.None)
        {
            End(market, slot, ExecutionKind.Rejected, refusal);
            return;
        }

        order.ActiveSince = market.Cursor.Time;
        if (order.StopSlot != WorkingOrder.NoSlot) market.Slots[order.StopSlot].Phase = OrderPhase.Sleeping;
        if (order.TargetSlot != WorkingOrder.NoSlot) market.Slots[order.TargetSlot].Phase = OrderPhase.Sleeping;
        Emit(market, in order, ExecutionKind.Accepted);
        if (isCut) EmitModified(market, in order);
        Work(market, slot);
    }

    private OrderReason Refusal(Market market, in WorkingOrder order)
    {
        var info = market.Info;
        if (order.IsDuplicate) return OrderReason.DuplicateOrder;
        if (market.Price <= 0) return OrderReason.NoMarketData;
        if (order.Quantity < info.MinQuantity.Raw) return OrderReason.BelowMinQuantity;
        if (order.Quantity > info.MaxQuantity.Raw) return OrderReason.AboveMaxQuantity;
        if (order.Quantity % market.Lot != 0) return OrderReason.OffLot;
        var needsLimit = order.Type is OrderType.Limit or OrderType.StopLimit;
        var needsTrigger = order.Type is OrderType.StopMarket or OrderType.StopLimit or OrderType.TrailingStop;
        if (needsLimit && order.Limit <= 0 || needsTrigger && order.Trigger <= 0) return OrderReason.InvalidPrice;
        if (order.Type == OrderType.TrailingStop && order.Trail <= 0) return OrderReason.InvalidPrice;
        // A division costs more than all the other checks, and most orders have no price at all.
        if ((order.Limit | order.Trigger | order.Trail) != 0
            && (order.Limit % market.Tick | order.Trigger % market.Tick | order.Trail % market.Tick) != 0) return OrderReason.OffTick;
        if (order.ReduceOnly) return Reducible(market, order.Side) > 0 ? OrderReason.None : OrderReason.ReduceOnlyWouldIncrease;

        var price = order.Limit > 0 ? order.Limit : needsTrigger ? order.Trigger : market.Price;
        if (info.MinNotional.IsPositive && new Price(price) * new Quantity(order.Quantity) < info.MinNotional) return OrderReason.BelowMinNotional;
        if (order is { PostOnly: true, Type: OrderType.Limit } && IsMarketable(market, in order)) return OrderReason.PostOnlyWouldTake;
        return MarginRefusal(market, in order, price);
    }

    private static bool IsMarketable(Market market, in WorkingOrder order) =>
        order.Side == Side.Buy ? order.Limit >= market.TouchFor(Side.Buy) : order.Limit <= market.TouchFor(Side.Sell);

    /// <summary>Puts an accepted order, or a leg that has just woken, to work at the price of this instant.</summary>
    private void Work(Market market, int slot)
    {
        ref var order = ref market.Slots[slot];
        switch (order.Type)
        {
            case OrderType.Market:
                order.Phase = OrderPhase.Market;
                Take(market, slot, market.TouchFor(order.Side), FillFlags.None);
                break;
            case OrderType.Limit:
                WorkLimit(market, slot, FillFlags.None);
                break;
            default:
                WorkStop(market, slot);
                break;
        }
    }

    private void WorkLimit(Market market, int slot, FillFlags flags)
    {
        ref var order = ref market.Slots[slot];
        order.Phase = OrderPhase.Limit;
        order.FiresDown = order.Side == Side.Buy;
        var beyond = _options.LimitFill == LimitFillRule.Touch ? 0 : market.Tick;
        order.Reach = order.FiresDown ? order.Limit - beyond : order.Limit + beyond;
        if (IsMarketable(market, in order))
        {
            if (order.PostOnly)
            {
                End(market, slot, ExecutionKind.Canceled, OrderReason.PostOnlyWouldTake);
                return;
            }

            Take(market, slot, market.TouchFor(order.Side), flags);
            if (order.Phase == OrderPhase.Limit) JoinQueue(market, ref order);
            return;
        }

        if (order.TimeInForce == TimeInForce.ImmediateOrCancel) End(market, slot, ExecutionKind.Canceled, OrderReason.TimeInForceEnded);
        else if (order.TimeInForce == TimeInForce.FillOrKill) End(market, slot, ExecutionKind.Canceled, OrderReason.NotEnoughLiquidity);
        else JoinQueue(market, ref order);
    }

    private void WorkStop(Market market, int slot)
    {
        ref var order = ref market.Slots[slot];
        order.Phase = OrderPhase.Stop;
        order.FiresDown = order.Side == Side.Sell;
        order.Reach = order.Trigger;
        if (order.Type == OrderType.TrailingStop)
        {
            market.TrailingCount++;
            Trail(market, ref order);
        }

        // A trigger that the market has already passed acts at once: refusing it would leave a position without its stop.
        if (order.IsReachedAt(TriggerPrice(market, in order))) Trigger(market, slot, market.Price, FillFlags.None);
    }

    private void ArriveCancel(Market market, ClientOrderId id)
    {
        var slot = market.Find(id);
        if (slot == WorkingOrder.NoSlot) EmitUnknown(market, id, ExecutionKind.CancelRejected);
        else End(market, slot, ExecutionKind.Canceled, OrderReason.None);
    }

    private void ArriveModify(Market market, in Arrival change)
    {
        var slot = market.Find(change.Id);
        if (slot == WorkingOrder.NoSlot)
        {
            EmitUnknown(market, change.Id, ExecutionKind.ModifyRejected);
            return;
        }

        ref var order = ref market.Slots[slot];
        var refusal = ModifyRefusal(market, in order, in change);
        if (refusal != OrderReason.None)
        {
            Emit(market, in order, ExecutionKind.ModifyRejected, refusal);
            return;
        }

        if (change.Quantity > 0 && change.Quantity <= order.Filled)
        {
            End(market, slot, ExecutionKind.Canceled, OrderReason.ReplacedByModify);
            return;
        }

        if (change.Quantity > 0) order.Quantity = change.Quantity;
        if (change.Limit > 0) order.Limit = change.Limit;
        if (change.Trigger > 0) order.Trigger = change.Trigger;
        Emit(market, in order, ExecutionKind.Modified, newPrice: order.Trigger > 0 && order.Phase != OrderPhase.Limit ? order.Trigger : order.Limit);
        order.WasReached = false;
        if (order.Phase == OrderPhase.Limit) WorkLimit(market, slot, FillFlags.None);
        else if (order.Phase == OrderPhase.Stop)
        {
            if (order.Type == OrderType.TrailingStop) market.TrailingCount--;
            WorkStop(market, slot);
        }
    }

    private static OrderReason ModifyRefusal(Market market, in WorkingOrder order, in Arrival change)
    {
        if (change.Quantity < 0 || change.Limit < 0 || change.Trigger < 0) return OrderReason.InvalidPrice;
        if (change.Quantity % market.Lot != 0) return OrderReason.OffLot;
        if (change.Quantity > market.Info.MaxQuantity.Raw) return OrderReason.AboveMaxQuantity;
        if (change.Limit % market.Tick != 0 || change.Trigger % market.Tick != 0) return OrderReason.OffTick;
        var needsLimit = order.Type is OrderType.Limit or OrderType.StopLimit;
        if (change.Limit > 0 && !needsLimit || change.Trigger > 0 && order.Type is OrderType.Limit or OrderType.Market) return OrderReason.InvalidPrice;
        if (change.Trigger > 0 && order.IsWaiting && order.Phase != OrderPhase.Stop) return OrderReason.UnknownOrder;
        return OrderReason.None;
    }
}
