using LaptopAgents.Domain;

namespace LaptopAgents.Simulation;

/// <summary>Turns a command that was sent into an order that is on its way.</summary>
internal static class OrderIntake
{
    public static int Place(Market market, in SubmitOrder command, long sequence, bool isDuplicate)
    {
        var slot = market.Allocate();
        ref var order = ref market.Slots[slot];
        order = default;
        order.Id = command.Id;
        order.Sequence = sequence;
        order.Quantity = command.Quantity.Raw;
        order.Closes = command.ClosingQuantity.Raw;
        order.Limit = command.LimitPrice.Raw;
        order.Trigger = command.TriggerPrice.Raw;
        order.Trail = command.TrailingDistance.Raw;
        order.ExpireTime = command.TimeInForce == TimeInForce.GoodTillDate ? command.ExpireTime.UnixNanos : long.MaxValue;
        order.Parent = order.Sibling = order.StopSlot = order.TargetSlot = WorkingOrder.NoSlot;
        order.Phase = OrderPhase.InFlight;
        order.Side = command.Side;
        order.Type = command.Type;
        order.TimeInForce = command.TimeInForce;
        order.Purpose = command.Purpose;
        order.TriggerSource = command.TriggerSource;
        order.ReduceOnly = command.ReduceOnly;
        order.PostOnly = command.PostOnly;
        order.IsDuplicate = isDuplicate;
        return slot;
    }

    public static void PlaceLeg(Market market, int entrySlot, in SubmitOrder command, long sequence, bool isStop, bool isDuplicate)
    {
        var slot = market.Allocate();
        ref var leg = ref market.Slots[slot];
        ref var entry = ref market.Slots[entrySlot];
        leg = default;
        leg.Id = isStop ? command.StopLoss.Id : command.TakeProfit.Id;
        leg.Sequence = sequence;
        leg.ExpireTime = long.MaxValue;
        leg.Quantity = command.Quantity.Raw;
        leg.StopSlot = leg.TargetSlot = leg.Sibling = WorkingOrder.NoSlot;
        leg.Parent = entrySlot;
        leg.Phase = OrderPhase.InFlight;
        leg.Side = command.Side.Opposite();
        leg.TriggerSource = command.TriggerSource;
        leg.ReduceOnly = leg.IsLeg = true;
        entry.IsDuplicate |= isDuplicate;
        if (isStop)
        {
            leg.Type = OrderType.StopMarket;
            leg.Purpose = OrderPurpose.StopLoss;
            leg.Trigger = command.StopLoss.Price.Raw;
            entry.StopSlot = slot;
            return;
        }

        leg.Type = OrderType.Limit;
        leg.Purpose = OrderPurpose.TakeProfit;
        leg.Limit = command.TakeProfit.Price.Raw;
        entry.TargetSlot = slot;
        if (entry.StopSlot == WorkingOrder.NoSlot) return;
        leg.Sibling = entry.StopSlot;
        market.Slots[entry.StopSlot].Sibling = slot;
    }
}
