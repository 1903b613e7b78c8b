using LaptopAgents.Bitunix;
using LaptopAgents.Domain;
using LaptopAgents.Engine;
using LaptopAgents.Runtime.Configuration;
using LaptopAgents.Storage;

namespace LaptopAgents.Cli.Composition;

/// <summary>The live market of Bitunix, or of anything that speaks its protocol at another address. It needs no key.</summary>
internal sealed class VenueMarket : IPaperMarket
{
    private readonly ResolvedConfig _resolved;
    private readonly BitunixHosts _hosts;
    private readonly BitunixRest _rest;
    private readonly TimeProvider _clock;
    private readonly IFeedObserver _observer;
    private readonly double _pace;
    private IMarketDataFeed? _feed;

    private VenueMarket(
        ResolvedConfig resolved, BitunixHosts hosts, BitunixRest rest, IReadOnlyList<Instrument> instruments, TimeProvider clock, IFeedObserver observer,
        double pace)
    {
        (_resolved, _hosts, _rest, _clock, _observer, _pace) = (resolved, hosts, rest, clock, observer, pace);
        Instruments = instruments;
    }

    public IReadOnlyList<Instrument> Instruments { get; }

    public string Source => _hosts == BitunixHosts.Live ? "Bitunix, live" : $"Bitunix protocol at {_hosts.Rest.Authority}";

    public bool IsSynthetic => false;

    /// <summary>Asks the venue for its contracts.</summary>
    /// <param name="pace">Seconds of the venue's clock in a second of ours.</param>
    /// <exception cref="DataException">It cannot be reached, or does not know a symbol.</exception>
    public static async Task<VenueMarket> ConnectAsync(
        ResolvedConfig resolved, BitunixHosts hosts, IHttpExchange http, TimeProvider clock, IFeedObserver observer, CancellationToken cancellation,
        double pace = 1)
    {
        var config = resolved.Config;
        var rest = new BitunixRest(http, hosts, clock);
        var loaded = await BitunixInstruments.LoadAsync(
            rest.Market, config.Symbols, BitunixInstruments.DefaultMakerFee, BitunixInstruments.DefaultTakerFee, cancellation);
        if (!loaded.IsOk)
            throw new DataException(
                $"The market at {hosts.Rest} cannot be used: {loaded.Error.Message}",
                "Check the network and the symbol, or rehearse offline with --venue sim.");
        return new VenueMarket(
            resolved, hosts, rest, [.. loaded.Value.Select(instrument => VenueComposition.Configure(instrument, config.Broker))], clock, observer, pace);
    }

    public IMarketDataFeed Open(Timestamp after)
    {
        var config = _resolved.Config;
        var interval = Duration.FromTimeSpan(config.Timeframe);
        var isByBars = config.Broker.FillData == FillData.Bars;
        // How long the wire may take is a matter of this machine's time, however fast the venue's goes.
        var usual = new FeedOptions { Instruments = Instruments };
        var feed = new BitunixFeed(_rest, new ClientWebSocketFactory(), _hosts, usual with
        {
            LateAfter = new Duration((long)(usual.LateAfter.Nanos * _pace)),
            Settle = new Duration((long)(usual.Settle.Nanos * _pace)),
            Interval = interval,
            WarmupBars = Math.Max(config.Engine.WarmupCandles, config.Engine.MinHistoryBars),
            ResumeFrom = after == Timestamp.MinValue ? null : after.FloorTo(interval),
            WithTrades = !isByBars,
            WithQuotes = !isByBars,
        }, _clock, _observer);
        return _feed = isByBars ? new BarsOnlyFeed(feed) : feed;
    }

    public ValueTask DisposeAsync() => _feed is IAsyncDisposable open ? open.DisposeAsync() : ValueTask.CompletedTask;
}
