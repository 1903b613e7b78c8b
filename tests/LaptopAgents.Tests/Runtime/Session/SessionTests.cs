using LaptopAgents.Domain;
using LaptopAgents.Engine;
using LaptopAgents.Runtime;
using LaptopAgents.Simulation;
using LaptopAgents.TestKit;
using static LaptopAgents.TestKit.EngineDriver;

namespace LaptopAgents.Tests.Runtime;

public sealed class SessionTests
{
    private readonly List<string> _log = [];
    private readonly List<ScriptedStrategy> _strategies = [];

    [Fact]
    public async Task The_broker_sees_an_instant_first_then_its_reports_then_the_engine_the_events()
    {
        var broker = new RecordingBroker(_log);
        broker.Report(Report(At(1) - Duration.FromSeconds(30)));
        broker.Report(Report(At(1) - Duration.FromSeconds(10)));
        broker.Report(Report(At(1) + Duration.FromSeconds(1)));
        var feed = Bars(100m, 100m);
        var session = Make(feed, broker, out _, journal: new LoggingJournal(_log), closeAtEnd: false);
        _strategies[0].Want(EnterMarket(Side.Buy, 1m));
        await session.RunAsync(CancellationToken.None);
        Assert.Equal(
            [
                "market 2025-01-01T00:01:00.000Z",
                "1 ExecutionReport 2025-01-01T00:00:30.000Z",
                "2 ExecutionReport 2025-01-01T00:00:50.000Z",
                "3 BarClose 2025-01-01T00:01:00.000Z",
                "command 3",
                "submit Entry 2025-01-01T00:01:00.000Z",
                "market 2025-01-01T00:02:00.000Z",
                "4 ExecutionReport 2025-01-01T00:01:01.000Z",
                "5 BarClose 2025-01-01T00:02:00.000Z",
                "finish 2025-01-01T00:02:00.000Z",
            ],
            _log);
    }

    [Fact]
    public async Task Open_positions_are_closed_at_the_end_so_that_the_trades_explain_the_account()
    {
        var feed = Bars(100m, 101m, 102m);
        feed.Reading = place => { if (place == 0) _strategies[0].Want(EnterMarket(Side.Buy, 1m, stop: 50m)); };
        var result = await RunOnVenue(feed);
        var trade = Assert.Single(result.Trades);
        Assert.Equal(OrderPurpose.EndOfRun, trade.ExitPurpose);
        Assert.Equal(result.EndEquity, result.StartEquity + trade.NetPnl);
        Assert.Equal(result.EndCash, result.EndEquity);
        Assert.False(result.IsPartial);
        Assert.All(result.Orders, order => Assert.True(OrderTransitions.IsTerminal(order.Status)));
    }

    [Fact]
    public async Task An_entry_decided_on_the_last_bar_does_not_stay_open()
    {
        var feed = Bars(100m, 101m, 102m);
        feed.Reading = place => { if (place == 2) _strategies[0].Want(EnterMarket(Side.Buy, 1m, stop: 50m)); };
        var result = await RunOnVenue(feed);
        Assert.Equal(result.EndCash, result.EndEquity);
        Assert.Equal(result.EndEquity, result.Trades.Aggregate(result.StartEquity, (sum, trade) => sum + trade.NetPnl));
        Assert.All(result.Orders, order => Assert.True(OrderTransitions.IsTerminal(order.Status)));
    }

    [Fact]
    public async Task Equity_is_a_point_a_bar_and_the_last_point_is_the_end()
    {
        var feed = Bars(100m, 100m, 110m);
        feed.Reading = place => { if (place == 0) _strategies[0].Want(EnterMarket(Side.Buy, 2m)); };
        var result = await RunOnVenue(feed);
        EquityPoint[] points = [.. result.Equity.Points()];
        Assert.Equal([At(1), At(2), At(3)], points.Select(point => point.Time));
        Assert.Equal([0m, 2m, 0m], points.Select(point => point.Position.ToDecimal()));
        // Bought at 100 with a fee of 0.06 %, sold at 110 with the same.
        Assert.Equal([M(10_000m), M(9_999.88m), M(10_000m + 20m - 0.12m - 0.132m)], points.Select(point => point.Equity));
        Assert.Equal(result.EndEquity, points[^1].Equity);
        Assert.Equal((3L, At(1), At(3)), (result.Bars, result.From, result.To));
    }

    [Fact]
    public async Task A_stop_in_the_middle_leaves_a_whole_result_marked_as_partial()
    {
        using var stop = new CancellationTokenSource();
        var feed = Bars([.. Enumerable.Repeat(100m, 5_000)]);
        feed.Reading = place =>
        {
            if (place == 0) _strategies[0].Want(EnterMarket(Side.Buy, 1m));
            if (place == 2) stop.Cancel();
        };
        var result = await RunOnVenue(feed, cancellation: stop.Token);
        Assert.True(result.IsPartial);

        // The wish to stop is looked at once in about a thousand instants.
        Assert.InRange(result.Bars, 3, 2_000);
        Assert.Equal(At((int)result.Bars), result.To);
        Assert.Equal(result.EndEquity, result.StartEquity + Assert.Single(result.Trades).NetPnl);
    }

    [Fact]
    public async Task A_stop_while_waiting_for_the_market_leaves_a_whole_result_too()
    {
        using var stop = new CancellationTokenSource();
        var feed = new ScriptedFeed { NeverEnds = true }.Add(At(1), BarAt(Start, 100m, 100m, 100m, 100m))
            .Add(At(2), BarAt(At(1), 100m, 100m, 100m, 100m));
        feed.Reading = place =>
        {
            if (place == 0) _strategies[0].Want(EnterMarket(Side.Buy, 1m));
        };
        var run = RunOnVenue(feed, cancellation: stop.Token);
        Assert.False(run.IsCompleted);
        await stop.CancelAsync();
        var result = await run;
        Assert.True(result.IsPartial);
        Assert.Single(result.Trades);
    }

    [Fact]
    public async Task A_stop_after_the_last_instant_has_stopped_nothing()
    {
        using var stop = new CancellationTokenSource();
        var feed = new EndingFeed(Bars(100m, 101m), stop);
        var result = await RunOnVenue(feed, cancellation: stop.Token);
        Assert.False(result.IsPartial);
        Assert.Equal(2, result.Bars);
    }

    [Fact]
    public async Task A_feed_without_anything_gives_an_empty_result()
    {
        var result = await RunOnVenue(new ScriptedFeed());
        Assert.Equal((0L, 0), (result.Bars, result.Equity.Count));
        Assert.Equal(result.StartEquity, result.EndEquity);
    }

    [Fact]
    public async Task Several_symbols_share_an_instant_and_an_account()
    {
        var feed = new ScriptedFeed();
        for (var i = 0; i < 3; i++)
        {
            var opened = At(i);
            feed.Add(At(i + 1), BarAt(opened, 100m, 100m, 100m, 100m + i), BarAt(opened, 50m, 50m, 50m, 50m - i, instrument: 1));
        }

        feed.Reading = place =>
        {
            if (place != 0) return;
            _strategies[0].Want(EnterMarket(Side.Buy, 1m));
            _strategies[1].Want(EnterMarket(Side.Sell, 1m));
        };
        var result = await RunOnVenue(feed, instruments: 2);
        Assert.Equal(6, result.Bars);
        Assert.Equal([At(1), At(2), At(3)], result.Equity.Points().Select(point => point.Time));
        Assert.Equal([0, 1], result.Trades.Select(trade => trade.Instrument.Index).Order());
        Assert.Equal(result.EndEquity, result.Trades.Aggregate(result.StartEquity, (sum, trade) => sum + trade.NetPnl));
    }

    [Fact]
    public async Task A_fill_that_its_cancel_overtook_stands_in_the_orders_as_in_the_fills()
    {
        var id = new ClientOrderId(1, 1);
        var broker = new RecordingBroker(_log);
        var fill = new ExecutionReport
        {
            Kind = ExecutionKind.Filled, OrderId = id, Side = Side.Buy, LastPrice = P(100m), ReferencePrice = P(100m), Fee = M(0.1m),
        };
        Tell(70, new ExecutionReport { Kind = ExecutionKind.Accepted, OrderId = id, LeavesQuantity = Q(3m) });
        Tell(80, new ExecutionReport { Kind = ExecutionKind.Canceled, OrderId = id });
        Tell(90, fill with { FillId = 1, LastQuantity = Q(1m), LeavesQuantity = Q(2m) });
        Tell(130, fill with { FillId = 2, LastQuantity = Q(2m) });
        var session = Make(Bars(100m, 100m, 100m), broker, out var result, journal: null, closeAtEnd: false);
        _strategies[0].Want(EnterLimit(Side.Buy, 100m, 3m));
        await session.RunAsync(CancellationToken.None);
        var order = Assert.Single(result.Orders);
        Assert.Equal((OrderStatus.Filled, OrderReason.None), (order.Status, order.Reason));
        Assert.Equal((Q(3m), M(300m), M(0.2m)), (order.FilledQuantity, order.FilledNotional, order.Fees));
        Assert.Equal(Start + Duration.FromSeconds(130), order.ClosedTime);
        Assert.Equal(result.Fills.Sum(f => f.Quantity.ToDecimal()), order.FilledQuantity.ToDecimal());

        void Tell(int second, in ExecutionReport report) =>
            broker.Report(EngineEvent.OfReport(default, Start + Duration.FromSeconds(second), in report));
    }

    [Fact]
    public async Task A_late_part_of_a_canceled_order_leaves_it_canceled()
    {
        var id = new ClientOrderId(1, 1);
        var broker = new RecordingBroker(_log);
        var canceled = new ExecutionReport { Kind = ExecutionKind.Canceled, OrderId = id, Reason = OrderReason.TimeInForceEnded };
        var fill = new ExecutionReport
        {
            Kind = ExecutionKind.Filled, OrderId = id, FillId = 1, LastPrice = P(100m), LastQuantity = Q(1m), LeavesQuantity = Q(2m),
        };
        broker.Report(EngineEvent.OfReport(default, Start + Duration.FromSeconds(80), in canceled));
        broker.Report(EngineEvent.OfReport(default, Start + Duration.FromSeconds(90), in fill));
        var session = Make(Bars(100m, 100m), broker, out var result, journal: null, closeAtEnd: false);
        _strategies[0].Want(EnterLimit(Side.Buy, 100m, 3m));
        await session.RunAsync(CancellationToken.None);
        var order = Assert.Single(result.Orders);
        Assert.Equal((OrderStatus.Canceled, OrderReason.TimeInForceEnded, Q(1m)), (order.Status, order.Reason, order.FilledQuantity));
    }

    [Fact]
    public async Task The_book_is_not_told_to_the_engine_and_the_run_begins_with_it_all_the_same()
    {
        var level = EngineEvent.OfBookLevel(default, At(0), At(0), new BookLevelChange(Side.Buy, P(99m), Q(1m), true, true));
        var feed = new ScriptedFeed().Add(At(0), level).Add(At(1), BarAt(Start, 100m, 100m, 100m, 100m));
        var session = Make(feed, new RecordingBroker(_log), out var result, new LoggingJournal(_log), closeAtEnd: false);
        await session.RunAsync(CancellationToken.None);
        Assert.DoesNotContain(_log, line => line.Contains("BookLevel", StringComparison.Ordinal));
        Assert.Equal(At(0), result.From);
    }

    private static Timestamp At(int minute) => Start + Minute * minute;

    private static ScriptedFeed Bars(params decimal[] prices)
    {
        var feed = new ScriptedFeed();
        for (var i = 0; i < prices.Length; i++) feed.Add(At(i + 1), BarAt(At(i), prices[i], prices[i], prices[i], prices[i]));
        return feed;
    }

    private static EngineEvent Report(Timestamp time) =>
        EngineEvent.OfReport(default, time, new ExecutionReport { Kind = ExecutionKind.Accepted, OrderId = new ClientOrderId(9, 9) });

    private async Task<RunResult> RunOnVenue(IMarketDataFeed feed, int instruments = 1, CancellationToken cancellation = default)
    {
        Instrument[] contracts = [.. Enumerable.Range(0, instruments).Select(Contract)];
        var venue = new SimulatedVenue(contracts, Minute, new VenueOptions { StartCash = M(10_000m) });
        var session = Make(feed, venue, out var result, journal: null, closeAtEnd: true, instruments);
        await session.RunAsync(cancellation);
        return result;
    }

    private Session Make(IMarketDataFeed feed, IBroker broker, out RunResult result, IEventJournal? journal, bool closeAtEnd,
        int instruments = 1)
    {
        Instrument[] contracts = [.. Enumerable.Range(0, instruments).Select(Contract)];
        var engine = new TradingEngine(Options(), contracts, instrument =>
        {
            var strategy = new ScriptedStrategy(instrument);
            _strategies.Add(strategy);
            return strategy;
        });
        result = new RunResult { Instruments = contracts, Interval = Minute, StartEquity = M(10_000m), Equity = new EquityCurve() };
        return new Session(feed, broker, engine, new RunRecorder(engine, result), journal, new SessionOptions(closeAtEnd));
    }

    private sealed class LoggingJournal(List<string> log) : IEventJournal
    {
        public void OnEvent(long sequence, in EngineEvent next) => log.Add($"{sequence} {next.Kind} {next.Time}");

        public void OnCommand(long sequence, in EngineCommand command, ulong stateHash) => log.Add($"command {sequence}");
    }

    /// <summary>Is stopped at the very moment at which it has said that it ended.</summary>
    private sealed class EndingFeed(IMarketDataFeed inner, CancellationTokenSource stop) : IMarketDataFeed
    {
        public bool TryRead(MarketBatch batch) => inner.TryRead(batch);

        public async ValueTask<bool> WaitAsync(CancellationToken cancellation)
        {
            var more = await inner.WaitAsync(cancellation);
            await stop.CancelAsync();
            return more;
        }
    }
}
