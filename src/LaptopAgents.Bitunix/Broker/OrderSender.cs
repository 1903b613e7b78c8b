using System.Threading.Channels;
using LaptopAgents.Domain;

namespace LaptopAgents.Bitunix;

/// <summary>
/// Sends what the engine ordered: new orders and changes one after the other, cancels beside them, so that no hanging request keeps an
/// order from being taken back. Nothing whose outcome is unknown is sent again; what the venue surely did not take (too many requests) is.
/// </summary>
internal sealed class OrderSender(TradeApi trade, VenueReader reader, OrderTruth truth, BrokerOptions options, IBrokerObserver? observer, Func<Timestamp> now, TimeProvider time)
{
    private const int Attempts = 4;
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(5);
    private readonly Channel<Func<CancellationToken, ValueTask>> _orders = Channel.CreateUnbounded<Func<CancellationToken, ValueTask>>();
    private readonly Channel<Func<CancellationToken, ValueTask>> _cancels = Channel.CreateUnbounded<Func<CancellationToken, ValueTask>>();

    public void Submit(TrackedOrder order) => _orders.Writer.TryWrite(stop => SubmitAsync(order, stop));

    public void Modify(ModifyOrder change) => _orders.Writer.TryWrite(stop => ModifyAsync(change, stop));

    public void Cancel(ClientOrderId id) => _cancels.Writer.TryWrite(stop => CancelAsync(id, stop));

    public void Cancel(TrackedPart part) => _cancels.Writer.TryWrite(stop => CancelPartAsync(part, stop));

    /// <summary>Runs until stopped. What waits then is never sent.</summary>
    public Task RunAsync(CancellationToken stop) => Task.WhenAll(RunAsync(_orders.Reader, stop), RunAsync(_cancels.Reader, stop));

    private static async Task RunAsync(ChannelReader<Func<CancellationToken, ValueTask>> work, CancellationToken stop)
    {
        try
        {
            await foreach (var next in work.ReadAllAsync(stop)) await next(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The end that was asked for.
        }
    }

    private async ValueTask SubmitAsync(TrackedOrder order, CancellationToken stop)
    {
        foreach (var part in order.Parts)
        {
            if (!truth.TryBeginSending(part)) continue;
            var error = await PlaceAsync(part, stop);
            if (error is null || part.Part != OrderPart.Closing) continue;
            // Without its close an entry would do something else than was wanted; only a close that has nothing to do changes nothing.
            if (error.Kind is VenueErrorKind.ReduceOnly or VenueErrorKind.PositionNotFound) continue;
            Tell(BrokerFindingKind.NotSent, SymbolOf(order), $"The entry of reversal {order.Terms.Id} was not sent, because its close did not surely arrive. {error}");
            foreach (var rest in order.Parts) truth.TryDrop(rest);
            return;
        }
    }

    private async ValueTask<VenueError?> PlaceAsync(TrackedPart part, CancellationToken stop)
    {
        var symbol = SymbolOf(part.Order);
        var closes = part.IsReducing && options.ReduceForm == ReduceForm.ClosePosition ? await reader.PositionIdAsync(symbol, part.Side.Opposite(), stop) : null;
        var error = await PlaceOnceAsync(part, symbol, closes, stop);
        if (error?.Kind == VenueErrorKind.InvalidRequest && part.IsReducing && options.ReduceForm == ReduceForm.OppositeThenClose
            && await reader.PositionIdAsync(symbol, part.Side.Opposite(), stop) is { } position)
        {
            truth.BeginSecondForm(part);
            error = await PlaceOnceAsync(part, symbol, position, stop);
        }

        if (error is null) return null;
        // That our id is known can only mean that an earlier request with it arrived.
        if (error.IsOutcomeUnknown || error.Kind == VenueErrorKind.DuplicateClientId)
        {
            Tell(BrokerFindingKind.OutcomeUnknown, symbol, $"Whether order {part.ClientId} arrived is not known; the venue is being asked. {error}");
            truth.Lost(part);
        }
        else
        {
            Tell(BrokerFindingKind.NotSent, symbol, $"Order {part.ClientId} was not placed. {error}");
            truth.Refused(part, OrderMapping.Reason(error.Kind));
        }

        return error;
    }

    private async ValueTask<VenueError?> PlaceOnceAsync(TrackedPart part, string symbol, string? closes, CancellationToken stop)
    {
        try
        {
            if (options.BeforeSend is { } before) await before(part.Order.Terms, part.ClientId);
        }
        catch (Exception problem) when (problem is IOException or InvalidOperationException or UnauthorizedAccessException)
        {
            return new(VenueErrorKind.Unreachable, "", $"The intent could not be made durable, so nothing was sent: {problem.Message}");
        }

        var order = OrderMapping.Place(part, symbol, closes);
        for (var attempt = 1; ; attempt++)
        {
            var reply = await trade.PlaceAsync(order, stop);
            if (reply.IsOk)
            {
                truth.Acknowledged(part, reply.Value.OrderId);
                return null;
            }

            if (reply.Error.Kind != VenueErrorKind.RateLimited || attempt == Attempts) return reply.Error;
        }
    }

    private async ValueTask CancelAsync(ClientOrderId id, CancellationToken stop)
    {
        if (truth.FindLeg(id) is { } leg)
        {
            await CancelLegAsync(leg, stop);
            return;
        }

        if (truth.Find(id) is not { } order) return;
        foreach (var part in order.Parts) await CancelPartAsync(part, stop);
    }

    private async ValueTask CancelPartAsync(TrackedPart part, CancellationToken stop)
    {
        if (truth.TryDrop(part)) return;
        // A cancel that overtook its order would be refused, and the order would stay.
        while (part.Phase == PartPhase.Sending) await Task.Delay(s_look, time, stop);
        for (var attempt = 1; part.Phase != PartPhase.Done; attempt++)
        {
            var reply = await trade.CancelAsync(SymbolOf(part.Order), [new OrderName(part.VenueId, part.ClientId)], stop);
            if (!reply.IsOk && reply.Error.Kind == VenueErrorKind.RateLimited && attempt < Attempts) continue;
            // The whole succeeds while the cancel fails; what became of the order is read from the order.
            truth.CancelAnswered(part, isRefused: !reply.IsOk || reply.Value.Failed.Count > 0);
            return;
        }
    }

    private async ValueTask CancelLegAsync(TrackedLeg leg, CancellationToken stop)
    {
        var order = leg.Order;
        // Both legs are one order at the venue: one alone cannot be taken back without the other losing its protection for a while.
        if (order.TpslId.Length == 0 || order.Legs.Exists(other => other != leg && !other.IsOver))
        {
            truth.LegCancelAnswered(leg, isDone: false);
            return;
        }

        var reply = await trade.CancelTpslAsync(SymbolOf(order), order.TpslId, stop);
        truth.LegCancelAnswered(leg, reply.IsOk);
        truth.AskTpsl();
    }

    private async ValueTask ModifyAsync(ModifyOrder change, CancellationToken stop)
    {
        if (truth.FindLeg(change.Id) is { } leg)
        {
            await ModifyLegAsync(leg, change, stop);
            return;
        }

        if (truth.Find(change.Id)?.Parts is not [.., var part]) return;
        var order = part.Order;
        // A part of a reversal stands for less than the order's quantity, so that a change of the whole has no single meaning.
        if (order.Parts.Count > 1 || part.Limit.IsZero || part.Phase != PartPhase.Working || change.TriggerPrice.Raw != 0)
        {
            truth.ChangeAnswered(part, default, default, isDone: false);
            return;
        }

        var quantity = change.Quantity.IsZero ? part.Quantity : change.Quantity;
        var limit = change.LimitPrice.IsZero ? part.Limit : change.LimitPrice;
        var stopLeg = order.Legs.Find(static leg => leg.Purpose == OrderPurpose.StopLoss);
        var target = order.Legs.Find(static leg => leg.Purpose == OrderPurpose.TakeProfit);
        var reply = await trade.ModifyAsync(
            SymbolOf(order), new(part.VenueId, part.ClientId), quantity, limit, target is null ? null : OrderMapping.Leg(target.Price, TriggerSource.LastPrice, null),
            stopLeg is null ? null : OrderMapping.Leg(stopLeg.Price, order.Terms.TriggerSource, null), stop);
        truth.ChangeAnswered(part, quantity, limit, reply.IsOk ? true : reply.Error.IsOutcomeUnknown ? null : false);
    }

    private async ValueTask ModifyLegAsync(TrackedLeg leg, ModifyOrder change, CancellationToken stop)
    {
        var order = leg.Order;
        var price = leg.Purpose == OrderPurpose.StopLoss ? change.TriggerPrice : change.LimitPrice;
        if (order.TpslId.Length == 0 || price.IsZero || leg.IsOver)
        {
            truth.LegChanged(leg, null);
            return;
        }

        var shape = OrderMapping.Leg(price, leg.Purpose == OrderPurpose.StopLoss ? order.Terms.TriggerSource : TriggerSource.LastPrice, leg.Quantity);
        var isStop = leg.Purpose == OrderPurpose.StopLoss;
        var reply = await trade.ModifyTpslAsync(order.TpslId, isStop ? null : shape, isStop ? shape : null, stop);
        // The same change once more has the same effect, so that an unknown outcome is settled by asking for it again.
        if (!reply.IsOk && reply.Error.IsOutcomeUnknown) reply = await trade.ModifyTpslAsync(order.TpslId, isStop ? null : shape, isStop ? shape : null, stop);
        truth.LegChanged(leg, reply.IsOk ? price : null);
    }

    private string SymbolOf(TrackedOrder order) => options.Instruments[order.Terms.Instrument.Index].Symbol;

    private void Tell(BrokerFindingKind kind, string symbol, string text) => observer?.OnFinding(new(kind, now(), symbol, "", text));
}
