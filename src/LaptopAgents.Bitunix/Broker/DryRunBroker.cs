using System.Text;
using LaptopAgents.Domain;
using LaptopAgents.Engine;

namespace LaptopAgents.Bitunix;

/// <summary>
/// Shows what would be sent, and has nothing to send it with: no transport, no key. Each order is answered as rejected, so that the engine
/// does not wait for it.
/// </summary>
/// <param name="show">Told the request as the venue would get it: its path and its body.</param>
/// <param name="form">How reductions would be written; a position's id is not known here and shown as such.</param>
public sealed class DryRunBroker(IReadOnlyList<Instrument> instruments, Action<string, string> show, ReduceForm form = ReduceForm.OppositeThenClose) : IBroker
{
    private const string SomePosition = "POSITION-ID";
    private readonly ReportQueue _reports = new();

    public void OnMarket(MarketBatch batch)
    {
        // What the market does changes nothing: there is nothing at a venue.
    }

    public void Submit(in RiskApproved<SubmitOrder> order, Timestamp sentAt)
    {
        ref readonly var terms = ref order.Command;
        var reason = OrderMapping.Refuse(in terms);
        if (reason == OrderReason.None)
        {
            foreach (var part in new TrackedOrder(in terms).Parts)
            {
                var closes = part.IsReducing && form == ReduceForm.ClosePosition ? SomePosition : null;
                var place = OrderMapping.Place(part, instruments[terms.Instrument.Index].Symbol, closes);
                show(RestEndpoint.PlaceOrder.Path, Text(RequestBodies.Of(json => RequestBodies.Order(json, place, withSymbol: true))));
            }
        }

        Answer(terms.Id, terms.Instrument, terms.Side, terms.Purpose, reason, sentAt);
        if (terms.StopLoss.IsSet) Answer(terms.StopLoss.Id, terms.Instrument, terms.Side.Opposite(), OrderPurpose.StopLoss, reason, sentAt);
        if (terms.TakeProfit.IsSet) Answer(terms.TakeProfit.Id, terms.Instrument, terms.Side.Opposite(), OrderPurpose.TakeProfit, reason, sentAt);
    }

    public void Cancel(in RiskApproved<CancelOrder> cancel, Timestamp sentAt) => show(RestEndpoint.CancelOrders.Path, cancel.Command.Id.ToString());

    public void Modify(in RiskApproved<ModifyOrder> modify, Timestamp sentAt) => show(RestEndpoint.ModifyOrder.Path, modify.Command.Id.ToString());

    public bool TryTakeReport(Timestamp until, out EngineEvent report) => _reports.TryTake(until, out report);

    public void FinishAt(Timestamp end)
    {
        // There is nothing on its way.
    }

    private void Answer(ClientOrderId id, InstrumentId instrument, Side side, OrderPurpose purpose, OrderReason reason, Timestamp at) =>
        _reports.Add(instrument, at, new ExecutionReport { Kind = ExecutionKind.Rejected, OrderId = id, Side = side, Purpose = purpose, Reason = reason == OrderReason.None ? OrderReason.RequestedByOperator : reason });

    private static string Text(ReadOnlyMemory<byte> body) => Encoding.UTF8.GetString(body.Span);
}
