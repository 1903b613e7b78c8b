using LaptopAgents.Domain;

namespace LaptopAgents.ExchangeSimulator;

/// <remarks>
/// TP/SL orders live at the exchange and not in the book: when their price comes they become an ordinary order that can only reduce. A
/// leg that acts ends its order and with it the other leg.
/// </remarks>
internal sealed partial class ExchangeAccount
{
    private readonly List<StopRow> _stops = [];
    private readonly List<StopRow> _pastStops = [];
    private long _lastStop;

    /// <summary>Armed TP/SL orders, oldest first.</summary>
    public IReadOnlyList<StopRow> Stops => _stops;

    /// <summary>TP/SL orders that are over, in the order in which they ended.</summary>
    public IReadOnlyList<StopRow> PastStops => _pastStops;

    public StopRow? FindStop(string? id) => long.TryParse(id, out var number) ? _stops.Find(stop => stop.Id == number) : null;

    public StopRow PlaceStop(PositionRow position, StopLeg? takeProfit, StopLeg? stopLoss, bool isWhole)
    {
        var stop = new StopRow
        {
            Id = FirstOrder + _base + PerAccount / 4 + ++_lastStop,
            Position = position,
            IsWhole = isWhole,
            Created = _exchange.Now,
            TakeProfit = takeProfit,
            StopLoss = stopLoss,
        };
        _stops.Add(stop);
        _pushes.Stop(stop, "CREATE");
        return stop;
    }

    public void ChangeStop(StopRow stop, StopLeg? takeProfit, StopLeg? stopLoss)
    {
        (stop.TakeProfit, stop.StopLoss) = (takeProfit, stopLoss);
        _pushes.Stop(stop, "UPDATE");
    }

    public void EndStop(StopRow stop, string status)
    {
        if (!stop.IsLive) return;
        Retire(stop, status);
        _pushes.Stop(stop, "CLOSE");
    }

    private void Retire(StopRow stop, string status)
    {
        stop.Status = status;
        _stops.Remove(stop);
        _pastStops.Add(stop);
        if (_pastStops.Count > RowsKept) _pastStops.RemoveRange(0, RowsKept / 10);
    }

    // What rode on an entry stands for what the entry has filled so far.
    private void GrowAttached(OrderRow order, PositionRow position)
    {
        if (order.Stops is { IsLive: true } stop)
        {
            ChangeStop(stop, Sized(order.TakeProfit, order.Filled), Sized(order.StopLoss, order.Filled));
            return;
        }

        order.Stops = PlaceStop(position, Sized(order.TakeProfit, order.Filled), Sized(order.StopLoss, order.Filled), isWhole: false);
    }

    private static StopLeg? Sized(StopLeg? leg, long quantity) => leg is { } some ? some with { Quantity = quantity } : null;

    private void FireStops(SymbolMarket market)
    {
        if (_stops.Count == 0) return;
        foreach (var stop in _stops.Where(stop => stop.Position.Market == market).ToList())
        {
            if (!stop.IsLive || !stop.Position.IsOpen) continue;
            if (stop.StopLoss is { } loss && IsReached(market, in loss, isUp: !stop.Position.IsLong)) Fire(stop, in loss);
            else if (stop.TakeProfit is { } profit && IsReached(market, in profit, isUp: stop.Position.IsLong)) Fire(stop, in profit);
        }
    }

    private static bool IsReached(SymbolMarket market, in StopLeg leg, bool isUp)
    {
        var price = (leg.ByMark ? market.Mark : market.Last).Raw;
        return isUp ? price >= leg.Trigger : price <= leg.Trigger;
    }

    private void Fire(StopRow stop, in StopLeg leg)
    {
        stop.Triggered = _exchange.Now;
        var held = stop.Position.Held.Quantity.Abs();
        var quantity = leg.Quantity == 0 || leg.Quantity > held.Raw ? held : new Quantity(leg.Quantity);
        // It is over before what it brings about, because a closed position would cancel it; it is told last, like every TP/SL order.
        Retire(stop, "FILLED");
        if (PlaceChild(stop.Position, quantity, leg.Limit, "tpsl") is null) stop.Status = "FAILED";
        _pushes.Stop(stop, "CLOSE");
    }
}
