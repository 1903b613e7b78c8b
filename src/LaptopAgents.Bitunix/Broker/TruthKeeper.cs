using System.Threading.Channels;
using LaptopAgents.Domain;

namespace LaptopAgents.Bitunix;

/// <summary>
/// Keeps our side equal to the venue's: takes in the stream, reads what a push only hints at, looks up orders whose fate is open, and reads
/// everything again after each connection and every so often, because pushes are lost without a trace.
/// </summary>
internal sealed class TruthKeeper(
    AccountStream stream, VenueReader reader, Reconciler reconciler, OrderTruth truth, OrderSender sender, BrokerOptions options, IBrokerObserver? observer, Func<Timestamp> now,
    TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _reconciling = new(1, 1);
    private long _lastRead = time.GetTimestamp();
    private long _nextTrades;
    private int _tradeReads;
    private bool _isReadDue;

    /// <summary>Whether the stream is open.</summary>
    public bool IsStreaming { get; private set; }

    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            while (!stop.IsCancellationRequested)
            {
                DrainStream();
                await WorkAsync(stop);
                await WaitAsync(stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The end that was asked for.
        }
    }

    public async ValueTask<BrokerReconciliation> ReconcileAsync(bool isStart, CancellationToken stop)
    {
        await _reconciling.WaitAsync(stop);
        try
        {
            return await reconciler.RunAsync(isStart, stop);
        }
        finally
        {
            _reconciling.Release();
        }
    }

    public void Dispose() => _reconciling.Dispose();

    private async ValueTask WorkAsync(CancellationToken stop)
    {
        while (truth.TryTakeLate(out var late)) sender.Cancel(late);
        foreach (var part in truth.DueQueries()) await reader.QueryAsync(part, stop);
        if (!truth.NeedsTrades) _tradeReads = 0;
        else if (time.GetTimestamp() >= _nextTrades)
        {
            await reader.TradesAsync(stop);
            await reader.FillersAsync(stop);
            var wait = Backoff.After(++_tradeReads, TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(2), 1);
            _nextTrades = time.GetTimestamp() + (long)(wait.TotalSeconds * time.TimestampFrequency);
        }

        if (truth.NeedsTpsl) await reader.TpslAsync(stop);
        if (_isReadDue || time.GetElapsedTime(_lastRead) >= options.PollInterval)
        {
            _lastRead = time.GetTimestamp();
            var both = await ReconcileAsync(isStart: false, stop);
            // What could not be read after a connection is still owed.
            _isReadDue = _isReadDue && !both.IsComplete;
            if (!both.IsComplete) Tell(BrokerFindingKind.ReadFailed, "The account could not be read whole; it is tried again.");
            truth.Forget();
        }
    }

    private async ValueTask WaitAsync(CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var more = stream.Events.WaitToReadAsync(limit.Token).AsTask();
        await Task.WhenAny(more, Task.Delay(options.Tick, time, limit.Token));
        await limit.CancelAsync();
        try
        {
            await more;
        }
        catch (OperationCanceledException)
        {
            stop.ThrowIfCancellationRequested();
        }
        catch (ChannelClosedException)
        {
            // The stream has ended for good; the polls go on.
        }
    }

    private void DrainStream()
    {
        while (stream.Events.TryRead(out var next))
        {
            switch (next)
            {
                case AccountConnected:
                    (IsStreaming, _isReadDue) = (true, true);
                    Tell(BrokerFindingKind.Stream, "The account's stream is open.");
                    break;
                case AccountDisconnected down:
                    IsStreaming = false;
                    Tell(BrokerFindingKind.Stream, $"The account's stream is down ({down.Reason}); orders are polled until it is back.");
                    break;
                case AccountPushed { Push: OrderPush push }:
                    truth.Take(OrderEvidence.Of(push));
                    break;
                case AccountPushed { Push: TpslPush push }:
                    truth.TakeTpsl(push.OrderId, push.Symbol, push.Status, push.TakeProfit, push.StopLoss, push.Time);
                    break;
                case AccountPushed { Push: PositionPush push }:
                    TakePosition(push);
                    break;
                case AccountProblem problem:
                    Tell(BrokerFindingKind.Stream, problem.Text);
                    break;
            }
        }
    }

    private void TakePosition(PositionPush push)
    {
        if (push.Funding is { } funding) truth.TakeFunding(push.PositionId, push.Symbol, funding, push.Time, isPast: false);
        var isEqual = push is { Quantity: { } quantity, Side: { } side } && truth.IsPosition(push.Symbol, side.Signed(quantity));
        if (!isEqual) truth.AskTrades();
    }

    private void Tell(BrokerFindingKind kind, string text) => observer?.OnFinding(new(kind, now(), "", "", text));
}
