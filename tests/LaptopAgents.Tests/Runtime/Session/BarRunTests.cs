using CsCheck;
using LaptopAgents.Domain;
using LaptopAgents.Engine;
using LaptopAgents.Runtime;
using LaptopAgents.Simulation;
using LaptopAgents.Storage;
using LaptopAgents.Strategies;
using static LaptopAgents.TestKit.EngineDriver;

namespace LaptopAgents.Tests.Runtime;

/// <summary>Bars that are told many at once against the same bars told one by one: every event, command, hash and fact is the same.</summary>
public sealed class BarRunTests
{
    private static readonly (string Name, (string Key, string Text)[] Settings)[] Traders =
    [
        ("sma_crossover", [("fast", "3"), ("slow", "8"), ("quantity", "0.5")]),
        ("sma_crossover", [("fast", "3"), ("slow", "8"), ("quantity", "0.5"), ("stop_atr_mult", "2"), ("target_atr_mult", "3")]),
        ("buy_and_hold", []),
        ("sweep_invalidation", []),
    ];

    private static readonly VenueOptions[] Venues =
    [
        VenueOptions.Fast,
        VenueOptions.Realistic,
        VenueOptions.Fast with { Leverage = 100, Intrabar = IntrabarMode.Optimistic },
    ];

    [Fact]
    public void Told_at_once_or_one_by_one_bars_mean_the_same() =>
        Gen.Select(Gen.Int[0, int.MaxValue], Gen.Int[1, 700], Gen.Int[0, Traders.Length - 1], Gen.Int[0, Venues.Length - 1], Gen.Int[1, 90])
            .Sample((seed, bars, trader, venue, parts) =>
            {
                var atOnce = Run(seed, bars, Traders[trader], Venues[venue], parts, static feed => feed);
                var single = Run(seed, bars, Traders[trader], Venues[venue], parts, static feed => new OneByOne(feed));
                Assert.Equal(single.Journal, atOnce.Journal);
                Assert.Equal(single.Ring, atOnce.Ring);
                Assert.Equal(single.Result.StateHash, atOnce.Result.StateHash);
                Assert.Equal(single.Result.Bars, atOnce.Result.Bars);
                Assert.Equal(single.Result.Events, atOnce.Result.Events);
                Assert.Equal(single.Result.Trades, atOnce.Result.Trades);
                Assert.Equal(single.Result.Equity.Points(), atOnce.Result.Equity.Points());
            }, iter: 150);

    [Fact]
    public void A_run_ends_at_the_settlement_and_at_the_end_of_its_part()
    {
        var feed = new HistoricalFeed(new FeedInput(default, BarInterval.OneMinute, Parts(Walk(1, 100), 40), FundingAt(Start + Minute * 10)));
        var told = new List<int>();
        var batch = new MarketBatch();
        while (true)
        {
            if (feed.TryPeek(out var run))
            {
                told.Add(run.Count);
                feed.Pass(run.Count);
            }
            else if (feed.TryRead(batch)) told.Add(-batch.Count);
            else break;
        }

        // Nine bars, then the one that closes with the settlement, then the rest of the part, and two parts more.
        Assert.Equal([9, -2, 30, 40, 20], told);
    }

    private static (RunResult Result, string Journal, string[] Ring) Run(
        int seed, int count, (string Name, (string Key, string Text)[] Settings) trader, VenueOptions venue, int part,
        Func<HistoricalFeed, IMarketDataFeed> wrap)
    {
        Instrument[] contracts = [Contract(0)];
        var strategy = StrategyCatalog.Create(
            trader.Name, new StrategyParameters(trader.Settings.Select(setting => (setting.Key, setting.Text, "test"))));
        var risk = new RiskOptions { MaxLeverage = 5m, MaxDailyLoss = M(400m), MaxDrawdownPercent = 30m };
        var engine = new TradingEngine(
            new EngineOptions { StartEquity = M(10_000m), BarInterval = Minute, Risk = risk }, contracts, _ => strategy);
        var result = new RunResult { Instruments = contracts, Interval = Minute, StartEquity = M(10_000m), Equity = new EquityCurve() };
        var feed = new HistoricalFeed(new FeedInput(default, BarInterval.OneMinute, Parts(Walk(seed, count), part), FundingAt(Start + Minute * 480)));
        using var lines = new MemoryStream();
        var ring = new RingJournal();
        using (var journal = new JsonlJournal(lines, JournalHeader.For(1, Minute, contracts, JournalScope.All)))
        {
            var both = new Both(journal, ring);
            var simulated = new SimulatedVenue(contracts, Minute, venue with { StartCash = M(10_000m) });
            var session = new Session(wrap(feed), simulated, engine, new RunRecorder(engine, result), both, new SessionOptions(CloseAtEnd: true));
            session.RunAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult();
        }

        return (result, System.Text.Encoding.UTF8.GetString(lines.ToArray()), [.. ring.Snapshot().Select(entry => entry.ToString())]);
    }

    private static IEnumerable<BarSeries> Parts(BarSeries bars, int size)
    {
        for (var at = 0; at < bars.Count; at += size) yield return bars.Slice(at, Math.Min(size, bars.Count - at));
    }

    private static FundingSeries FundingAt(params Timestamp[] times) => new(
        [.. times.Select(time => time.UnixNanos)], [.. times.Select(_ => Rate.FromBps(1m).Raw)], new long[times.Length]);

    // A walk around 100 on a tick of 0.1, with a gap now and then.
    private static BarSeries Walk(int seed, int count)
    {
        var random = new Random(seed);
        var columns = Enumerable.Range(0, 6).Select(_ => new long[count]).ToArray();
        var (price, time) = (1_000, Start);
        for (var i = 0; i < count; i++)
        {
            var open = price;
            price = Math.Max(10, price + random.Next(-8, 9));
            var (high, low) = (Math.Max(open, price) + random.Next(4), Math.Max(1, Math.Min(open, price) - random.Next(4)));
            columns[0][i] = time.UnixNanos;
            foreach (var (column, value) in new[] { (1, open), (2, high), (3, low), (4, price) }) columns[column][i] = P(value / 10m).Raw;
            columns[5][i] = Q(random.Next(1, 50)).Raw;
            time += Minute * (random.Next(40) == 0 ? random.Next(2, 20) : 1);
        }

        return new BarSeries(columns[0], columns[1], columns[2], columns[3], columns[4], columns[5], count);
    }

    /// <summary>A feed that does not say that it knows its bars ahead.</summary>
    private sealed class OneByOne(IMarketDataFeed inner) : IMarketDataFeed
    {
        public bool TryRead(MarketBatch batch) => inner.TryRead(batch);

        public ValueTask<bool> WaitAsync(CancellationToken cancellation) => inner.WaitAsync(cancellation);
    }

    private sealed class Both(IEventJournal first, IEventJournal second) : IEventJournal
    {
        public void OnEvent(long sequence, in EngineEvent next)
        {
            first.OnEvent(sequence, in next);
            second.OnEvent(sequence, in next);
        }

        public void OnBars(long firstSequence, in BarRun run, int count)
        {
            first.OnBars(firstSequence, in run, count);
            second.OnBars(firstSequence, in run, count);
        }

        public void OnCommand(long sequence, in EngineCommand command, ulong stateHash)
        {
            first.OnCommand(sequence, in command, stateHash);
            second.OnCommand(sequence, in command, stateHash);
        }
    }
}
