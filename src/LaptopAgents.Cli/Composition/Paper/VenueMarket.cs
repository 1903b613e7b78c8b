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
    private IMarketDataFeed? _feed;

    private VenueMarket(
        ResolvedConfig resolved, BitunixHosts hosts, BitunixRest rest, IReadOnlyList<Instrument> instruments, TimeProvider clock, IFeedObserver observer)
    {
        (_resolved, _hosts, _rest, _clock, _observer) = (resolved, hosts, rest, clock, observer);
        Instruments = instruments;
    }

    public IReadOnlyList<Instrument> Instruments { get; }

    public string Source => _hosts == BitunixHosts.Live ? "Bitunix, live" : $"Bitunix protocol at {_hosts.Rest.Authority}";

    public bool IsSynthetic => false;

    /// <summary>Asks the venue for its contracts.</summary>
    /// <exception cref="DataException">It cannot be reached, or does not know a symbol.</exception>
    public static async Task<VenueMarket> ConnectAsync(
        ResolvedConfig resolved, BitunixHosts hosts, IHttpExchange http, TimeProvider clock, IFeedObserver observer, CancellationToken cancellation)
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
            resolved, hosts, rest, [.. loaded.Value.Select(instrument => VenueComposition.Configure(instrument, config.Broker))], clock, observer);
    }

    public IMarketDataFeed Open(Timestamp after)
    {
        var config = _resolved.Config;
        var interval = Duration.FromTimeSpan(config.Timeframe);
        var isByBars = config.Broker.FillData == FillData.Bars;
        var feed = new BitunixFeed(_rest, new ClientWebSocketFactory(), _hosts, new FeedOptions
        {
            Instruments = Instruments,
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
