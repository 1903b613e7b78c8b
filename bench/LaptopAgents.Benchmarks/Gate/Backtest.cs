using LaptopAgents.Benchmarks.Yardsticks;
using LaptopAgents.Domain;
using LaptopAgents.Engine;
using LaptopAgents.Runtime;
using LaptopAgents.Simulation;
using LaptopAgents.Storage;
using LaptopAgents.Strategies;

namespace LaptopAgents.Benchmarks.Gate;

/// <summary>
/// Whole backtests over bars in memory, made of the parts that the program runs: feed with funding, simulated venue, engine with its
/// risk rules, session, journal and result. The result's memory is used again from run to run, as a sweep does.
/// </summary>
internal sealed class Backtest
{
    // A year of flips with brackets writes a third of it.
    private const int LineBytes = 1 << 26;
    private const long FundingNanos = 28_800_000_000_000;
    private static readonly Duration Minute = Duration.FromMinutes(1);
    private static readonly Money StartEquity = Money.FromDecimal(LimitLoop.StartCash);

    private static readonly Instrument Btc = new Instrument
    {
        Id = new InstrumentId(0), Symbol = "BTCUSDT", TickSize = Price.FromDecimal(0.1m), LotSize = Quantity.FromDecimal(0.001m),
        MinQuantity = Quantity.FromDecimal(0.001m), MakerFee = Rate.FromBps(2m), TakerFee = Rate.FromBps(LimitLoop.FeeBps),
    }.Validated();

    private readonly BarSeries _bars;
    private readonly FundingSeries _funding;
    private readonly RunResult _result;
    private readonly byte[] _lines = new byte[LineBytes];

    public Backtest(ReferenceMarket market)
    {
        _bars = new BarSeries(market.OpenTime, market.Open, market.High, market.Low, market.Close, market.Volume, market.Count);
        _funding = FundingOf(market);
        _result = new RunResult
        {
            Instruments = [Btc], Interval = Minute, StartEquity = StartEquity, Equity = new EquityCurve(market.Count + 1),
        };
    }

    /// <summary>The crossover of the yardsticks: always in the market, turned by one market order.</summary>
    public Outcome Flip() => Run(Strategy("sma_crossover", ("quantity", "1")), VenueOptions.Fast, new RingJournal());

    /// <summary>The same with a stop and a target at the venue beside every position, and the order events as JSON lines in memory.</summary>
    public Outcome Brackets()
    {
        using var lines = new JsonlJournal(new MemoryStream(_lines), JournalHeader.For(1, Minute, [Btc], JournalScope.Orders));
        return Run(
            Strategy("sma_crossover", ("quantity", "1"), ("stop_atr_mult", "30"), ("target_atr_mult", "60")), VenueOptions.Fast, lines);
    }

    /// <summary>The default strategy against the venue of <c>fidelity: realistic</c>.</summary>
    public Outcome DefaultRealistic() => Run(Strategy("sweep_invalidation"), VenueOptions.Realistic, new RingJournal());

    /// <summary>One position held to the end: every bar but the first is a quiet one.</summary>
    public Outcome Hold() => Run(Strategy("buy_and_hold"), VenueOptions.Fast, new RingJournal());

    /// <summary>Bars straight from storage through venue and engine; nothing is kept of them.</summary>
    public static long Stream(IEnumerable<BarSeries> parts)
    {
        using var feed = new HistoricalFeed(new FeedInput(Btc.Id, BarInterval.OneMinute, parts, FundingSeries.Empty));
        var venue = Venue(VenueOptions.Fast);
        var engine = CreateEngine(Strategy("buy_and_hold"));
        var (batch, effects, bars) = (new MarketBatch(), new EffectBuffer(), 0L);
        for (; feed.TryRead(batch); bars++)
        {
            venue.OnMarket(batch);
            while (venue.TryTakeReport(batch.Time, out var report)) Step(in report);
            Step(in batch[0]);
        }

        return bars;

        void Step(in EngineEvent next)
        {
            engine.Step(in next, effects);
            foreach (ref readonly var command in effects.Commands)
                if (command.Kind == CommandKind.Submit) venue.Submit(in command.Submit, next.Time);
            effects.Clear();
        }
    }

    private Outcome Run(IStrategy strategy, VenueOptions options, IEventJournal journal)
    {
        _result.Clear();
        var engine = CreateEngine(strategy);
        var feed = new HistoricalFeed(new FeedInput(Btc.Id, BarInterval.OneMinute, _bars, _funding));
        var session = new Session(feed, Venue(options), engine, new RunRecorder(engine, _result), journal, new SessionOptions(CloseAtEnd: true));
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var run = session.RunAsync(CancellationToken.None);
        if (!run.IsCompletedSuccessfully) throw new InvalidOperationException("A backtest waits for nothing.");
        run.GetAwaiter().GetResult();
        return new Outcome(_result.Orders.Count, (long)_result.StateHash, GC.GetAllocatedBytesForCurrentThread() - allocated);
    }

    private static SimulatedVenue Venue(VenueOptions options) => new([Btc], Minute, options with { StartCash = StartEquity, Leverage = 100 });

    private static IStrategy Strategy(string name, params (string Key, string Text)[] settings) =>
        StrategyCatalog.Create(name, new StrategyParameters(settings.Select(setting => (setting.Key, setting.Text, "benchmark"))));

    private static TradingEngine CreateEngine(IStrategy strategy)
    {
        var risk = new RiskOptions { MaxLeverage = 5m, MaxDailyLoss = Money.FromDecimal(50_000_000m), MaxDrawdownPercent = 90m };
        return new TradingEngine(
            new EngineOptions { StartEquity = StartEquity, BarInterval = Minute, Risk = risk, Sizing = new SizingOptions { RiskPercent = 0.1m } },
            [Btc], _ => strategy);
    }

    private static FundingSeries FundingOf(ReferenceMarket market)
    {
        var times = new List<long>();
        for (var time = market.OpenTime[0] + FundingNanos; time < market.OpenTime[^1]; time += FundingNanos) times.Add(time);
        var rates = new long[times.Count];
        Array.Fill(rates, Rate.FromBps(1m).Raw);
        return new FundingSeries([.. times], rates, new long[times.Count]);
    }

    /// <param name="Checksum">Fingerprint of all that the engine went through.</param>
    /// <param name="BytesInRun">Allocated from the first bar to the last, what its result grew by included.</param>
    internal readonly record struct Outcome(int Orders, long Checksum, long BytesInRun);
}
