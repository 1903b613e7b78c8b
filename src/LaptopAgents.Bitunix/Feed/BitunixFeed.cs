using System.Threading.Channels;
using LaptopAgents.Domain;
using LaptopAgents.Engine;

namespace LaptopAgents.Bitunix;

/// <summary>
/// The live market of Bitunix, or of anything that speaks its protocol. It tells closed bars (the past first, marked as back-filled),
/// quotes, trades, mark prices and funding settlements, and mends by REST what the stream missed. Times are the venue's; the receive time
/// is the venue's clock at receipt, so that the age of data does not depend on how our clock is set.
/// </summary>
/// <remarks>Read from one task. The connections live on tasks of their own from <see cref="Start"/> to disposal.</remarks>
public sealed class BitunixFeed : IMarketDataFeed, IAsyncDisposable
{
    private readonly Channel<FeedItem> _inbox = Channel.CreateUnbounded<FeedItem>();
    private readonly CancellationTokenSource _stop = new();
    private readonly FeedAssembler _assembler;
    private readonly FeedFetcher _fetcher;
    private readonly SocketSupervisor _socket;
    private readonly FeedOptions _options;
    private readonly VenueClock _clock;
    private readonly TimeProvider _time;
    private readonly List<Task> _tasks = [];
    private bool _isStarted;

    /// <exception cref="ArgumentException">An option cannot be met by the venue.</exception>
    public BitunixFeed(BitunixRest rest, IWebSocketFactory sockets, BitunixHosts hosts, FeedOptions options, TimeProvider time, IFeedObserver? observer = null)
    {
        ArgumentNullException.ThrowIfNull(rest);
        ArgumentNullException.ThrowIfNull(options);
        (_options, _clock, _time) = (options, rest.Clock, time);
        var subscriptions = Subscriptions(options);
        _fetcher = new FeedFetcher(rest.Market, rest.Clock, options, _inbox.Writer, observer, time, _stop.Token);
        _assembler = new FeedAssembler(options, _fetcher, observer);
        var listener = new Listener(_inbox, rest.Clock, options.MostWaiting, observer);
        _socket = new SocketSupervisor(sockets, hosts.PublicSocket, subscriptions, null, listener, rest.Clock, rest.Notes, options.Socket, time);
    }

    /// <summary>Connects and begins to fetch. The first wait does it too.</summary>
    public void Start()
    {
        if (_isStarted) return;
        _isStarted = true;
        _tasks.Add(GuardAsync(_socket.RunAsync(_stop.Token)));
        _tasks.Add(GuardAsync(_fetcher.BeginAsync()));
        _tasks.Add(GuardAsync(TickAsync()));
        if (_options.VerifyEvery is { } every) _tasks.Add(GuardAsync(_fetcher.VerifyAsync(every)));
    }

    /// <inheritdoc />
    public bool TryRead(MarketBatch batch)
    {
        while (!_assembler.TryTake(batch))
        {
            if (!_inbox.Reader.TryRead(out var item)) return false;
            _assembler.Apply(item);
        }

        return true;
    }

    /// <inheritdoc />
    public ValueTask<bool> WaitAsync(CancellationToken cancellation)
    {
        Start();
        return _inbox.Reader.WaitToReadAsync(cancellation);
    }

    /// <summary>Closes the connections; a waiting reader is told that the feed has ended.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested) return;
        await _stop.CancelAsync();
        await Task.WhenAll(_tasks);
        _inbox.Writer.TryComplete();
        _stop.Dispose();
    }

    // Time must pass for the assembler also when nothing comes, or a bar would never become final.
    private async Task TickAsync()
    {
        while (true)
        {
            await Task.Delay(_options.Tick, _time, _stop.Token);
            // A tick behind others would change nothing.
            if (_inbox.Reader.Count < 16) _inbox.Writer.TryWrite(new TickItem(_clock.Now));
        }
    }

    private async Task GuardAsync(Task work)
    {
        try
        {
            await work;
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
        }
        catch (Exception problem)
        {
            // The session must learn of a defect: its wait throws this.
            _inbox.Writer.TryComplete(problem);
        }
    }

    private static List<Subscription> Subscriptions(FeedOptions options)
    {
        if (options.Instruments.Count == 0) throw new ArgumentException("A feed needs at least one instrument.", nameof(options));
        var kline = VenueIntervals.Channel(options.Interval);
        var list = new List<Subscription>();
        foreach (var instrument in options.Instruments)
        {
            list.Add(new(kline, instrument.Symbol, options.KlineSilence));
            list.Add(new("price", instrument.Symbol, options.PriceSilence));
            if (options.WithQuotes) list.Add(new("tickers", instrument.Symbol, options.QuoteSilence));
            if (options.WithTrades) list.Add(new("trade", instrument.Symbol, null));
            if (options.WithDepth) list.Add(new("depth_book15", instrument.Symbol, options.QuoteSilence));
        }

        if (list.Count > SocketSupervisor.MostSubscriptions)
            throw new ArgumentException($"{options.Instruments.Count} symbols need {list.Count} subscriptions; the venue takes {SocketSupervisor.MostSubscriptions}. Trade fewer symbols.", nameof(options));
        return list;
    }

    private sealed class Listener(Channel<FeedItem> inbox, VenueClock clock, int mostWaiting, IFeedObserver? observer) : ISocketListener
    {
        private long _dropped;

        public void OnConnected() => Notice(FeedNoticeKind.Connected, "Connected and subscribed.");

        public void OnDisconnected(string reason)
        {
            inbox.Writer.TryWrite(new InterruptedItem(clock.Now));
            Notice(FeedNoticeKind.Disconnected, $"The stream ended: {reason}.");
        }

        public void OnPush(VenuePush push)
        {
            if (push is not (KlinePush or PricePush) && inbox.Reader.Count >= mostWaiting)
            {
                // Told at powers of two: a flood must not make another one.
                if (long.IsPow2(++_dropped)) Notice(FeedNoticeKind.Dropped, $"{_dropped} messages were dropped: they come faster than they are read.");
                return;
            }

            inbox.Writer.TryWrite(new PushItem(clock.Now, push));
        }

        public void OnProblem(string text) => Notice(FeedNoticeKind.Problem, text);

        private void Notice(FeedNoticeKind kind, string text) => observer?.OnNotice(new(kind, "", clock.Now, text));
    }
}
