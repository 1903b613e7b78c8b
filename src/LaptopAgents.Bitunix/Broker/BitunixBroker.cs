using LaptopAgents.Domain;
using LaptopAgents.Engine;

namespace LaptopAgents.Bitunix;

/// <summary>
/// The venue as a broker. Commands are taken at once and sent by tasks of their own; reports come from the account's stream and from reads,
/// merged so that nothing moves backwards and each fill is told once. Times of reports are the venue's.
/// </summary>
/// <remarks>
/// One-way mode only. Commands and reports are for one caller, the session's loop; everything else runs beside it. The venue has no stop
/// entries, trailing stops and expiry dates: such orders are rejected with <see cref="OrderReason.NotOffered"/>.
/// </remarks>
public sealed class BitunixBroker : IBroker, IAsyncDisposable
{
    private readonly ReportQueue _reports = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly AccountStream _stream;
    private readonly VenueReader _reader;
    private readonly OrderTruth _truth;
    private readonly OrderSender _sender;
    private readonly TruthKeeper _keeper;
    private readonly BrokerOptions _options;
    private Task _running = Task.CompletedTask;
    private Timestamp _instant;
    private bool _isDisposed;

    /// <param name="rest">With credentials; its budgets hold for all that is sent.</param>
    public BitunixBroker(
        BitunixRest rest, IWebSocketFactory sockets, BitunixHosts hosts, BitunixCredentials credentials, BrokerOptions options, TimeProvider time, IBrokerObserver? observer = null,
        SocketOptions? socketOptions = null)
    {
        ArgumentNullException.ThrowIfNull(rest);
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        Func<Timestamp> now = () => rest.Clock.Now;
        _stream = new AccountStream(rest, sockets, hosts, credentials, time, socketOptions);
        _truth = new OrderTruth(options, _reports, time, now, observer);
        _reader = new VenueReader(rest.Account, _truth, options, now, time);
        _sender = new OrderSender(rest.Trade, _reader, _truth, options, observer, now, time);
        var reconciler = new Reconciler(rest.Account, _reader, _truth, options, observer, now, time);
        _keeper = new TruthKeeper(_stream, _reader, reconciler, _truth, _sender, options, observer, now, time);
    }

    /// <summary>The account's stream is open; when not, the account is polled.</summary>
    public bool IsStreaming => _keeper.IsStreaming;

    /// <summary>Ends only by a defect or by disposal; a defect must stop the session.</summary>
    public Task Running => _running;

    /// <summary>
    /// Reads both sides and begins. Without an earlier run, fills of before are past and a position that is there is a difference to be
    /// judged by the caller; with one, what was missed is told.
    /// </summary>
    /// <exception cref="InvalidOperationException">The account cannot be read, or holds long and short side by side.</exception>
    public async Task<BrokerReconciliation> StartAsync(CancellationToken cancellation)
    {
        if (_options.Resume is { } resume) _reader.Since = resume.Since;
        else if (!await _reader.SkipPastAsync(cancellation)) throw new InvalidOperationException("The account's fills could not be read. Check the network and the key, and start again.");
        var both = await _keeper.ReconcileAsync(isStart: true, cancellation);
        if (!both.IsComplete) throw new InvalidOperationException("The account could not be read whole. Check the network and the key, and start again.");
        _stream.Start();
        _running = RunAsync();
        return both;
    }

    /// <summary>Compares both sides now, reading everything; missed fills are told once.</summary>
    public async Task<BrokerReconciliation> ReconcileAsync(CancellationToken cancellation) => await _keeper.ReconcileAsync(isStart: false, cancellation);

    public void OnMarket(MarketBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        // The engine has been told everything of the instant before.
        _reports.Reached(_instant);
        _instant = batch.Time;
        foreach (ref readonly var next in batch.Events)
        {
            if (next.Kind == EventKind.MarkPrice) _truth.Marked(next.Instrument, next.MarkPrice.Price);
            else if (next.Kind == EventKind.FundingRate) _truth.Rated(next.Instrument, next.FundingRate.Rate);
        }
    }

    public void Submit(in RiskApproved<SubmitOrder> order, Timestamp sentAt)
    {
        ref readonly var terms = ref order.Command;
        var tracked = _truth.Begin(in terms);
        if (OrderMapping.Refuse(in terms) is var reason && reason != OrderReason.None) _truth.RefuseAll(tracked, reason);
        else _sender.Submit(tracked);
    }

    public void Cancel(in RiskApproved<CancelOrder> cancel, Timestamp sentAt) => _sender.Cancel(cancel.Command.Id);

    public void Modify(in RiskApproved<ModifyOrder> modify, Timestamp sentAt) => _sender.Modify(modify.Command);

    public bool TryTakeReport(Timestamp until, out EngineEvent report) => _reports.TryTake(until, out report);

    /// <summary>Real orders do not end with the data: nothing is done.</summary>
    public void FinishAt(Timestamp end)
    {
    }

    /// <summary>Stops sending and reading. Orders at the venue stay; what was not sent yet is not sent.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        await _stop.CancelAsync();
        await _stream.DisposeAsync();
        try
        {
            await _running;
        }
        finally
        {
            _keeper.Dispose();
            _stop.Dispose();
        }
    }

    // Half of it must not go on without the other: nothing may be sent that nobody looks after.
    private async Task RunAsync()
    {
        Task[] parts = [_keeper.RunAsync(_stop.Token), _sender.RunAsync(_stop.Token)];
        await Task.WhenAny(parts);
        await _stop.CancelAsync();
        await Task.WhenAll(parts);
    }
}
