using LaptopAgents.Domain;
using LaptopAgents.ExchangeSimulator;
using LaptopAgents.Storage;

namespace LaptopAgents.SystemTests.Venue;

/// <summary>A small market of known bars and an exchange on it, over real sockets.</summary>
internal static class TradingFloor
{
    public const string Symbol = "BTCUSDT";

    public static Timestamp Open { get; } = Timestamp.FromDateTime(new(2025, 3, 3, 0, 0, 0, DateTimeKind.Utc));

    public static Instrument Bitcoin { get; } = InstrumentCatalogRules();

    public static AccountOptions Alice { get; } = new() { Name = "alice", ApiKey = "aliceKey", Secret = "aliceSecret", Balance = Money.FromDecimal(10_000m) };

    /// <summary>Bars of one minute from their closes: each opens where the last one closed and reaches two units beyond both.</summary>
    public static BarSeries Bars(params IEnumerable<decimal> closes)
    {
        var builder = new BarSeriesBuilder(16);
        var (before, minute) = (0m, 0);
        foreach (var close in closes)
        {
            var open = before == 0m ? close : before;
            builder.Add(new Bar(
                Open + Duration.FromMinutes(minute++), Price.FromDecimal(open), Price.FromDecimal(Math.Max(open, close) + 2m),
                Price.FromDecimal(Math.Min(open, close) - 2m), Price.FromDecimal(close), Quantity.FromDecimal(12.3456m)));
            before = close;
        }

        return builder.ToSeries();
    }

    /// <summary>An exchange whose clock stands at the market's first price until it is stepped.</summary>
    public static Task<ExchangeHost> StartAsync(BarSeries bars, FundingSeries? funding = null, Func<ExchangeOptions, ExchangeOptions>? change = null)
    {
        var options = new ExchangeOptions
        {
            Instruments = [Bitcoin],
            Feed = () => new HistoricalFeed(new FeedInput(Bitcoin.Id, BarInterval.OneMinute, bars, funding)),
            Speed = 0,
            Accounts = [Alice],
            Quirks = new Quirks { PositionVisibleAfterMs = 0 },
            Limits = new ExchangeLimits { HoldsRest = false },
        };
        return ExchangeHost.StartAsync(change?.Invoke(options) ?? options, TestContext.Current.CancellationToken);
    }

    public static Task<ExchangeHost> StartAsync(params decimal[] closes) => StartAsync(Bars(closes));

    private static Instrument InstrumentCatalogRules() => new Instrument
    {
        Id = new InstrumentId(0),
        Symbol = Symbol,
        TickSize = Price.FromDecimal(0.1m),
        LotSize = Quantity.FromDecimal(0.0001m),
        MinQuantity = Quantity.FromDecimal(0.0001m),
        MaxQuantity = Quantity.FromDecimal(100m),
        MakerFee = Rate.FromDecimal(0.0002m),
        TakerFee = Rate.FromDecimal(0.0006m),
        LiquidationFee = Rate.FromDecimal(0.0006m),
        MarginTiers =
        [
            new(Money.FromDecimal(50_000m), Rate.FromDecimal(0.004m), Money.Zero, 125),
            new(Money.FromDecimal(1_000_000m), Rate.FromDecimal(0.01m), Money.FromDecimal(300m), 20),
        ],
    }.Validated();
}
