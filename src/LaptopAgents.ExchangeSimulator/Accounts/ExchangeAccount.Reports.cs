using LaptopAgents.Domain;

namespace LaptopAgents.ExchangeSimulator;

/// <remarks>What the venue reports becomes rows and pushes: the order first, then the position, the balance, and TP/SL orders.</remarks>
internal sealed partial class ExchangeAccount
{
    private readonly List<TradeRow> _trades = [];
    private readonly Queue<Action> _afterwards = new();
    private string _cancelStatus = "CANCELED";
    private bool _isDraining;
    private bool _modified;
    private long _pendingQuantity;
    private long _pendingPrice;

    /// <summary>Fills, oldest first.</summary>
    public IReadOnlyList<TradeRow> Trades => _trades;

    // What follows from a report may send orders itself; that waits until the venue has told everything of this instant.
    private void Drain()
    {
        if (_isDraining) return;
        _isDraining = true;
        var until = new Timestamp(_exchange.Now + 1);
        bool more;
        do
        {
            more = false;
            while (_venue.TryTakeReport(until, out var report))
            {
                Take(in report);
                more = true;
            }

            // The venue tells what a batch brought about only when it is asked again.
            while (_venue.TryTakeReport(until, out var report))
            {
                Take(in report);
                more = true;
            }

            _isDraining = false;
            while (_afterwards.TryDequeue(out var action))
            {
                action();
                more = true;
            }

            _isDraining = true;
        }
        while (more);
        _isDraining = false;
        foreach (var row in _open.Values) Invariant.That(row.Held == _venue.Position(new InstrumentId(row.Lane)));
    }

    private void Take(in EngineEvent next)
    {
        if (next.Kind == EventKind.FundingPayment)
        {
            OnFunding(next.Instrument.Index, in next.FundingPayment);
            return;
        }

        ref readonly var report = ref next.Report;
        if (report.OrderId.IsNone)
        {
            if (report.Kind == ExecutionKind.Filled) OnLiquidation(next.Instrument.Index, in report);
            return;
        }

        if (!_byVenueId.TryGetValue(report.OrderId.Sequence, out var order)) return;
        switch (report.Kind)
        {
            case ExecutionKind.Accepted:
                order.Status = "NEW";
                _pushes.Order(order, "CREATE");
                _pushes.Balance();
                break;
            case ExecutionKind.Rejected:
                OnRejected(order, report.Reason);
                break;
            case ExecutionKind.Filled:
                OnFill(order, in report);
                break;
            case ExecutionKind.Canceled or ExecutionKind.Expired:
                OnCanceled(order, report.Reason);
                break;
            case ExecutionKind.Modified:
                (order.Quantity, order.Price, order.Changed, _modified) = (_pendingQuantity, _pendingPrice, _exchange.Now, true);
                _pushes.Order(order, "UPDATE");
                _pushes.Balance();
                break;
        }
    }

    private void OnRejected(OrderRow order, OrderReason reason)
    {
        order.Refused = reason;
        order.Status = "REJECTED";
        if (reason != OrderReason.PostOnlyWouldTake) return;
        // The exchange takes a post-only order in, sees that it would take, and cancels it.
        order.Status = "NEW";
        _pushes.Order(order, "CREATE");
        Finish(order, "CANCELED");
        _pushes.Order(order, "CLOSE");
    }

    private void OnCanceled(OrderRow order, OrderReason reason)
    {
        var status = reason switch
        {
            OrderReason.None => _cancelStatus,
            OrderReason.Liquidated or OrderReason.ReduceOnlyWouldIncrease or OrderReason.PositionClosed => "SYSTEM_CANCELED",
            _ => "CANCELED",
        };
        Finish(order, status == "CANCELED" && order.Filled > 0 ? "PART_FILLED_CANCELED" : status);
        _pushes.Order(order, "CLOSE");
        _pushes.Balance();
    }

    private void OnFill(OrderRow order, in ExecutionReport fill)
    {
        order.Filled += fill.LastQuantity.Raw;
        order.Value += fill.LastPrice * fill.LastQuantity;
        order.Fee += fill.Fee;
        order.Changed = _exchange.Now;
        order.Status = order.Leaves > 0 ? "PART_FILLED" : "FILLED";
        var position = Book(order, in fill, out var opened);
        if (order.Leaves == 0) Finish(order, "FILLED");
        _pushes.Order(order, order.IsLive ? "UPDATE" : "CLOSE");
        PushPosition(position, opened);
        _pushes.Balance();
        if (position.IsOpen && (order.TakeProfit ?? order.StopLoss) is not null && order.Side != position.ClosingSide) GrowAttached(order, position);
        if (!position.IsOpen) _afterwards.Enqueue(() => ReleaseLane(position));
    }

    private void OnLiquidation(int lane, in ExecutionReport fill)
    {
        var market = _exchange.Markets[lane / 2];
        var number = ++_lastOrder;
        var order = new OrderRow
        {
            Id = FirstOrder + _base + number, VenueId = new ClientOrderId(1, number), Lane = lane, Market = market, Side = fill.Side, IsMarket = true,
            Effect = "GTC", ReduceOnly = true, Source = "liquidation", IsHedge = IsHedge, MarginMode = MarginModeOf(market),
            Leverage = LeverageOf(market), Created = _exchange.Now, Quantity = fill.LastQuantity.Raw, Status = "NEW",
        };
        _live.Add(order.Id, order);
        _byId.Add(order.Id, order);
        if (_open.TryGetValue(lane, out var position)) position.Liquidated += fill.LastQuantity;
        OnFill(order, in fill);
    }

    private void OnFunding(int lane, in FundingPayment payment)
    {
        if (!_open.TryGetValue(lane, out var position)) return;
        position.Funding += payment.Amount;
        position.Changed = _exchange.Now;
        _pushes.Position(position, "UPDATE");
        _pushes.Balance();
    }

    private void AddTrade(OrderRow order, PositionRow position, Price price, Quantity quantity, Money fee, Money realised, bool isMaker)
    {
        order.Realised += realised;
        _trades.Add(new TradeRow(FirstOrder + _base + PerAccount / 2 + ++_lastTrade, order, position.Id, price, quantity, order.Side, fee, realised, isMaker, _exchange.Now));
        if (_trades.Count > RowsKept) _trades.RemoveRange(0, RowsKept / 10);
    }
}
