using LaptopAgents.Bitunix;
using LaptopAgents.Domain;
using LaptopAgents.Engine;
using LaptopAgents.ExchangeSimulator;
using LaptopAgents.Storage;

namespace LaptopAgents.Tests.Bitunix.Broker;

/// <summary>The broker against the exchange simulator over loopback, and a ledger that takes its reports as the engine would.</summary>
internal sealed class BrokerBed : IAsyncDisposable, IBrokerObserver
{
    private readonly HttpClientExchange _transport = new();
    private readonly HttpClientExchange _auditTransport = new();
    private readonly List<BrokerFinding> _findings = [];
    private long _sequence;

    private BrokerBed(ExchangeHost host, ReduceForm form, Func<BrokerOptions, BrokerOptions>? change)
    {
        Host = host;
        var hosts = BitunixHosts.For(host.Uri.AbsoluteUri);
        var key = new BitunixCredentials("brokerKey", "brokerSecret");
        var options = new BrokerOptions
        {
            Instruments = [Contract], ReduceForm = form, Tick = TimeSpan.FromMilliseconds(20), PollInterval = TimeSpan.FromSeconds(2), FirstQuery = TimeSpan.FromMilliseconds(50),
            GiveUpAfter = TimeSpan.FromSeconds(3), Patience = TimeSpan.FromSeconds(1), BeforeSend = (_, id) =>
            {
                lock (Intents) Intents.Add(id);
                return ValueTask.CompletedTask;
            },
        };
        var rest = new BitunixRest(_transport, hosts, TimeProvider.System, key, new RestOptions { Timeout = TimeSpan.FromMilliseconds(600), Attempts = 2 });
        Audit = new BitunixRest(_auditTransport, hosts, TimeProvider.System, key);
        Broker = new BitunixBroker(rest, new ClientWebSocketFactory(), hosts, key, change?.Invoke(options) ?? options, TimeProvider.System, this);
    }

    public static Instrument Contract { get; } = InstrumentCatalog.TryGet("BTCUSDT", default, out var contract) ? contract! : throw new InvalidOperationException("The catalog knows BTCUSDT.");

    public ExchangeHost Host { get; }

    public BitunixBroker Broker { get; }

    /// <summary>A second client of the same account, that shares no state with the broker.</summary>
    public BitunixRest Audit { get; }

    public BrokerLedger Ledger { get; } = new();

    public List<string> Intents { get; } = [];

    public List<BrokerFinding> Findings
    {
        get
        {
            lock (_findings) return [.. _findings];
        }
    }

    public static async Task<BrokerBed> StartAsync(ReduceForm form = ReduceForm.OppositeThenClose, Action<Quirks>? quirks = null, bool start = true, Func<BrokerOptions, BrokerOptions>? change = null, ulong seed = 1)
    {
        var builder = new BarSeriesBuilder(64);
        var open = Timestamp.FromDateTime(new(2025, 3, 3, 0, 0, 0, DateTimeKind.Utc));
        for (var i = 0; i < 60; i++)
        {
            var price = 60_000m + (i % 7 - 3) * 20m;
            builder.Add(new Bar(open + Duration.FromMinutes(i), Price.FromDecimal(price), Price.FromDecimal(price + 40m), Price.FromDecimal(price - 40m), Price.FromDecimal(price), Quantity.FromDecimal(50m)));
        }

        var bars = builder.ToSeries();
        var habits = new Quirks { PositionVisibleAfterMs = 0 };
        quirks?.Invoke(habits);
        var host = await ExchangeHost.StartAsync(new ExchangeOptions
        {
            Instruments = [Contract], Feed = () => new HistoricalFeed(new FeedInput(default, BarInterval.OneMinute, bars, null)), Speed = 0, Seed = seed,
            Accounts = [new AccountOptions { Name = "broker", ApiKey = "brokerKey", Secret = "brokerSecret", Balance = Money.FromDecimal(100_000m), Leverage = 10 }],
            Quirks = habits, Limits = new ExchangeLimits { HoldsRest = false },
        });
        host.Admin.Step(Duration.FromMinutes(5));
        var bed = new BrokerBed(host, form, change);
        if (!start) return bed;
        await bed.Broker.StartAsync(TestContext.Current.CancellationToken);
        await bed.UntilAsync(() => bed.Broker.IsStreaming, "the stream opens");
        return bed;
    }

    public SubmitOrder Order(Side side, decimal quantity, decimal? limit = null) => new()
    {
        Id = NextId(), Instrument = default, Side = side, Type = limit is null ? OrderType.Market : OrderType.Limit, Quantity = Quantity.FromDecimal(quantity),
        LimitPrice = limit is { } price ? Price.FromDecimal(price) : default,
    };

    public BracketLeg Leg(decimal price) => new(NextId(), Price.FromDecimal(price));

    public ClientOrderId Send(SubmitOrder order)
    {
        Ledger.Sent(in order);
        Broker.Submit(new RiskApproved<SubmitOrder>(in order), default);
        return order.Id;
    }

    public void Cancel(ClientOrderId id)
    {
        Ledger.CancelAsked(id);
        Broker.Cancel(new RiskApproved<CancelOrder>(new CancelOrder(id, default)), default);
    }

    public void Modify(ModifyOrder change) => Broker.Modify(new RiskApproved<ModifyOrder>(in change), default);

    public OrderStatus StatusOf(ClientOrderId id)
    {
        Pump();
        return Ledger.StatusOf(id);
    }

    public void Pump()
    {
        while (Broker.TryTakeReport(Timestamp.MaxValue, out var report)) Ledger.Take(in report);
    }

    public async Task UntilAsync(Func<bool> done, string what, double seconds = 15)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!done())
        {
            Pump();
            if (Broker.Running.IsFaulted) await Broker.Running;
            Assert.True(TimeProvider.System.GetElapsedTime(started).TotalSeconds < seconds, $"{what}: not within {seconds} s. {Ledger} {string.Join(" | ", Findings.TakeLast(12).Select(finding => $"{finding.Kind} {finding.Text}"))}");
            await Task.Delay(10);
        }
    }

    public Task UntilAsync(ClientOrderId id, OrderStatus status) => UntilAsync(() => StatusOf(id) == status, $"order {id} becomes {status}");

    /// <summary>Waits until nothing is open, and holds both sides against each other with the second client.</summary>
    public async Task AssertEqualAsync(string context = "", double seconds = 30)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var both = await Broker.ReconcileAsync(TestContext.Current.CancellationToken);
            Pump();
            if (both.IsClean(new Money(1000))) break;
            Assert.True(TimeProvider.System.GetElapsedTime(started).TotalSeconds < seconds, $"{context} not clean: {both} {string.Join(", ", both.Positions)} {Ledger} {string.Join(" | ", Findings.TakeLast(12).Select(finding => $"{finding.Kind} {finding.Text}"))}");
        }

        var stop = TestContext.Current.CancellationToken;
        var positions = (await Audit.Account.PositionsAsync(null, stop)).Value;
        var orders = (await Audit.Account.PendingOrdersAsync(new HistoryQuery(), stop)).Value.Rows;
        var trades = (await Audit.Account.TradeHistoryAsync(new HistoryQuery(), stop)).Value;
        Assert.True(Ledger.Position.Quantity == (positions.Count == 0 ? Quantity.Zero : positions[0].Signed), $"{context} position {Ledger}");
        Assert.True(Ledger.Live.Order().SequenceEqual(orders.Select(row => row.ClientId).Order()), $"{context} orders {string.Join(',', orders.Select(row => row.ClientId))} {Ledger}");
        Assert.True(trades.Total == Ledger.Fills, $"{context} fills {trades.Total} {Ledger}");
        Assert.True((Host.Admin.Wallet("broker") - Money.FromDecimal(100_000m) - Ledger.Cash).Abs().Raw <= 1000, $"{context} cash {Host.Admin.Wallet("broker")} {Ledger}");
    }

    public void OnFinding(BrokerFinding finding)
    {
        lock (_findings) _findings.Add(finding);
    }

    public async ValueTask DisposeAsync()
    {
        await Broker.DisposeAsync();
        await Host.DisposeAsync();
        _transport.Dispose();
        _auditTransport.Dispose();
    }

    private ClientOrderId NextId() => new(0xbed, ++_sequence);
}
