using LaptopAgents.Domain;
using LaptopAgents.Engine;
using LaptopAgents.Runtime;
using LaptopAgents.Simulation;
using LaptopAgents.TestKit;

namespace LaptopAgents.Tests.Simulation;

/// <summary>Bars that were fetched after a gap stand for what happened to the orders at the venue meanwhile.</summary>
public sealed class MissedBarScenarios
{
    private static readonly Timestamp Start = EngineDriver.Start;

    [Fact]
    public async Task A_missed_bar_fires_the_stop_of_a_market_that_ticks_drive()
    {
        var result = await RunAsync(IntrabarMode.Conservative, ticks: true, (100m, 101m, 89m, 95m), stop: 90m, target: 0m);
        var fill = result.Fills[^1];
        Assert.Equal((OrderPurpose.StopLoss, EngineDriver.P(90m)), (fill.Purpose, fill.Price));
        Assert.Single(result.Trades);
    }

    [Fact]
    public async Task A_missed_bar_that_reaches_stop_and_target_is_the_worse_of_the_two_whatever_the_option_says()
    {
        var missed = await RunAsync(IntrabarMode.Optimistic, ticks: false, (100m, 111m, 89m, 100m), stop: 90m, target: 110m);
        Assert.Equal(OrderPurpose.StopLoss, missed.Trades[0].ExitPurpose);
        var seen = await RunAsync(IntrabarMode.Optimistic, ticks: false, (100m, 111m, 89m, 100m), stop: 90m, target: 110m, isMissed: false);
        Assert.Equal(OrderPurpose.TakeProfit, seen.Trades[0].ExitPurpose);
    }

    [Fact]
    public async Task The_next_tick_drives_again()
    {
        var result = await RunAsync(IntrabarMode.Conservative, ticks: true, (100m, 101m, 99m, 100m), stop: 90m, target: 0m, lastTick: 88m);
        var fill = result.Fills[^1];
        Assert.Equal((OrderPurpose.StopLoss, EngineDriver.P(88m)), (fill.Purpose, fill.Price));
    }

    private static async Task<RunResult> RunAsync(
        IntrabarMode mode, bool ticks, (decimal Open, decimal High, decimal Low, decimal Close) bar, decimal stop, decimal target, bool isMissed = true, decimal lastTick = 0m)
    {
        Instrument[] instruments = [EngineDriver.Contract()];
        var venue = new SimulatedVenue(instruments, EngineDriver.Minute, new VenueOptions { Intrabar = mode });
        ScriptedStrategy? strategy = null;
        var engine = new TradingEngine(EngineDriver.Options(), instruments, instrument => strategy = new ScriptedStrategy(instrument));
        strategy!.Want(EngineDriver.EnterMarket(Side.Buy, 1m, stop, target));
        var feed = new ScriptedFeed().Add(Start + EngineDriver.Minute, EngineDriver.BarAt(Start, 100m, 100m, 100m, 100m));
        var now = Start + EngineDriver.Minute;
        if (ticks)
        {
            now += Duration.FromSeconds(10);
            feed.Add(now, Quote(now, 100m), Trade(now, 100m));
            now += Duration.FromSeconds(10);
            feed.Add(now, Quote(now, 100m), Trade(now, 100m));
        }
        else
        {
            // The bar in which the entry fills.
            feed.Add(Start + EngineDriver.Minute * 2, EngineDriver.BarAt(Start + EngineDriver.Minute, 100m, 100m, 100m, 100m));
        }

        var opened = Start + EngineDriver.Minute * 2;
        var closed = opened + EngineDriver.Minute;
        var payload = new Bar(opened, EngineDriver.P(bar.Open), EngineDriver.P(bar.High), EngineDriver.P(bar.Low), EngineDriver.P(bar.Close), EngineDriver.Q(10m));
        feed.Add(closed, EngineEvent.OfBar(default, closed, closed, in payload, isMissed));
        if (lastTick > 0)
        {
            now = closed + Duration.FromSeconds(1);
            feed.Add(now, Quote(now, lastTick), Trade(now, lastTick));
        }

        var last = closed + EngineDriver.Minute;
        feed.Add(last, EngineDriver.BarAt(closed, 100m, 100m, 100m, 100m));
        var result = new RunResult { Instruments = instruments, Interval = EngineDriver.Minute, StartEquity = EngineDriver.M(10_000m), Equity = new EquityCurve() };
        await new LaptopAgents.Runtime.Session(feed, venue, engine, new RunRecorder(engine, result), null, new SessionOptions(false, CanGoOn: true)).RunAsync(CancellationToken.None);
        return result;
    }

    private static EngineEvent Quote(Timestamp at, decimal price) =>
        EngineEvent.OfQuote(default, at, at, new Quote(EngineDriver.P(price), EngineDriver.Q(100m), EngineDriver.P(price), EngineDriver.Q(100m)));

    private static EngineEvent Trade(Timestamp at, decimal price) =>
        EngineEvent.OfTrade(default, at, at, new MarketTrade(EngineDriver.P(price), EngineDriver.Q(1m), Side.Sell));
}
