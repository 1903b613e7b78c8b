using LaptopAgents.Bitunix;
using LaptopAgents.Domain;
using LaptopAgents.Engine;
using LaptopAgents.ExchangeSimulator;
using LaptopAgents.Runtime.Configuration;
using LaptopAgents.Storage;

namespace LaptopAgents.Cli.Composition;

/// <summary>
/// An exchange of our own, started beside the session and spoken to over the loopback network as the real one is: everything between
/// the wire and the strategy runs. Its market is the catalog's, or the shipped synthetic one, at a pace of its choice.
/// </summary>
internal sealed class EmbeddedMarket : IPaperMarket, IAsyncDisposable
{
    private const double FastestSpeed = 100_000;

    private readonly ResolvedConfig _resolved;
    private readonly double _speed;
    private readonly ExchangeOptions _options;
    private readonly IHttpExchange _http;
    private readonly TimeProvider _clock;
    private readonly IFeedObserver _observer;
    private ExchangeHost? _host;
    private VenueMarket? _market;

    /// <exception cref="DataException">There are no data for the symbols.</exception>
    public EmbeddedMarket(ResolvedConfig resolved, double speed, IHttpExchange http, TimeProvider clock, IFeedObserver observer)
    {
        (_resolved, _speed, _http, _clock, _observer) = (resolved, speed > 0 ? speed : FastestSpeed, http, clock, observer);
        var sets = MarketSelection.Load(resolved);
        IsSynthetic = sets.Any(set => set.IsSynthetic);
        var source = string.Join("; ", sets.Select(set => $"{set.Instrument.Symbol} {set.From} to {set.To}"));
        Source = $"simulated exchange on this machine ({source})";
        var (first, end) = (sets.Min(set => set.From), sets.Max(set => set.To));
        _options = new ExchangeOptions
        {
            Instruments = [.. sets.Select(set => set.Instrument)],
            Feed = () => new HistoricalFeed([.. sets.Select(FeedInput.Of)]),
            BarInterval = sets[0].Interval.Length,
            From = Begin(first, end),
            Speed = 1,
            Seed = (ulong)resolved.Config.Engine.Seed,
        };
    }

    public IReadOnlyList<Instrument> Instruments => _options.Instruments;

    public string Source { get; }

    public bool IsSynthetic { get; }

    // The exchange stood still while nobody was there: a resumed session has missed nothing.
    public IMarketDataFeed Open(Timestamp after)
    {
        var from = after > _options.From ? after : _options.From;
        _host = ExchangeHost.StartAsync(_options with { From = from }, CancellationToken.None).GetAwaiter().GetResult();
        _market = VenueMarket.ConnectAsync(_resolved, BitunixHosts.For(_host.Uri.ToString()), _http, _clock, new Starter(this), CancellationToken.None, _speed)
            .GetAwaiter().GetResult();
        return new EndingFeed(_market.Open(after), () => _host.Admin.HasEnded, _clock);
    }

    // A day is history already, as it would be on a real exchange; of less data, half.
    private static Timestamp Begin(Timestamp first, Timestamp end)
    {
        var half = first + new Duration((end - first).Nanos / 2);
        var day = first + Duration.FromMinutes(1440);
        return (day < half ? day : half).FloorTo(Duration.FromMinutes(1));
    }

    public async ValueTask DisposeAsync()
    {
        if (_market is not null) await _market.DisposeAsync();
        if (_host is not null) await _host.DisposeAsync();
    }

    // The clock runs at the wanted pace only once the session is listening: what happened before would be history to it.
    private sealed class Starter(EmbeddedMarket market) : IFeedObserver
    {
        public void OnNotice(FeedNotice notice)
        {
            if (notice.Kind == FeedNoticeKind.WarmedUp && market._host is { } host) host.Admin.Speed = market._speed;
            market._observer.OnNotice(notice);
        }
    }
}
