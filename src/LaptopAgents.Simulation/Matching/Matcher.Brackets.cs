using LaptopAgents.Domain;

namespace LaptopAgents.Simulation;

internal sealed partial class Matcher
{
    /// <summary>
    /// What a fill brings about: legs wake or grow, the sibling shrinks or ends, the order ends or stays, and legs that have lost their
    /// position are taken away. All of it at the instant of the fill, so that no position is ever without its stop.
    /// </summary>
    /// <remarks>No slot is allocated while matching, so a slot that was released here is seen as free and never as another order.</remarks>
    private void AfterFill(Market market, int slot, long quantity)
    {
        ref var order = ref market.Slots[slot];
        var (stop, target) = (order.StopSlot, order.TargetSlot);
        var wakes = false;
        if (order.IsLeg) AfterLegFill(market, slot, quantity);
        else if ((stop & target) != WorkingOrder.NoSlot) wakes = Grow(market, in order, stop, quantity) | Grow(market, in order, target, quantity);

        if (order.Phase != OrderPhase.Free)
        {
            if (order.Leaves == 0) Remove(market, slot, OrderReason.PositionClosed);
            else if (order.ReduceOnly && !order.IsLeg && Reducible(market, order.Side) == 0)
                End(market, slot, ExecutionKind.Canceled, OrderReason.ReduceOnlyWouldIncrease);
        }

        if (market.LiveCount > 0) ReleaseUnboundLegs(market);
        if (!wakes) return;
        WorkIfWoken(market, stop);
        WorkIfWoken(market, target);
    }

    /// <summary>Lets a leg stand for what the entry has filled so far, as far as it opened a position. True: it woke.</summary>
    private bool Grow(Market market, in WorkingOrder entry, int leg, long quantity)
    {
        if (leg == WorkingOrder.NoSlot) return false;
        ref var order = ref market.Slots[leg];
        var held = Reducible(market, order.Side);
        if (held == 0) return false;
        if (order.Phase != OrderPhase.Sleeping)
        {
            order.Quantity += Math.Min(quantity, held);
            EmitModified(market, in order);
            return false;
        }

        var planned = order.Quantity;
        order.Quantity = Math.Min(entry.Filled, held);
        order.ActiveSince = market.Cursor.Time;
        order.Phase = OrderPhase.Waking;
        Emit(market, in order, ExecutionKind.Accepted);
        // The engine planned the leg for the whole entry; tell it when it stands for less.
        if (order.Quantity != planned) EmitModified(market, in order);
        return true;
    }

    private void WorkIfWoken(Market market, int leg)
    {
        if (leg != WorkingOrder.NoSlot && market.Slots[leg].Phase == OrderPhase.Waking) Work(market, leg);
    }

    private void AfterLegFill(Market market, int slot, long quantity)
    {
        ref readonly var leg = ref market.Slots[slot];
        var (sibling, parent, isOver) = (leg.Sibling, leg.Parent, leg.Leaves == 0);
        if (sibling != WorkingOrder.NoSlot)
        {
            ref var other = ref market.Slots[sibling];
            other.Quantity -= quantity;
            if (isOver || other.Leaves <= 0) End(market, sibling, ExecutionKind.Canceled, OrderReason.OneCancelsOther);
            else EmitModified(market, in other);
        }

        // What the entry would still fill would have no stop any more.
        if (isOver && parent != WorkingOrder.NoSlot) End(market, parent, ExecutionKind.Canceled, OrderReason.OneCancelsOther);
    }

    private void ReleaseUnboundLegs(Market market)
    {
        for (var i = 0; i < market.LiveCount; i++)
        {
            var slot = market.Live[i];
            ref readonly var leg = ref market.Slots[slot];
            if (!leg.IsLeg || leg.Phase <= OrderPhase.Sleeping || Reducible(market, leg.Side) > 0) continue;
            var parent = leg.Parent;
            End(market, slot, ExecutionKind.Canceled, OrderReason.PositionClosed);
            if (parent != WorkingOrder.NoSlot && market.Slots[parent].Phase != OrderPhase.Free)
                End(market, parent, ExecutionKind.Canceled, OrderReason.PositionClosed);
            i = -1;
        }
    }

    private void EmitModified(Market market, in WorkingOrder order) =>
        Emit(market, in order, ExecutionKind.Modified, newPrice: order.Trigger > 0 ? order.Trigger : order.Limit);
}
