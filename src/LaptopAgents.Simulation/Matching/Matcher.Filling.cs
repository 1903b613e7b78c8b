using LaptopAgents.Domain;

namespace LaptopAgents.Simulation;

internal sealed partial class Matcher
{
    private static long Reducible(Market market, Side side)
    {
        var position = market.Position.Quantity.Raw;
        return side == Side.Sell ? Math.Max(0, position) : Math.Max(0, -position);
    }

    /// <summary>What the order may still fill. Zero means that it was canceled, because there is nothing left for it to reduce.</summary>
    private long Clamp(Market market, int slot)
    {
        ref var order = ref market.Slots[slot];
        if (!order.ReduceOnly)
        {
            if (order.Closes > order.Filled && CutClosedPart(market, ref order)) TellCut(market, slot);
            return order.Leaves;
        }

        var room = Reducible(market, order.Side);
        if (room == 0) End(market, slot, ExecutionKind.Canceled, OrderReason.ReduceOnlyWouldIncrease);
        return Math.Min(order.Leaves, room);
    }

    // What a reversal was to close and something else has closed since would open the other side larger than wanted.
    private static bool CutClosedPart(Market market, ref WorkingOrder order)
    {
        var gone = Math.Min(order.Leaves, order.Closes - order.Filled - Reducible(market, order.Side));
        if (gone <= 0) return false;
        order.Closes -= gone;
        order.Quantity -= gone;
        return true;
    }

    private void TellCut(Market market, int slot)
    {
        ref readonly var order = ref market.Slots[slot];
        if (order.Leaves > 0) EmitModified(market, in order);
        else End(market, slot, ExecutionKind.Canceled, OrderReason.PositionClosed);
    }

    /// <summary>Fills at the market: the reference price, then half the spread and the slippage, all against us.</summary>
    private void Take(Market market, int slot, long reference, FillFlags flags)
    {
        var wanted = Clamp(market, slot);
        if (wanted == 0) return;
        ref var order = ref market.Slots[slot];
        if (_walksBook && market.Book is { } book && !IsFinishing)
        {
            WalkBook(market, book, slot, wanted, flags);
            return;
        }

        var isLimit = order.Type is OrderType.Limit or OrderType.StopLimit;
        var quantity = isLimit || _options.PartialFills.CapsMarketOrders ? _partial.Fillable(market, in order, wanted) : wanted;
        if (quantity < wanted && order.TimeInForce == TimeInForce.FillOrKill) quantity = 0;
        if (quantity < wanted) order.RestsIn = market.Cursor.Round;
        if (quantity > 0)
        {
            var price = TakerPrice(market, in order, reference, quantity, out var half);
            if (half != 0) flags |= _spreadFlag;
            if (isLimit) price = order.Side == Side.Buy ? Math.Min(price, order.Limit) : Math.Max(price, order.Limit);
            order.WasReached = true;
            Fill(market, slot, quantity, price, reference, half, LiquidityRole.Taker, flags);
            if (order.Phase == OrderPhase.Free) return;
        }

        if (order.TimeInForce == TimeInForce.ImmediateOrCancel) End(market, slot, ExecutionKind.Canceled, OrderReason.TimeInForceEnded);
        else if (order.TimeInForce == TimeInForce.FillOrKill) End(market, slot, ExecutionKind.Canceled, OrderReason.NotEnoughLiquidity);
    }

    private long TakerPrice(Market market, in WorkingOrder order, long reference, long quantity, out long half)
    {
        half = 0;
        if (IsFinishing) return RoundAgainst(order.Side, reference, market.Tick);
        ref readonly var bar = ref market.Cursor;
        // A quote is the touch itself: there is no spread to add.
        if (!market.HasQuote) half = _spread.Half(market, reference);
        var taker = new TakerContext(order.Side, reference, quantity, order.DrawKey, bar.Volume, bar.High, bar.Low);
        var beyond = half + _slippage.Offset(in taker);
        return RoundAgainst(order.Side, order.Side == Side.Buy ? reference + beyond : reference - beyond, market.Tick);
    }

    // A sale never goes below one tick, however hard the model pushes.
    private static long RoundAgainst(Side side, long price, long tick)
    {
        var rest = price % tick;
        if (side == Side.Buy) return rest == 0 ? price : price - rest + tick;
        return Math.Max(price - rest, tick);
    }

    private void Fill(
        Market market, int slot, long quantity, long price, long reference, long half, LiquidityRole role, FillFlags flags)
    {
        ref var order = ref market.Slots[slot];
        var fee = market.Info.Fee(new Price(price) * new Quantity(quantity), role);
        Book(market, order.Side, quantity, price, fee);
        order.Filled += quantity;
        order.FillCount++;
        if (Trial is not null) Trial.Add(order.Sequence, order.Side == Side.Buy ? quantity : -quantity, price);
        else EmitFill(market, in order, quantity, price, reference, half, fee, role, flags);

        AfterFill(market, slot, quantity);
    }

    private void Book(Market market, Side side, long quantity, long price, Money fee)
    {
        var signed = new Quantity(side == Side.Buy ? quantity : -quantity);
        var before = market.Position;
        market.Position = before.After(signed, new Price(price), out var realised);
        if (market.IsIsolated) MoveIsolatedMargin(market, before);
        market.IsLiquidationKnown = false;
        if (_account.Markets.Length > 1 && !market.IsIsolated) CountPositions();
        if (side == Side.Buy) market.Cursor.Bought += quantity;
        else market.Cursor.Sold += quantity;
        _account.Cash += realised - fee;
    }

    private void EmitFill(
        Market market, in WorkingOrder order, long quantity, long price, long reference, long half, Money fee, LiquidityRole role, FillFlags flags)
    {
        if (market.DependsOnPath(order.Sequence)) flags |= FillFlags.PathDependent;
        Assumptions.Count(flags);
        var lost = role == LiquidityRole.Maker || price == reference
            ? Money.Zero
            : new Price(order.Side == Side.Buy ? price - reference : reference - price) * new Quantity(quantity);
        var spread = half == 0 || role == LiquidityRole.Maker ? Money.Zero : new Price(half) * new Quantity(quantity);
        Report(market) = new ExecutionReport
        {
            Kind = ExecutionKind.Filled,
            OrderId = order.Id,
            Side = order.Side,
            Liquidity = role,
            Purpose = order.Purpose,
            Flags = flags,
            FillId = ++_lastFillId,
            LastPrice = new Price(price),
            LastQuantity = new Quantity(quantity),
            CumulativeQuantity = new Quantity(order.Filled),
            LeavesQuantity = new Quantity(order.Leaves),
            Fee = fee,
            ReferencePrice = new Price(reference),
            SpreadCost = spread,
            SlippageCost = lost - spread,
        };
    }
}
