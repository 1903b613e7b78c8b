using LaptopAgents.Cli.Composition;
using LaptopAgents.Domain;
using LaptopAgents.Engine;
using LaptopAgents.Runtime.Configuration;
using LaptopAgents.Storage;
using LaptopAgents.TestKit;

namespace LaptopAgents.Tests.Cli.Composition.Paper;

/// <summary>A workspace for paper sessions on part of the demo market, with a strategy that trades every few bars.</summary>
internal sealed class PaperBench : IDisposable
{
    private static readonly string[] Busy =
    [
        "strategy.name=sma_crossover", "strategy.config_file=null", "strategy.params.fast=3", "strategy.params.slow=9", "trading.sizing=fixed_qty",
        "trading.fixed_qty=0.02", "trading.max_daily_loss_usd=null", "engine.min_history_bars=10", "engine.warmup_candles=0",
        "trading.cooldown_bars=0", "trading.max_orders_per_minute=null", "broker.fill_model.fidelity=realistic", "trading.require_stop=false", "trading.rr_min=0",
    ];

    // In memory where the system offers it: hundreds of databases are synced after every turn.
    private readonly string _root = Directory.CreateDirectory(Path.Combine(
        Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), $"la-paper-{Guid.NewGuid():n}")).FullName;

    public List<string> Told { get; } = [];

    public string Root => _root;

    public string Database => Path.Combine(_root, ".workspace", "paper", "broker_state.db");

    public ResolvedConfig Config(params string[] more) => ConfigLoader.Load(new ConfigRequest
    {
        Profile = "paper", WorkingDirectory = _root, Sets = [.. Busy, .. more], RequireSecrets = false,
    });

    public PaperSession Open(IPaperMarket market, bool resume = false, bool startNew = false, IJournalDisk? disk = null, ResolvedConfig? config = null) =>
        PaperSession.Open(config ?? Config(), new PaperRequest(resume, startNew, 0, null), _ => market, TimeProvider.System, Told.Add, folder => disk ?? folder.OpenJournal());

    /// <summary>Runs a session to the end of its market, and returns what it came to.</summary>
    public async Task<Ledger> RunAsync(IPaperMarket market, bool resume = false, IJournalDisk? disk = null)
    {
        using var session = Open(market, resume, disk: disk);
        await session.RunAsync(CancellationToken.None);
        return Ledger.Of(session);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);
}

/// <summary>All that a session did with money, and where its engine ended.</summary>
internal sealed record Ledger(ulong State, Money Equity, long Events, string Fills, string Trades, string Orders)
{
    public static Ledger Of(PaperSession session) => new(
        session.Engine.StateHash, session.Engine.Equity, session.Result.Events, string.Join('\n', session.Result.Fills), string.Join('\n', session.Result.Trades),
        string.Join('\n', session.Result.Orders.Concat(StateKeeper.LiveOrders(session.Engine))));
}

/// <summary>Bars of the demo market from one to another. It stands still while nobody listens, unless bars are said to be missed.</summary>
internal sealed class DemoMarketPart(int bars, int from = 0, int missed = 0) : IPaperMarket
{
    public IReadOnlyList<Instrument> Instruments => [DemoSession.Market.Instrument];

    public string Source => "a part of the demo market";

    public bool IsSynthetic => true;

    public IMarketDataFeed Open(Timestamp after)
    {
        var feed = DemoSession.Feed(bars, from);
        if (missed == 0) return new PacedFeed(feed, 0, TimeProvider.System, after);
        return new Missed(new PacedFeed(feed, 0, TimeProvider.System, after), missed);
    }

    // The first bars that come are those that were missed.
    private sealed class Missed(IMarketDataFeed feed, int count) : IMarketDataFeed
    {
        private readonly Duration _late = Duration.FromMinutes(count);
        private int _left = count;

        public bool TryRead(MarketBatch batch)
        {
            if (!feed.TryRead(batch)) return false;
            if (_left <= 0) return true;
            var events = batch.Events.ToArray();
            batch.Begin(batch.Time);
            foreach (var next in events)
            {
                if (next.Kind != EventKind.BarClose) batch.Add(in next);
                else
                {
                    batch.Add(EngineEvent.OfBar(next.Instrument, next.Time, next.Time + _late, next.Bar, isBackfilled: true));
                    _left--;
                }
            }

            return true;
        }

        public ValueTask<bool> WaitAsync(CancellationToken cancellation) => feed.WaitAsync(cancellation);
    }
}
