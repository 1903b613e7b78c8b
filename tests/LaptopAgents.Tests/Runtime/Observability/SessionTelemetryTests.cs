using System.Diagnostics;
using LaptopAgents.Domain;
using LaptopAgents.Engine;
using LaptopAgents.Runtime.Observability;
using LaptopAgents.TestKit;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using static LaptopAgents.TestKit.EngineDriver;

namespace LaptopAgents.Tests.Runtime.Observability;

public sealed class SessionTelemetryTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2025, 1, 1, 0, 10, 0, TimeSpan.Zero));

    [Fact]
    public async Task A_snapshot_shows_the_account_the_position_and_the_newest_price()
    {
        var watched = new WatchedSession(_time).Bars(100m, 100m, 110m);
        watched.Strategy.Next.Add(EnterMarket(Side.Buy, 2m, stop: 50m));
        var snapshot = await watched.RunAsync();
        var view = Assert.Single(snapshot.Instruments);
        Assert.Equal((P(110m), 3L), (view.Price, view.Bars));
        Assert.Equal(watched.Engine.Equity, snapshot.Account.Equity);
        Assert.Equal(watched.Engine.Position(default), view.Position);
        Assert.Equal(view.Position.UnrealisedAt(P(110m)), view.Unrealised);
        Assert.Equal((watched.Engine.StateHash, watched.Result.Events), (snapshot.StateHash, snapshot.Events));
        Assert.Equal(watched.Engine.Equity - watched.Result.StartEquity, snapshot.Account.Today);
    }

    [Fact]
    public async Task The_last_turn_is_seen_before_the_feed_waits_for_more()
    {
        var watched = new WatchedSession(_time, new ScriptedFeed { NeverEnds = true }).Bars(100m, 105m);
        using var stop = new CancellationTokenSource();
        var run = watched.Session.RunAsync(stop.Token);
        var snapshot = watched.Telemetry.Read();
        Assert.Equal((SessionActivity.Waiting, P(105m), 2L), (snapshot.Activity, snapshot.Instruments[0].Price, snapshot.Events));
        await stop.CancelAsync();
        await run;
    }

    [Fact]
    public async Task A_loop_that_is_caught_in_a_turn_shows_since_when()
    {
        var watched = new WatchedSession(_time).Bars(100m);
        using var reached = new ManualResetEventSlim();
        using var release = new ManualResetEventSlim();
        watched.Strategy.OnBarHook = () =>
        {
            reached.Set();
            release.Wait();
        };
        var run = Task.Run(() => watched.Session.RunAsync(CancellationToken.None).AsTask());
        reached.Wait();
        _time.Advance(TimeSpan.FromSeconds(30));
        var snapshot = watched.Telemetry.Read();
        Assert.Equal(SessionActivity.Working, snapshot.Activity);
        Assert.Equal(Duration.FromSeconds(30), snapshot.WorkingFor);
        release.Set();
        await run;
        Assert.Equal(SessionActivity.Waiting, watched.Telemetry.Read().Activity);
    }

    [Fact]
    public async Task The_age_of_data_is_how_late_it_came_and_how_long_ago()
    {
        var watched = new WatchedSession(_time);
        Assert.Null(watched.Telemetry.Read().DataAge);
        var time = Start + Minute;
        watched.Feed.Add(time, EngineEvent.OfQuote(default, time, time + Duration.FromSeconds(2), new Quote(P(99m), Q(1m), P(101m), Q(1m))));
        await watched.Session.RunAsync(CancellationToken.None);
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(Duration.FromSeconds(7), watched.Telemetry.Read().DataAge);
    }

    [Fact]
    public async Task From_bar_to_fill_to_trade_everything_carries_one_id()
    {
        var watched = new WatchedSession(_time).Bars(100m, 100m, 100m, 90m, 90m);
        watched.Strategy.Next.Add(EnterMarket(Side.Buy, 1m, stop: 95m, target: 200m));
        var snapshot = await watched.RunAsync();
        var bar = watched.Log.Of("bar_closed").First()["CorrelationId"];
        Assert.Equal("e1", bar);
        Assert.Equal(bar, Assert.Single(watched.Log.Of("order_submitted"))["CorrelationId"]);
        var fills = watched.Log.Of("order_filled").ToList();
        Assert.Equal(["entry", "stop_loss"], fills.Select(fill => (string)fill["Purpose"]!));
        Assert.All(fills, fill => Assert.Equal((bar, "LONG"), (fill["CorrelationId"], fill["Side"])));
        Assert.Equal(bar, Assert.Single(watched.Log.Of("trade_closed"))["TradeId"]);
        Assert.Equal((3L, 2L, 1L), (snapshot.Counts.Submitted, snapshot.Counts.Filled, snapshot.Counts.Trades));
        Assert.Equal(1, snapshot.FillLatency.Count);
    }

    [Fact]
    public async Task A_denial_is_told_with_its_reason_and_a_quiet_bar_with_the_strategys()
    {
        var options = Options(new RiskOptions { MaxLeverage = 100m, RequireStop = true, MinRewardToRisk = 0m });
        var watched = new WatchedSession(_time, options: options).Bars(100m, 100m, 100m);
        watched.Strategy.Next.Add(EnterMarket(Side.Buy));
        var snapshot = await watched.RunAsync();
        Assert.Equal("missing_stop", Assert.Single(watched.Log.Of("order_denied"))["Reason"]);
        var denial = Assert.Single(snapshot.Decisions, decision => decision.Kind == DecisionKind.Denied);
        Assert.Contains("missing_stop", denial.Text, StringComparison.Ordinal);
        Assert.Equal("e1", denial.CorrelationId);
        Assert.Equal(1, snapshot.Counts.Denied);
        Assert.Equal(("no signal", 3L), (snapshot.Instruments[0].Block, snapshot.Instruments[0].Blocks[0].Count));
    }

    [Fact]
    public async Task While_history_is_short_the_reason_is_the_warm_up()
    {
        var watched = new WatchedSession(_time, options: Options() with { WarmupBars = 3 }).Bars(100m, 100m);
        var snapshot = await watched.RunAsync();
        Assert.Equal("warming up", snapshot.Instruments[0].Block);
    }

    [Fact]
    public async Task Live_orders_and_a_change_of_the_trading_state_are_seen()
    {
        var watched = new WatchedSession(_time).Bars(100m, 100m);
        watched.Strategy.Next.Add(EnterLimit(Side.Buy, limit: 50m, quantity: 1m));
        watched.Feed.Add(Start + Minute * 3, EngineEvent.OfCommand(Start + Minute * 3, OperatorCommand.Reduce));
        watched.Feed.Reading = place =>
        {
            if (place == 2) Assert.Equal(OrderType.Limit, Assert.Single(watched.Telemetry.Read().Orders).Type);
        };
        var snapshot = await watched.RunAsync();
        Assert.Equal(TradingState.Reducing, snapshot.TradingState);
        Assert.Equal("reducing", Assert.Single(watched.Log.Of("trading_state"))["TradingState"]);
        Assert.Contains(snapshot.Decisions, decision => decision.Kind == DecisionKind.Operator);
    }

    [Fact]
    public async Task The_journal_behind_it_is_told_everything_first_and_in_order()
    {
        var journal = new SequenceJournal();
        var watched = new WatchedSession(_time, journal: journal).Bars(100m, 100m, 100m);
        watched.Strategy.Next.Add(EnterMarket(Side.Buy, 1m));
        await watched.RunAsync();
        Assert.Equal(Enumerable.Range(1, (int)watched.Result.Events).Select(i => (long)i), journal.Events);
        Assert.Equal([1L], journal.Commands);
        IEventJournal telemetry = watched.Telemetry;
        var before = journal.Syncs;
        telemetry.BeforeSend();
        Assert.Equal(before + 1, journal.Syncs);
    }

    [Fact]
    public async Task A_log_that_throws_does_not_harm_the_session()
    {
        var watched = new WatchedSession(_time).Bars(100m, 100m);
        watched.Strategy.Next.Add(EnterMarket(Side.Buy, 1m));
        watched.Log.IsBroken = true;
        await watched.RunAsync();
        Assert.Equal(1m, watched.Engine.Position(default).Quantity.ToDecimal());
    }

    [Fact]
    public async Task A_reader_on_another_thread_never_sees_figures_that_do_not_belong_together()
    {
        var board = new TelemetryBoard(2);
        using var stop = new CancellationTokenSource();
        var writer = Task.Run(() =>
        {
            var rows = new InstrumentFigures[2];
            for (var i = 1L; !stop.IsCancellationRequested; i++)
            {
                SessionFigures figures = default;
                (figures.Sequence, figures.Cash, figures.Trades) = (i, new Money(i), i);
                rows[0].Price = rows[1].Mark = new Price(i);
                board.Write(in figures, rows);
            }
        });
        var read = new InstrumentFigures[2];
        for (var i = 0; i < 200_000; i++)
        {
            board.Read(out var figures, read);
            Assert.True(figures.Sequence == figures.Cash.Raw && figures.Sequence == figures.Trades && read[0].Price == read[1].Mark && read[0].Price.Raw == figures.Sequence);
        }

        await stop.CancelAsync();
        await writer;
    }

    [Fact]
    public void Watching_an_event_costs_less_than_a_microsecond()
    {
        var driver = new EngineDriver();
        var identity = new SessionIdentity { Id = "s", Mode = "paper", Strategy = "s", Instruments = [Contract()], Engine = Options() };
        var result = new RunResult { Instruments = [Contract()], Interval = Minute, StartEquity = M(10_000m), Equity = new EquityCurve(16) };
        var telemetry = new SessionTelemetry(identity, driver.Engine, result, driver.Strategies, null, NullLogger.Instance, TimeProvider.System);
        var quote = EngineEvent.OfQuote(default, Start, Start, new Quote(P(99m), Q(1m), P(101m), Q(1m)));
        var best = double.MaxValue;
        for (var round = 0; round < 30; round++)
        {
            var watch = Stopwatch.GetTimestamp();
            for (var i = 1; i <= 10_000; i++)
            {
                telemetry.BeginTurn();
                telemetry.OnEvent(i, in quote);
                telemetry.EndTurn();
            }

            best = Math.Min(best, Stopwatch.GetElapsedTime(watch).TotalNanoseconds / 10_000);
        }

        Assert.True(best < 1000, $"{best:0} ns a turn of one event");
    }

    private sealed class SequenceJournal : IEventJournal
    {
        public List<long> Events { get; } = [];

        public List<long> Commands { get; } = [];

        public int Syncs { get; private set; }

        public void OnEvent(long sequence, in EngineEvent next) => Events.Add(sequence);

        public void OnCommand(long sequence, in EngineCommand command, ulong stateHash) => Commands.Add(sequence);

        public void BeforeSend() => Syncs++;
    }
}
