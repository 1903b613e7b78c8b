using LaptopAgents.Domain;
using LaptopAgents.Engine;
using Microsoft.Extensions.Logging;

namespace LaptopAgents.Runtime.Observability;

/// <summary>Tells of orders: what was sent, what came of it, what was refused, which trade it ended.</summary>
internal sealed class OrderTeller(
    SessionIdentity identity, CorrelationBook book, RecentDecisions decisions, Histogram fillLatency, ILogger log)
{
    public void OnCommand(in EngineCommand command, long origin, Timestamp now, ref SessionFigures figures)
    {
        switch (command.Kind)
        {
            case CommandKind.Submit: OnSubmit(in command.Submit.Command, origin, now, ref figures); break;
            case CommandKind.Cancel:
                Request(command.Cancel.Command.Id, command.Cancel.Command.Instrument, DecisionKind.CancelRequested, "cancel", now, origin);
                break;
            default:
                Request(command.Modify.Command.Id, command.Modify.Command.Instrument, DecisionKind.ModifyRequested, "change", now, origin);
                break;
        }
    }

    public void OnReport(in EngineEvent next, long origin, ref SessionFigures figures)
    {
        ref readonly var report = ref next.Report;
        var symbol = SymbolOf(next.Instrument);
        var correlation = CorrelationBook.TextOf(origin);
        var reason = report.Reason == OrderReason.None ? "" : Words.Of(report.Reason);
        switch (report.Kind)
        {
            case ExecutionKind.Filled:
                OnFill(in report, symbol, next.Time, correlation, ref figures);
                return;
            case ExecutionKind.Rejected:
                figures.Rejected++;
                SessionMessages.OrderRejected(log, report.OrderId.ToString(), symbol, reason, correlation);
                break;
            default:
                if (report.Kind == ExecutionKind.Canceled) figures.Canceled++;
                SessionMessages.OrderUpdated(log, report.OrderId.ToString(), symbol, Words.Of(report.Kind), reason, correlation);
                break;
        }

        if (KindOf(report.Kind) is { } kind)
            decisions.Add(new Decision(next.Time, kind, symbol, $"order {Words.Of(report.Kind)}{(reason.Length == 0 ? "" : $": {reason}")}", correlation));
    }

    public void OnDenied(in OrderRecord order, long origin, ref SessionFigures figures)
    {
        figures.Denied++;
        var symbol = SymbolOf(order.Instrument);
        var reason = Words.Of(order.Reason);
        var correlation = CorrelationBook.TextOf(origin);
        SessionMessages.OrderDenied(
            log, order.OrderId.ToString(), symbol, SideOf(order.Side, order.Purpose), ActionOf(order.Side), order.Quantity.ToDecimal(), reason, order.Note, correlation);
        decisions.Add(new Decision(
            order.CreatedTime, DecisionKind.Denied, symbol, $"{ActionOf(order.Side)} {order.Quantity} denied: {reason}{Because(order.Note)}", correlation));
    }

    public void OnTrade(in TradeRecord trade)
    {
        var symbol = SymbolOf(trade.Instrument);
        var correlation = book.Find(trade.EntryOrderId) is { } origin ? CorrelationBook.TextOf(origin.Event) : "";
        var side = trade.Side == Side.Buy ? "LONG" : "SHORT";
        SessionMessages.TradeClosed(
            log, correlation, symbol, side, trade.Quantity.ToDecimal(), trade.EntryPrice.ToDecimal(), trade.ExitPrice.ToDecimal(), trade.NetPnl.ToDecimal(),
            trade.Fees.ToDecimal(), trade.Funding.ToDecimal(), Words.Of(trade.ExitPurpose), correlation);
        decisions.Add(new Decision(
            trade.ExitTime, DecisionKind.TradeClosed, symbol, $"{side} {trade.Quantity} closed by {Words.Of(trade.ExitPurpose)}: net {trade.NetPnl}{Because(trade.ExitReason)}", correlation));
    }

    private void OnSubmit(in SubmitOrder order, long origin, Timestamp now, ref SessionFigures figures)
    {
        figures.Submitted += book.Add(in order, origin, now);
        var symbol = SymbolOf(order.Instrument);
        var correlation = CorrelationBook.TextOf(origin);
        var price = order.LimitPrice.IsZero ? order.TriggerPrice : order.LimitPrice;
        SessionMessages.OrderSubmitted(
            log, order.Id.ToString(), symbol, SideOf(order.Side, order.Purpose), ActionOf(order.Side), Words.Of(order.Type), Words.Of(order.Purpose),
            order.Quantity.ToDecimal(), Known(order.LimitPrice), Known(order.TriggerPrice), Known(order.StopLoss.Price), Known(order.TakeProfit.Price), correlation);
        decisions.Add(new Decision(
            now, DecisionKind.Submitted, symbol,
            $"{ActionOf(order.Side)} {order.Quantity} {Words.Of(order.Type)}{(price.IsZero ? "" : $" {price}")} sent ({Words.Of(order.Purpose)})", correlation));
    }

    private void OnFill(in ExecutionReport report, string symbol, Timestamp time, string correlation, ref SessionFigures figures)
    {
        double? latency = null;
        var origin = book.Find(report.OrderId);
        if (origin is { SentAt: { } sent })
        {
            latency = (time - sent).TotalMilliseconds;
            fillLatency.Add(latency.Value);
            book.Measured(report.OrderId, origin.Value);
        }

        if (report.LeavesQuantity.IsZero) figures.Filled++;
        SessionMessages.OrderFilled(
            log, correlation, report.OrderId.ToString(), symbol, SideOf(report.Side, report.Purpose), ActionOf(report.Side), Words.Of(report.Purpose),
            report.LastQuantity.ToDecimal(), report.LastPrice.ToDecimal(), report.LeavesQuantity.ToDecimal(), report.Fee.ToDecimal(),
            Words.Of(report.Liquidity), latency, correlation);
        decisions.Add(new Decision(
            time, DecisionKind.Filled, symbol, $"{ActionOf(report.Side)} {report.LastQuantity} filled at {report.LastPrice} ({Words.Of(report.Purpose)})", correlation));
    }

    private void Request(ClientOrderId id, InstrumentId instrument, DecisionKind kind, string request, Timestamp now, long origin)
    {
        var correlation = CorrelationBook.TextOf(book.Find(id)?.Event ?? origin);
        SessionMessages.OrderRequested(log, id.ToString(), SymbolOf(instrument), request, correlation);
        decisions.Add(new Decision(now, kind, SymbolOf(instrument), $"{request} of order {id} sent", correlation));
    }

    private string SymbolOf(InstrumentId instrument) => identity.Instruments[instrument.Index].Symbol;

    private static DecisionKind? KindOf(ExecutionKind kind) => kind switch
    {
        ExecutionKind.Rejected => DecisionKind.Rejected,
        ExecutionKind.Canceled => DecisionKind.Canceled,
        ExecutionKind.Expired => DecisionKind.Expired,
        ExecutionKind.Lost => DecisionKind.Lost,
        _ => null,
    };

    private static string ActionOf(Side side) => side == Side.Buy ? "BUY" : "SELL";

    // The side of the position that an order serves: what sells to end a long belongs to the long.
    private static string SideOf(Side side, OrderPurpose purpose) =>
        (purpose == OrderPurpose.Entry) == (side == Side.Buy) ? "LONG" : "SHORT";

    private static decimal? Known(Price price) => price.IsZero ? null : price.ToDecimal();

    private static string Because(string? note) => string.IsNullOrEmpty(note) ? "" : $" ({note})";
}
