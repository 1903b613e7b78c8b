using LaptopAgents.Benchmarks.Yardsticks;
using LaptopAgents.Domain;
using LaptopAgents.Engine;
using LaptopAgents.Runtime;
using LaptopAgents.Simulation;
using LaptopAgents.Storage;
using LaptopAgents.Strategies;

namespace LaptopAgents.Benchmarks.Gate;

/// <summary>The product's own loop on the reference market: history feed, session, engine with its risk rules, simulated venue, recorder.</summary>
internal sealed class EngineRuns(ReferenceMarket market)
{
    private static readonly Money StartCash = Money.FromDecimal(LimitLoop.StartCash);

    private static readonly Instrument Contract = new()
    {
        Id = default, Symbol = "BTCUSDT", TickSize = Price.FromDecimal(0.1m), LotSize = Quantity.FromDecimal(0.001m),
        MinQuantity = Quantity.FromDecimal(0.001m), MakerFee = Rate.FromBps(2m), TakerFee = Rate.FromBps(LimitLoop.FeeBps),
    };

    private readonly BarSeries _bars =
        new(market.OpenTime, market.Open, market.High, market.Low, market.Close, market.Volume, market.Count);

    /// <summary>Always in the market, turned by one market order; the ring journal is on.</summary>
    public long Flip() => Run("sma_crossover", [("quantity", "1")], Costs(VenueOptions.Fast), new RingJournal(1024));

    /// <summary>A stop and a target rest beside every position, and order events are rendered as JSON lines in memory.</summary>
    public long Brackets()
    {
        var header = JournalHeader.For(1, Duration.FromMinutes(1), [Contract], JournalScope.Orders);
        using var journal = new JsonlJournal(Stream.Null, header);
        return Run("sma_crossover", [("quantity", "1"), ("stop_atr_mult", "30"), ("target_atr_mult", "60")], Costs(VenueOptions.Fast), journal);
    }

    /// <summary>The default strategy against every realistic model.</summary>
    public long Realistic() => Run(StrategyCatalog.Default, [], VenueOptions.Realistic, journal: null);

    private static VenueOptions Costs(VenueOptions options) => options with
    {
        StartCash = StartCash,
        Leverage = 100,
        Slippage = new SlippageOptions("fixed_bps", LimitLoop.SlippageBps),
        Spread = new SpreadOptions(),
    };

    private long Run(string strategy, (string Key, string Value)[] settings, VenueOptions venue, IEventJournal? journal)
    {
        var parameters = settings.Select(setting => (setting.Key, setting.Value, "benchmark"));
        var options = new EngineOptions
        {
            StartEquity = venue.StartCash, BarInterval = Duration.FromMinutes(1),
            Risk = new RiskOptions { MaxDailyLoss = StartCash, MaxDrawdownPercent = 99m },
        };
        var engine = new TradingEngine(options, [Contract], _ => StrategyCatalog.Create(strategy, new StrategyParameters(parameters)));
        var result = new RunResult
        {
            Instruments = [Contract], Interval = Duration.FromMinutes(1), StartEquity = venue.StartCash, Equity = new EquityCurve(market.Count + 1),
        };
        var feed = new HistoricalFeed(new FeedInput(default, BarInterval.OneMinute, _bars));
        var broker = new SimulatedVenue([Contract], Duration.FromMinutes(1), venue);
        var session = new Session(feed, broker, engine, new RunRecorder(engine, result), journal, new SessionOptions(CloseAtEnd: true));
        session.RunAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult();
        return result.Orders.Count * 1_000_003L ^ (long)result.StateHash;
    }
}
