using LaptopAgents.Domain;

namespace LaptopAgents.Simulation;

/// <remarks>
/// With trades, quotes or a book the same orders match against those. A taker meets the quote (or walks the book). A public trade fires
/// stops and fills limits by the rule in force; a quote that crosses a limit fills it under every rule, because whoever quoted it would
/// have met our order first. Under <see cref="LimitFillRule.Queue"/> an order joins behind what rests at its price. Trades at the price take from
/// the front; what vanishes without a trade was canceled, evenly along the queue; and never more is ahead than the level still shows.
/// </remarks>
internal sealed partial class Matcher
{
    private const long UnknownAhead = long.MaxValue;

    public void OnTrade(Market market, in MarketTrade trade)
    {
        market.HasTrades = true;
        market.Last = trade.Price.Raw;
        BeginTick(market, trade.Quantity.Raw);
        // As at a bar's open: what the jump broke is the venue's before an order acts.
        CheckLiquidation(market, jumped: true);
        for (var slot = NextTradedThrough(market, in trade); slot != WorkingOrder.NoSlot; slot = NextTradedThrough(market, in trade))
            FillByTrade(market, slot, in trade);
        FireStops(market);
        if (market.TrailingCount > 0) TrailAll(market);
        CheckLiquidation(market, jumped: true);
    }

    public void OnQuote(Market market, in Quote quote)
    {
        if (market.HasQuote && market.Book is null) ShrinkQueues(market, in quote);
        market.Quote = quote;
        market.HasQuote = true;
        if (!market.HasTrades) market.Last = quote.Mid.RoundTo(market.Info.TickSize, Rounding.Floor).Raw;
        BeginTick(market, 0);
        if (!market.HasTrades) CheckLiquidation(market, jumped: true);
        CrossLimits(market);
        if (market.HasTrades) return;
        FireStops(market);
        if (market.TrailingCount > 0) TrailAll(market);
        CheckLiquidation(market, jumped: true);
    }

    /// <param name="quotesTouch">No quotes are in the data: the book's best prices are the quote.</param>
    public void OnBookLevel(Market market, in BookLevelChange change, bool quotesTouch)
    {
        var book = market.Book ??= new OrderBook();
        if (market.LiveCount > 0) ShrinkQueue(market, in change, book.QuantityAt(change.Side, change.Price).Raw);
        book.Apply(in change);
        if (!change.IsLast || !quotesTouch) return;
        if (book.TryBest(Side.Buy, out var bid, out var bidQuantity) & book.TryBest(Side.Sell, out var ask, out var askQuantity))
            OnQuote(market, new Quote(bid, bidQuantity, ask, askQuantity));
    }

    private static void BeginTick(Market market, long volume)
    {
        ref var round = ref market.Cursor;
        round.BeginRound(volume);
        round.OpenTime = round.EndTime = round.Time;
        round.High = round.Low = market.Last;
    }

    private void FireStops(Market market)
    {
        for (var i = 0; i < market.LiveCount; i++)
        {
            var slot = market.Live[i];
            ref readonly var order = ref market.Slots[slot];
            var fires = order.Phase == OrderPhase.Market
                ? order.RestsIn != market.Cursor.Round
                : order.Phase == OrderPhase.Stop && !WaitsForMark(market, in order)
                    && order.IsReachedAt(market.HasTrades ? market.Last : market.TouchFor(order.Side));
            if (!fires) continue;
            if (order.Phase == OrderPhase.Market) Take(market, slot, market.TouchFor(order.Side), FillFlags.None);
            else Trigger(market, slot, market.Last, market.Last == order.Reach ? FillFlags.None : FillFlags.Gap);
            i = -1;
        }
    }

    private int NextTradedThrough(Market market, in MarketTrade trade)
    {
        for (var i = 0; i < market.LiveCount; i++)
        {
            ref var order = ref market.Slots[market.Live[i]];
            if (order.Phase != OrderPhase.Limit || order.RestsIn == market.Cursor.Round) continue;
            var isBeyond = order.Side == Side.Buy ? trade.Price.Raw < order.Limit : trade.Price.Raw > order.Limit;
            if (isBeyond) return market.Live[i];
            if (trade.Price.Raw != order.Limit || _options.LimitFill == LimitFillRule.Through) continue;
            if (_options.LimitFill == LimitFillRule.Touch || trade.Aggressor != order.Side) return market.Live[i];
        }

        return WorkingOrder.NoSlot;
    }

    private void FillByTrade(Market market, int slot, in MarketTrade trade)
    {
        var wanted = Clamp(market, slot);
        if (wanted == 0) return;
        ref var order = ref market.Slots[slot];
        order.RestsIn = market.Cursor.Round;
        var fillable = _partial.Fillable(market, in order, wanted);
        if (_options.LimitFill == LimitFillRule.Queue && trade.Price.Raw == order.Limit)
        {
            order.TradedAtLevel += trade.Quantity.Raw;
            var passed = order.Ahead == UnknownAhead ? 0 : Math.Max(0, trade.Quantity.Raw - order.Ahead);
            if (order.Ahead != UnknownAhead) order.Ahead = Math.Max(0, order.Ahead - trade.Quantity.Raw);
            // Two orders of ours at one price share what comes past the others.
            passed -= order.Side == Side.Buy ? market.Cursor.Bought : market.Cursor.Sold;
            fillable = Math.Min(fillable, Math.Max(0, passed - passed % market.Lot));
        }

        if (fillable > 0) Fill(market, slot, fillable, order.Limit, order.Limit, 0, LiquidityRole.Maker, FillFlags.None);
    }

    private void CrossLimits(Market market)
    {
        for (var i = 0; i < market.LiveCount; i++)
        {
            var slot = market.Live[i];
            ref readonly var order = ref market.Slots[slot];
            if (order.Phase != OrderPhase.Limit || !IsMarketable(market, in order)) continue;
            var wanted = Clamp(market, slot);
            if (wanted > 0) Fill(market, slot, wanted, order.Limit, order.Limit, 0, LiquidityRole.Maker, FillFlags.None);
            i = -1;
        }
    }

    private void JoinQueue(Market market, ref WorkingOrder order)
    {
        if (!market.IsTickDriven || _options.LimitFill != LimitFillRule.Queue) return;
        order.TradedAtLevel = 0;
        var price = new Price(order.Limit);
        if (market.Book is { } book) order.Ahead = book.QuantityAt(order.Side, price).Raw;
        else if (!market.HasQuote) order.Ahead = UnknownAhead;
        else
        {
            var (best, quantity) = order.Side == Side.Buy
                ? (market.Quote.Bid, market.Quote.BidQuantity) : (market.Quote.Ask, market.Quote.AskQuantity);
            var isBehind = order.Side == Side.Buy ? price < best : price > best;
            order.Ahead = price == best ? quantity.Raw : isBehind ? UnknownAhead : 0;
        }
    }

    // Without a book, the quote's quantity at the best price is all there is to see of a queue.
    private void ShrinkQueues(Market market, in Quote next)
    {
        if (market.LiveCount == 0 || _options.LimitFill != LimitFillRule.Queue) return;
        var old = market.Quote;
        ShrinkQueue(market, new BookLevelChange(Side.Buy, next.Bid, next.BidQuantity, false, true), old.Bid == next.Bid ? old.BidQuantity.Raw : 0);
        ShrinkQueue(market, new BookLevelChange(Side.Sell, next.Ask, next.AskQuantity, false, true), old.Ask == next.Ask ? old.AskQuantity.Raw : 0);
        for (var i = 0; i < market.LiveCount; i++)
        {
            ref var order = ref market.Slots[market.Live[i]];
            if (order.Phase != OrderPhase.Limit) continue;
            // The best price fell behind ours: nobody else is left there.
            if (order.Side == Side.Buy ? next.Bid.Raw < order.Limit : next.Ask.Raw > order.Limit) order.Ahead = 0;
        }
    }

    private void ShrinkQueue(Market market, in BookLevelChange change, long before)
    {
        if (_options.LimitFill != LimitFillRule.Queue) return;
        for (var i = 0; i < market.LiveCount; i++)
        {
            ref var order = ref market.Slots[market.Live[i]];
            if (order.Phase != OrderPhase.Limit || order.Side != change.Side || order.Limit != change.Price.Raw) continue;
            var untraded = before - order.TradedAtLevel;
            var canceled = untraded - change.Quantity.Raw;
            order.TradedAtLevel = 0;
            if (canceled > 0 && order.Ahead != UnknownAhead)
                order.Ahead -= FixedPoint.MultiplyDivide(Math.Min(order.Ahead, untraded), canceled, untraded, Rounding.TowardZero);
            order.Ahead = Math.Min(order.Ahead, change.Quantity.Raw);
        }
    }

    /// <summary>Takes level after level, one fill each, as far as the quantity and the limit go.</summary>
    private void WalkBook(Market market, OrderBook book, int slot, long wanted, FillFlags flags)
    {
        ref var order = ref market.Slots[slot];
        var side = order.Side;
        var other = side.Opposite();
        var bound = order.Type is OrderType.Limit or OrderType.StopLimit ? order.Limit : side == Side.Buy ? long.MaxValue : 0;
        if (order.TimeInForce == TimeInForce.FillOrKill && Offered(market, book, other, bound, wanted) < wanted)
        {
            End(market, slot, ExecutionKind.Canceled, OrderReason.NotEnoughLiquidity);
            return;
        }

        long touch = 0;
        while (wanted > 0 && book.TryBest(other, out var price, out var offered) && IsWithin(side, price.Raw, bound))
        {
            if (touch == 0) touch = price.Raw;
            // What is offered beyond the last whole lot cannot be traded; it is taken off the book with the rest of its level.
            var lots = Math.Min(wanted, offered.Raw - offered.Raw % market.Lot);
            var quantity = lots < wanted ? offered.Raw : lots;
            book.TakeBest(other, new Quantity(quantity));
            if (lots == 0) continue;
            wanted -= lots;
            quantity = lots;
            Fill(market, slot, quantity, price.Raw, touch, 0, LiquidityRole.Taker, flags);
            if (order.Phase == OrderPhase.Free) return;
        }

        if (order.TimeInForce == TimeInForce.ImmediateOrCancel) End(market, slot, ExecutionKind.Canceled, OrderReason.TimeInForceEnded);
        else if (order.Phase != OrderPhase.Market) return;
        // What a stop could not sell yet it goes on selling when the book fills again: a position must not lose its stop to a thin moment.
        else if (order.Type is OrderType.StopMarket or OrderType.TrailingStop) order.RestsIn = market.Cursor.Round;
        else End(market, slot, ExecutionKind.Canceled, OrderReason.NotEnoughLiquidity);
    }

    private static long Offered(Market market, OrderBook book, Side side, long bound, long enough)
    {
        long sum = 0;
        for (var rank = 0; sum < enough && book.TryLevel(side, rank, out var price, out var quantity); rank++)
        {
            if (!IsWithin(side.Opposite(), price.Raw, bound)) break;
            sum += quantity.Raw - quantity.Raw % market.Lot;
        }

        return sum;
    }

    private static bool IsWithin(Side taker, long price, long bound) => taker == Side.Buy ? price <= bound : price >= bound;
}
