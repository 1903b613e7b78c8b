using LaptopAgents.Domain;
using LaptopAgents.Engine;

namespace LaptopAgents.Tests.Bitunix.Broker;

/// <summary>What a session makes of reports: each order by the engine's own table, position and cash by folding fills. It refuses what the engine would.</summary>
internal sealed class BrokerLedger
{
    private readonly Dictionary<ClientOrderId, Entry> _orders = [];
    private readonly HashSet<long> _fills = [];
    private Position _position;
    private Timestamp _last;

    public Position Position => _position;

    public Money Cash { get; private set; }

    public int Fills => _fills.Count;

    public List<ExecutionReport> Reports { get; } = [];

    /// <summary>Plain orders that are working, as the venue names them.</summary>
    public IEnumerable<string> Live => _orders.Where(pair => !pair.Value.IsLeg && !OrderTransitions.IsTerminal(pair.Value.Status)).Select(pair => $"la-{pair.Key}");

    public void Sent(in SubmitOrder order)
    {
        _orders.Add(order.Id, new Entry(order.Quantity, false));
        if (order.StopLoss.IsSet) _orders.Add(order.StopLoss.Id, new Entry(order.Quantity, true));
        if (order.TakeProfit.IsSet) _orders.Add(order.TakeProfit.Id, new Entry(order.Quantity, true));
    }

    public void CancelAsked(ClientOrderId id) => Apply(_orders[id], ExecutionKind.CancelRequested, false);

    public OrderStatus StatusOf(ClientOrderId id) => _orders[id].Status;

    public void Take(in EngineEvent next)
    {
        Assert.True(next.Time >= _last, "Reports go back in time.");
        _last = next.Time;
        if (next.Kind == EventKind.FundingPayment)
        {
            Cash += next.FundingPayment.Amount;
            return;
        }

        var report = next.Report;
        Reports.Add(report);
        var entry = report.OrderId.IsNone ? null : _orders[report.OrderId];
        if (report.Kind == ExecutionKind.Filled)
        {
            Assert.True(_fills.Add(report.FillId), $"Fill {report.FillId} was told twice.");
            _position = _position.After(report.Side.Signed(report.LastQuantity), report.LastPrice, out var realised);
            Cash += realised - report.Fee;
            if (entry is null) return;
            entry.Filled += report.LastQuantity;
            Assert.True(entry.Filled <= entry.Quantity, $"{report.OrderId} was filled beyond its quantity.");
        }
        else if (entry is not null && report.Kind is ExecutionKind.Modified or ExecutionKind.Accepted && entry!.IsLeg | report.Kind == ExecutionKind.Modified && report.LeavesQuantity.IsPositive)
        {
            entry.Quantity = entry.Filled + report.LeavesQuantity;
        }

        if (entry is not null) Apply(entry, report.Kind, report.LeavesQuantity.IsZero);
    }

    public override string ToString() =>
        $"[position {_position.Quantity}, cash {Cash}, fills {Fills}, {string.Join("; ", _orders.Select(pair => $"{pair.Key} {pair.Value.Status} {pair.Value.Filled}/{pair.Value.Quantity}"))}]";

    private static void Apply(Entry entry, ExecutionKind kind, bool isDone)
    {
        if (OrderTransitions.IsTerminal(entry.Status) && kind != ExecutionKind.Filled) return;
        if (OrderTransitions.Next(entry.Status, kind, isDone, entry.Filled.IsPositive) is { } next) entry.Status = next;
    }

    private sealed class Entry(Quantity quantity, bool isLeg)
    {
        public bool IsLeg { get; } = isLeg;

        public OrderStatus Status { get; set; } = OrderStatus.Submitted;

        public Quantity Quantity { get; set; } = quantity;

        public Quantity Filled { get; set; }
    }
}
