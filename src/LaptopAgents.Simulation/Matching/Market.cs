using LaptopAgents.Domain;

namespace LaptopAgents.Simulation;

/// <summary>
/// Everything the venue knows about one instrument: its live orders, what is on its way, the position, and where the market stands.
/// Only live orders are resident; slots are reused and nothing is allocated once the arrays have grown to the work.
/// </summary>
internal sealed partial class Market
{
    private int _slotCount;
    private int _firstFree = WorkingOrder.NoSlot;

    public Market(Instrument info, InstrumentId id, VenueOptions options)
    {
        Leverage = options.Leverage;
        IsIsolated = options.MarginMode == MarginMode.Isolated;
        Info = info;
        Id = id;
        Tick = info.TickSize.Raw;
        Lot = info.LotSize.Raw;
    }

    public readonly Instrument Info;
    public readonly InstrumentId Id;
    public readonly long Tick;
    public readonly long Lot;
    public readonly ArrivalQueue Arrivals = new();

    public WorkingOrder[] Slots = new WorkingOrder[4];

    /// <summary>Slots in use, in the order of submission.</summary>
    public int[] Live = new int[4];
    public int LiveCount;

    public Position Position;

    /// <summary>The last price that traded.</summary>
    public long Last;
    public long Mark;
    public bool HasMark;

    /// <summary>A bar whose low is above <see cref="BandLow"/> and whose high is below <see cref="BandHigh"/> touches nothing.</summary>
    public long BandLow = long.MinValue;
    public long BandHigh = long.MaxValue;

    /// <summary>At or beyond these the account can no longer keep the position; see <see cref="Matcher.RefreshLiquidation"/>.</summary>
    public long LiquidationLow = long.MinValue;
    public long LiquidationHigh = long.MaxValue;
    public bool IsLiquidationKnown = true;

    // With published marks, only those liquidate; a bar's path does not.
    public long PathLiquidationLow => HasMark ? long.MinValue : LiquidationLow;

    public long PathLiquidationHigh => HasMark ? long.MaxValue : LiquidationHigh;

    /// <summary>Notional per unit of margin.</summary>
    public int Leverage;

    /// <summary>The position stands for itself, and the account does not stand for it.</summary>
    public bool IsIsolated;

    /// <summary>Isolated margin of the position.</summary>
    public long IsolatedMargin;

    /// <summary>Trades, quotes or a book drive this market, and bars do not.</summary>
    public bool IsTickDriven;

    /// <summary>The bar that is played was fetched after a gap: of its two paths the worse one is taken, whatever the option says.</summary>
    public bool IsMissedBar;
    public bool HasTrades;
    public bool HasQuote;

    /// <summary>Quotes are in the data; otherwise the book's best prices are the quote.</summary>
    public bool HasQuoteEvents;
    public Quote Quote;
    public OrderBook? Book;

    /// <summary>Ranges of the last bars, when the spread is estimated from them.</summary>
    public BarRanges? Ranges;

    public BarCursor Cursor;

    /// <summary>A bar is being played.</summary>
    public bool InBar;

    /// <summary>The data has ended: the last price is the only one.</summary>
    public bool IsFinished;

    /// <summary>What the two paths of this bar did; see <see cref="PathOutcome"/>.</summary>
    public readonly PathOutcome LowFirst = new();
    public readonly PathOutcome HighFirst = new();

    /// <summary>Both paths of this bar were played and ended differently.</summary>
    public bool PathsDiffer;

    /// <summary>The last order that existed when the path was chosen: a later one is an answer to what happened on it.</summary>
    public long ChoiceSequence;

    /// <summary>Trailing stops that are waiting.</summary>
    public int TrailingCount;

    /// <summary>The price now: on the path while a bar is played, else the last.</summary>
    public long Price => InBar ? Cursor.Price : Last;

    /// <summary>The published mark price, or the price where there is none.</summary>
    public long MarkOrPrice => HasMark ? Mark : Price;

    /// <summary>What a taker of this side meets: the quote where there is one, else the price.</summary>
    public long TouchFor(Side side) => !HasQuote || IsFinished ? Price : side == Side.Buy ? Quote.Ask.Raw : Quote.Bid.Raw;

    /// <summary>Whether a fill of this order, now, would have been another on the bar's other path.</summary>
    public bool DependsOnPath(long sequence) =>
        InBar && Cursor.Path != IntrabarPath.Unchosen
        && (sequence > ChoiceSequence ? Cursor.High != Cursor.Low : PathsDiffer && !LowFirst.Agrees(HighFirst, sequence));

    public int Allocate()
    {
        int slot;
        if (_firstFree != WorkingOrder.NoSlot)
        {
            slot = _firstFree;
            _firstFree = Slots[slot].Parent;
        }
        else
        {
            if (_slotCount == Slots.Length) Array.Resize(ref Slots, _slotCount * 2);
            slot = _slotCount++;
        }

        if (LiveCount == Live.Length) Array.Resize(ref Live, LiveCount * 2);
        Live[LiveCount++] = slot;
        return slot;
    }

    public void Release(int slot)
    {
        var place = 0;
        while (Live[place] != slot) place++;
        LiveCount--;
        for (; place < LiveCount; place++) Live[place] = Live[place + 1];
        ref var order = ref Slots[slot];
        if (order.Type == OrderType.TrailingStop && order.Phase == OrderPhase.Stop) TrailingCount--;
        order.Phase = OrderPhase.Free;
        order.Parent = _firstFree;
        _firstFree = slot;
    }

    /// <summary>The live order with this id, or <see cref="WorkingOrder.NoSlot"/>.</summary>
    public int Find(ClientOrderId id)
    {
        for (var i = 0; i < LiveCount; i++)
            if (Slots[Live[i]].Id == id && Slots[Live[i]].Phase != OrderPhase.InFlight) return Live[i];
        return WorkingOrder.NoSlot;
    }

    /// <summary>
    /// A mark price was published. What waits for it acts at that instant, which bars tell the price of only when they close, so it
    /// travels like a command.
    /// </summary>
    public void SetMark(long price, long time, bool hasOtherPositions)
    {
        if (LiveCount > 0 || hasOtherPositions || price <= LiquidationLow || price >= LiquidationHigh)
        {
            ref var arrival = ref Arrivals.Add(time, 0);
            arrival.Kind = ArrivalKind.Mark;
            arrival.Trigger = price;
            Touch();
        }

        Mark = price;
        HasMark = true;
    }

    /// <summary>
    /// A settlement is due inside a bar, which is told only when it closes. What is held then is known when the path gets there.
    /// </summary>
    public void ScheduleFunding(Timestamp time, in FundingRate rate)
    {
        ref var arrival = ref Arrivals.Add(time.UnixNanos, -1);
        arrival.Kind = ArrivalKind.Funding;
        arrival.Quantity = rate.Rate.Raw;
        arrival.Limit = rate.MarkPrice.Raw;
        Touch();
    }

    /// <summary>The next bar must be played, whatever its range.</summary>
    public void Touch()
    {
        BandLow = long.MaxValue;
        Cursor.NextKnown = false;
    }

    /// <summary>Reckons anew which prices would make anything happen.</summary>
    public void RefreshBand()
    {
        if (IsTickDriven)
        {
            BandLow = long.MaxValue;
            return;
        }

        long low = PathLiquidationLow, high = PathLiquidationHigh;
        for (var i = 0; i < LiveCount; i++)
        {
            ref readonly var order = ref Slots[Live[i]];
            if (order.ExpireTime != long.MaxValue || order.Phase is OrderPhase.Market) low = long.MaxValue;
            if (!order.IsWaiting) continue;
            if (order.FiresDown) low = Math.Max(low, order.Reach);
            else high = Math.Min(high, order.Reach);
            if (order is not { Type: OrderType.TrailingStop, Phase: OrderPhase.Stop }) continue;
            // A new extreme moves the trigger, so that bar must be played too.
            if (order.FiresDown) high = Math.Min(high, order.Reach + order.Trail + 1);
            else low = Math.Max(low, order.Reach - order.Trail - 1);
        }

        if (Arrivals.Count > 0) low = long.MaxValue;
        (BandLow, BandHigh) = (low, high);
    }
}
