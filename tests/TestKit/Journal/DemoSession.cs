using LaptopAgents.Domain;
using LaptopAgents.Engine;
using LaptopAgents.Runtime;
using LaptopAgents.Simulation;
using LaptopAgents.Storage;
using LaptopAgents.Strategies;

namespace LaptopAgents.TestKit;

/// <summary>A session on the shipped synthetic market with the simulated venue, put together by hand and recorded.</summary>
internal sealed class DemoSession
{
    private static readonly Duration Minute = Duration.FromMinutes(1);
    private static readonly Lazy<MarketDataSet> Demo = new(() =>
    {
        var catalog = DataCatalog.Open(Path.Combine(AppContext.BaseDirectory, "data", "demo"));
        var (from, _) = catalog.Range("BTCUSDT", BarInterval.OneMinute);
        return catalog.Load("BTCUSDT", BarInterval.OneMinute, from, from + Duration.FromMinutes(4 * 1440), new InstrumentId(0));
    });

    private DemoSession(VenueOptions? options, string strategy)
    {
        Strategy = strategy;
        var facts = Facts();
        Header = JournalHeader.For(7, Minute, facts.Instruments, JournalScope.All) with { Facts = facts };
        Venue = new SimulatedVenue(facts.Instruments, Minute, options ?? VenueOptions.Realistic with { Latency = LatencyOptions.Typical });
        Engine = NewEngine(strategy);
        Result = NewResult();
    }

    public string Strategy { get; }

    public JournalHeader Header { get; }

    public SimulatedVenue Venue { get; }

    public TradingEngine Engine { get; }

    public RunResult Result { get; }

    public static MarketDataSet Market => Demo.Value;

    public static DemoSession New(VenueOptions? options = null, string strategy = "sma_crossover") => new(options, strategy);

    public static TradingEngine NewEngine(string strategy = "sma_crossover") => new(
        new EngineOptions
        {
            SessionId = 7, StartEquity = Money.FromDecimal(10_000), BarInterval = Minute,
            Risk = new RiskOptions { MaxLeverage = 5m, MaxDailyLoss = Money.FromDecimal(200m) },
            Positions = new PositionOptions { TrailingEnabled = true, MaxBarsOpen = 90, CooldownBars = 2 },
        },
        [Market.Instrument],
        _ => StrategyCatalog.Create(strategy, [], new StrategyParameters([])));

    public static RunResult NewResult() => new()
    {
        Instruments = [Market.Instrument], Interval = Minute, StartEquity = Money.FromDecimal(10_000), Equity = new EquityCurve(),
    };

    /// <summary>The market's bars and settlements from one bar on.</summary>
    public static IMarketDataFeed Feed(int bars, int from = 0)
    {
        var set = Market;
        var part = set.Bars.Between(set.Bars.OpenTime(from), set.Bars.OpenTime(from) + Minute * bars);
        return new HistoricalFeed(new FeedInput(set.Instrument.Id, BarInterval.OneMinute, part, set.Funding.Between(part.OpenTime(0), part.OpenTime(part.Count - 1) + Minute)));
    }

    /// <summary>Runs and records; the journal is left as a stop leaves it.</summary>
    public async Task<DemoSession> RecordAsync(IJournalDisk disk, IMarketDataFeed feed, JournalOptions? options = null, bool stops = true)
    {
        using var journal = SessionJournal.Create(disk, Header, options ?? new JournalOptions(), () => Engine.StateHash, TimeProvider.System);
        var recorded = new RecordedFeed(feed, journal);
        var session = new Session(recorded, Venue, Engine, new RunRecorder(Engine, Result), journal, new SessionOptions(CloseAtEnd: false, CanGoOn: true));
        await session.RunAsync(CancellationToken.None);
        recorded.EndTurn();
        if (stops) journal.Stop(session.Now);
        return this;
    }

    /// <summary>Replays a journal; the recorder's result is returned with what the replay saw.</summary>
    public static async Task<(JournalReplay Replay, RunResult Result, TradingEngine Engine)> ReplayAsync(IJournalDisk disk, string strategy = "sma_crossover")
    {
        using var groups = new JournalGroups(JournalTail.Open(disk));
        var engine = NewEngine(strategy);
        var replay = new JournalReplay(groups, () => engine.StateHash);
        var result = NewResult();
        var session = new Session(replay, new ReplayBroker(replay), engine, new RunRecorder(engine, result), replay, new SessionOptions(false, CanGoOn: true));
        await session.RunAsync(CancellationToken.None);
        return (replay, result, engine);
    }

    private static SessionFacts Facts() => new()
    {
        Id = "paper_test", Mode = "paper", Created = Market.From, Config = "meta:\n  version: 1\n", ConfigHash = new string('0', 64),
        Build = new EngineBuild("test", [("LaptopAgents.Engine", Guid.Empty)]), FirstOrder = 1, StartEquity = Money.FromDecimal(10_000),
        Instruments = [Market.Instrument], IsSynthetic = true,
    };
}
