using LaptopAgents.Domain;
using LaptopAgents.Engine;
using Microsoft.Extensions.Logging;

namespace LaptopAgents.Runtime.Observability;

/// <summary>
/// Turns what happens to orders and to the account into log lines, decisions in words and counts, each with the id of the event that
/// began it. On the session's thread; only its published lists are read elsewhere.
/// </summary>
internal sealed class FactTeller
{
    private const int DecisionsKept = 50;

    private readonly SessionIdentity _identity;
    private readonly TradingEngine _engine;
    private readonly RunResult _result;
    private readonly CorrelationBook _book = new();
    private readonly RecentDecisions _decisions = new(DecisionsKept);
    private readonly OrderTeller _orders;
    private readonly ILogger _log;
    private readonly EffectBuffer _live = new();
    private readonly Histogram _fillLatency = new(MetricBounds.FillLatencyMs);
    private (int Orders, int Trades) _told;
    private OrderRecord[] _liveOrders = [];
    private TradingState _trading;
    private long _origin;
    private bool _isOrderNews;

    public FactTeller(SessionIdentity identity, TradingEngine engine, RunResult result, ILogger log)
    {
        (_identity, _engine, _result, _log) = (identity, engine, result, log);
        _orders = new OrderTeller(identity, _book, _decisions, _fillLatency, log);
        Begin();
    }

    public IReadOnlyList<Decision> Decisions => _decisions.Newest;

    public IReadOnlyList<OrderRecord> LiveOrders => Volatile.Read(ref _liveOrders);

    public HistogramView FillLatency => _fillLatency.Read();

    /// <summary>What is there now was told before: a session that is resumed begins with a history.</summary>
    public void Begin()
    {
        _told = (_result.Orders.Count, _result.Trades.Count);
        _trading = _engine.TradingState;
        TakeLiveOrders();
    }

    public void OnMarket(long sequence) => _origin = sequence;

    public void OnEvent(long sequence, in EngineEvent next, ref SessionFigures figures)
    {
        _origin = sequence;
        switch (next.Kind)
        {
            case EventKind.ExecutionReport:
                _isOrderNews = true;
                ref readonly var report = ref next.Report;
                // What an order's news leads to belongs to what led to the order.
                if (_book.Find(report.OrderId) is { } origin) _origin = origin.Event;
                _orders.OnReport(in next, _origin, ref figures);
                break;
            case EventKind.FundingPayment:
                ref readonly var payment = ref next.FundingPayment;
                var symbol = _identity.Instruments[next.Instrument.Index].Symbol;
                SessionMessages.FundingSettled(
                    _log, symbol, payment.Amount.ToDecimal(), payment.Rate.ToDecimal(), payment.Position.ToDecimal(), payment.MarkPrice.ToDecimal());
                Decide(next.Time, DecisionKind.Funding, symbol, $"funding {(payment.Amount.IsNegative ? "paid" : "received")} {payment.Amount.Abs()}");
                break;
            default:
                SessionMessages.OperatorCommanded(_log, Words.Of(next.Command));
                Decide(next.Time, DecisionKind.Operator, "", $"operator: {Words.Of(next.Command)}");
                break;
        }
    }

    public void OnCommand(in EngineCommand command, ref SessionFigures figures)
    {
        _isOrderNews = true;
        _orders.OnCommand(in command, _origin, new Timestamp(figures.EventTime), ref figures);
    }

    /// <summary>A turn is over: what only the result and the engine tell is told now.</summary>
    public void EndTurn(SessionFigureReader reader, ref SessionFigures figures)
    {
        TellEnded(reader, ref figures);
        if (_isOrderNews) TakeLiveOrders();
        _isOrderNews = false;
        if (figures.Trading == _trading) return;
        SessionMessages.TradingStateChanged(_log, Words.Of(figures.Trading), Words.Of(_trading), figures.Equity.ToDecimal());
        Decide(new Timestamp(figures.EventTime), DecisionKind.TradingState, "", $"trading is {Words.Of(figures.Trading)}");
        _trading = figures.Trading;
    }

    private void TellEnded(SessionFigureReader reader, ref SessionFigures figures)
    {
        var (orders, trades) = (_result.Orders, _result.Trades);
        for (var i = _told.Orders; i < orders.Count; i++)
        {
            var order = orders[i];
            _isOrderNews = true;
            if (order.Status == OrderStatus.Denied) _orders.OnDenied(in order, reader.LastBarSequence(order.Instrument.Index), ref figures);
            _book.End(order.OrderId);
        }

        for (var i = _told.Trades; i < trades.Count; i++)
        {
            var trade = trades[i];
            figures.Trades++;
            _orders.OnTrade(in trade);
        }

        _told = (orders.Count, trades.Count);
    }

    private void TakeLiveOrders()
    {
        _live.Clear();
        _engine.RecordLiveOrders(_live);
        Volatile.Write(ref _liveOrders, _live.Orders.ToArray());
    }

    private void Decide(Timestamp time, DecisionKind kind, string symbol, string text) =>
        _decisions.Add(new Decision(time, kind, symbol, text, CorrelationBook.TextOf(_origin)));
}
