using LaptopAgents.Domain;

namespace LaptopAgents.ExchangeSimulator;

/// <remarks>Positions are folded from fills, and must be what the venue holds.</remarks>
internal sealed partial class ExchangeAccount
{
    private readonly OrderedDictionary<int, PositionRow> _open = [];
    private readonly List<PositionRow> _closed = [];

    public IEnumerable<PositionRow> Positions => _open.Values;

    /// <summary>Positions that are over, in the order in which they ended.</summary>
    public IReadOnlyList<PositionRow> ClosedPositions => _closed;

    public IEnumerable<PositionRow> OpenPositions(SymbolMarket market) => _open.Values.Where(row => row.Market == market);

    public PositionRow? FindPosition(string? positionId) =>
        long.TryParse(positionId, out var id) ? _open.Values.FirstOrDefault(row => row.Id == id) : null;

    /// <summary>The position that a fill belongs to after it; a fill that turns a position ends one and begins another.</summary>
    private PositionRow Book(OrderRow order, in ExecutionReport fill, out bool opened)
    {
        var isMaker = fill.Liquidity == LiquidityRole.Maker;
        var signed = order.Side.Signed(fill.LastQuantity);
        opened = false;
        if (_open.TryGetValue(order.Lane, out var row) && (row.Held.Quantity.Raw ^ signed.Raw) < 0 && signed.Abs() > row.Held.Quantity.Abs())
        {
            var closing = row.Held.Quantity.Abs();
            var fee = fill.Fee.Share(closing, fill.LastQuantity, Rounding.TowardZero);
            Apply(row, order, closing, fill.LastPrice, fee, isMaker);
            _pushes.Position(row, "CLOSE");
            var old = row;
            _afterwards.Enqueue(() => ReleaseLane(old));
            row = Open(order);
            opened = true;
            Apply(row, order, fill.LastQuantity - closing, fill.LastPrice, fill.Fee - fee, isMaker);
        }
        else
        {
            opened = row is null;
            row ??= Open(order);
            Apply(row, order, fill.LastQuantity, fill.LastPrice, fill.Fee, isMaker);
        }

        return row;
    }

    private void Apply(PositionRow row, OrderRow order, Quantity quantity, Price price, Money fee, bool isMaker)
    {
        var isClosing = order.Side == row.ClosingSide;
        row.Held = row.Held.After(order.Side.Signed(quantity), price, out var realised);
        row.Realised += realised;
        row.Fee += fee;
        row.Changed = _exchange.Now;
        if (isClosing)
        {
            row.Closed += quantity;
            row.ClosedValue += price * quantity;
        }
        else
        {
            row.Entry = row.Held.AveragePrice;
            if (row.Held.Quantity.Abs() > row.Most) row.Most = row.Held.Quantity.Abs();
        }

        AddTrade(order, row, price, quantity, fee, realised, isMaker);
        if (row.IsOpen) return;
        _open.Remove(row.Lane);
        _closed.Add(row);
        if (_closed.Count > RowsKept) _closed.RemoveRange(0, RowsKept / 10);
    }

    private PositionRow Open(OrderRow order)
    {
        var row = new PositionRow
        {
            Id = FirstPosition + _base + ++_lastPosition,
            Lane = order.Lane,
            Market = order.Market,
            IsLong = order.Side == Side.Buy,
            IsHedge = IsHedge,
            MarginMode = MarginModeOf(order.Market),
            Leverage = LeverageOf(order.Market),
            Created = _exchange.Now,
        };
        _open.Add(order.Lane, row);
        return row;
    }

    private void PushPosition(PositionRow row, bool opened) =>
        _pushes.Position(row, !row.IsOpen ? "CLOSE" : opened ? "OPEN" : "UPDATE");

    // What could only have made the position smaller has nothing to do any more.
    private void ReleaseLane(PositionRow position)
    {
        foreach (var stop in _stops.Where(stop => stop.Position == position && stop.IsLive).ToList()) EndStop(stop, "SYSTEM_CANCELED");
        if (_open.ContainsKey(position.Lane)) return;
        foreach (var order in _live.Values.Where(order => order.Lane == position.Lane && order.ReduceOnly).ToList()) Cancel(order, "SYSTEM_CANCELED");
    }
}
