using LaptopAgents.Domain;

namespace LaptopAgents.Simulation;

internal sealed partial class Matcher
{
    /// <summary>
    /// Lets every waiting order act that the price of this instant has reached, in the order of submission.
    /// <paramref name="jumped"/>: the price came here without trading in between (a bar's open), so orders beyond it have been jumped over.
    /// </summary>
    public void FireReached(Market market, bool jumped)
    {
        for (var slot = NextReached(market, jumped); slot != WorkingOrder.NoSlot; slot = NextReached(market, jumped))
            Fire(market, slot, jumped);
    }

    /// <summary>Moves the triggers of trailing stops behind the price of this instant.</summary>
    public static void TrailAll(Market market)
    {
        for (var i = 0; i < market.LiveCount; i++)
        {
            ref var order = ref market.Slots[market.Live[i]];
            if (order is { Phase: OrderPhase.Stop, Type: OrderType.TrailingStop }) Trail(market, ref order);
        }
    }

    private static void Trail(Market market, ref WorkingOrder order)
    {
        var behind = order.FiresDown ? market.Price - order.Trail : market.Price + order.Trail;
        order.Trigger = order.Reach = order.FiresDown ? Math.Max(order.Reach, behind) : Math.Min(order.Reach, behind);
    }

    private static int NextReached(Market market, bool jumped)
    {
        var price = market.Price;
        for (var i = 0; i < market.LiveCount; i++)
        {
            ref readonly var order = ref market.Slots[market.Live[i]];
            if (!order.IsWaiting || order.RestsIn == market.Cursor.Round) continue;
            if (order.Phase == OrderPhase.Market ? jumped : order.IsReachedAt(price) && !WaitsForMark(market, in order)) return market.Live[i];
        }

        return WorkingOrder.NoSlot;
    }

    public static bool WaitsForMark(Market market, in WorkingOrder order) =>
        order.Phase == OrderPhase.Stop && order.TriggerSource == TriggerSource.MarkPrice && market.HasMark;

    private static long TriggerPrice(Market market, in WorkingOrder order) =>
        order.TriggerSource == TriggerSource.MarkPrice && market.HasMark ? market.Mark : market.Price;

    private void Fire(Market market, int slot, bool jumped)
    {
        ref var order = ref market.Slots[slot];
        var flags = order.ActiveSince >= market.Cursor.OpenTime && market.InBar ? FillFlags.EntryBar : FillFlags.None;
        switch (order.Phase)
        {
            case OrderPhase.Market:
                Take(market, slot, market.Price, FillFlags.None);
                break;
            case OrderPhase.Limit:
                FireLimit(market, slot, jumped, flags);
                break;
            default:
                var reference = jumped ? market.Price : order.Reach;
                if (reference != order.Reach) flags |= FillFlags.Gap;
                Trigger(market, slot, reference, flags);
                break;
        }
    }

    private void FireLimit(Market market, int slot, bool jumped, FillFlags flags)
    {
        ref var order = ref market.Slots[slot];
        var price = order.Limit;
        if (jumped && !order.WasReached && market.Price != price)
        {
            // The first trade was already better than the limit: an order in the book gets that price.
            price = market.Price;
            flags |= FillFlags.Gap;
        }

        var wanted = Clamp(market, slot);
        if (wanted == 0) return;
        var quantity = _partial.Fillable(market, in order, wanted);
        order.WasReached = true;
        if (quantity < wanted) order.RestsIn = market.Cursor.Round;
        if (quantity > 0) Fill(market, slot, quantity, price, price, 0, LiquidityRole.Maker, flags);
    }

    /// <summary>A stop's trigger was reached at <paramref name="reference"/>.</summary>
    private void Trigger(Market market, int slot, long reference, FillFlags flags)
    {
        ref var order = ref market.Slots[slot];
        if (order.Type == OrderType.TrailingStop) market.TrailingCount--;
        if (order.TriggerSource == TriggerSource.MarkPrice && !market.HasMark) flags |= FillFlags.AssumedMark;
        order.Phase = OrderPhase.Market;
        Emit(market, in order, ExecutionKind.Triggered);
        if (order.Type == OrderType.StopLimit) WorkLimit(market, slot, flags);
        else Take(market, slot, market.IsTickDriven ? market.TouchFor(order.Side) : reference, flags);
    }

    /// <summary>A mark price acts on what waits for it.</summary>
    public void ArriveMark(Market market, long price)
    {
        market.Mark = price;
        market.HasMark = true;
        CheckLiquidation(market, jumped: true);
        for (var i = 0; i < market.LiveCount; i++)
        {
            var slot = market.Live[i];
            ref readonly var order = ref market.Slots[slot];
            if (order.Phase != OrderPhase.Stop || order.TriggerSource != TriggerSource.MarkPrice || !order.IsReachedAt(price)) continue;
            Trigger(market, slot, market.Price, FillFlags.None);
            i = -1;
        }

        CheckLiquidation(market, jumped: true);
    }
}
