using LaptopAgents.Domain;

namespace LaptopAgents.Simulation;

/// <summary>
/// Everything the venue knows about one instrument: its live orders, what is on its way, the position, and where the market stands.
/// Only live orders are resident; slots are reused and nothing is allocated once the arrays have grown to the work.
/// </summary>
internal sealed class Market
{
    private int _slotCount;
    private int _firstFree = WorkingOrder.NoSlot;
    private Saved _saved;

    public Market(Instrument info, InstrumentId id)
    {
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

    public BarCursor Cursor;

    /// <summary>A bar is being played.</summary>
    public bool InBar;

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
    public void SetMark(long price, long time)
    {
        if (LiveCount > 0)
        {
            ref var arrival = ref Arrivals.Add(time, 0);
            arrival.Kind = ArrivalKind.Mark;
            arrival.Trigger = price;
            Touch();
        }

        Mark = price;
        HasMark = true;
    }

    /// <summary>The next bar must be played, whatever its range.</summary>
    public void Touch()
    {
        BandLow = long.MaxValue;
        Cursor.NextKnown = false;
    }

    /// <summary>Reckons anew which prices would make anything happen.</summary>
    public void RefreshBand(long liquidationLow, long liquidationHigh)
    {
        long low = liquidationLow, high = liquidationHigh;
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

    /// <summary>Remembers the state, so that a path can be tried.</summary>
    public void Save()
    {
        _saved.Slots ??= new WorkingOrder[Slots.Length];
        _saved.Live ??= new int[Live.Length];
        if (_saved.Slots.Length < Slots.Length) _saved.Slots = new WorkingOrder[Slots.Length];
        if (_saved.Live.Length < Live.Length) _saved.Live = new int[Live.Length];
        Array.Copy(Slots, _saved.Slots, _slotCount);
        Array.Copy(Live, _saved.Live, LiveCount);
        _saved.LiveCount = LiveCount;
        _saved.SlotCount = _slotCount;
        _saved.FirstFree = _firstFree;
        _saved.Position = Position;
        _saved.Cursor = Cursor;
        _saved.TrailingCount = TrailingCount;
        _saved.Arrivals = Arrivals.Place;
    }

    public void Restore()
    {
        Array.Copy(_saved.Slots, Slots, _saved.SlotCount);
        Array.Copy(_saved.Live, Live, _saved.LiveCount);
        LiveCount = _saved.LiveCount;
        _slotCount = _saved.SlotCount;
        _firstFree = _saved.FirstFree;
        Position = _saved.Position;
        Cursor = _saved.Cursor;
        TrailingCount = _saved.TrailingCount;
        Arrivals.Place = _saved.Arrivals;
    }

    private struct Saved
    {
        public WorkingOrder[] Slots;
        public int[] Live;
        public int LiveCount;
        public int SlotCount;
        public int FirstFree;
        public Position Position;
        public BarCursor Cursor;
        public int TrailingCount;
        public (int Head, int Tail) Arrivals;
    }
}
