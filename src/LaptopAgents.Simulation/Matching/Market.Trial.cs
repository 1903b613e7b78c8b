using LaptopAgents.Domain;

namespace LaptopAgents.Simulation;

/// <remarks>A path inside a bar is tried on the market itself and then taken back: one copy of the rules, and no second account to keep in step.</remarks>
internal sealed partial class Market
{
    private Saved _saved;

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
        _saved.Liquidation = (LiquidationLow, LiquidationHigh, IsLiquidationKnown);
        _saved.IsolatedMargin = IsolatedMargin;
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
        (LiquidationLow, LiquidationHigh, IsLiquidationKnown) = _saved.Liquidation;
        IsolatedMargin = _saved.IsolatedMargin;
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
        public (long Low, long High, bool IsKnown) Liquidation;
        public long IsolatedMargin;
    }
}
