using LaptopAgents.Domain;
using LaptopAgents.Engine;
using LaptopAgents.TestKit;
using static LaptopAgents.TestKit.EngineDriver;

namespace LaptopAgents.Tests.Engine.Orders;

public sealed class PositionGuardTests
{
    private static readonly PositionOptions _trailing = new() { TrailingEnabled = true, TrailArmR = 0.5m, TrailDistanceR = 1.5m };

    [Fact]
    public void A_position_is_closed_after_so_many_bars_and_asked_for_once()
    {
        var driver = new EngineDriver(Options(positions: new PositionOptions { MaxBarsOpen = 3 })).Open(Side.Buy, 2m, 100m);
        driver.Bar(100m).Bar(100m);
        Assert.Single(driver.Submits);
        driver.Bar(100m).Bar(100m);
        var close = driver.Submits[^1];
        Assert.Equal(2, driver.Submits.Count);
        Assert.Equal((Side.Sell, Q(2m), true, OrderPurpose.TimeStop), (close.Side, close.Quantity, close.ReduceOnly, close.Purpose));
        driver.Fill(in close, 101m);
        var trade = Assert.Single(driver.Trades);
        Assert.Equal((OrderPurpose.TimeStop, 4), (trade.ExitPurpose, trade.BarsHeld));
    }

    [Fact]
    public void A_close_that_was_refused_is_asked_for_again()
    {
        var driver = new EngineDriver(Options(positions: new PositionOptions { MaxBarsOpen = 1 })).Open(Side.Buy, 2m, 100m).Bar(100m);
        driver.Report(ExecutionKind.Rejected, driver.Submits[^1].Id, OrderReason.NoMarketData).Bar(100m);
        Assert.Equal(3, driver.Submits.Count);
    }

    [Fact]
    public void A_trailing_stop_arms_at_its_profit_and_follows_at_its_distance()
    {
        // R = 10. Armed at 105; then 1.5 R = 15 behind the best.
        var driver = new EngineDriver(Options(positions: _trailing)).Open(Side.Buy, 2m, 100m, stop: 90m);
        driver.Bar(100m, 104.9m, 100m, 104m);
        Assert.Empty(driver.Modifies);
        driver.Bar(104m, 106m, 104m, 105m);
        var change = Assert.Single(driver.Modifies);
        Assert.Equal((driver.Submits[0].StopLoss.Id, P(91m)), (change.Id, change.TriggerPrice));
    }

    [Fact]
    public void It_only_ever_tightens()
    {
        var driver = new EngineDriver(Options(positions: _trailing)).Open(Side.Sell, 2m, 100m, stop: 110m);
        driver.Bar(100m, 100m, 80m, 85m).Bar(85m, 99m, 84m, 98m).Bar(98m, 98m, 81m, 97m).Bar(97m, 97m, 79.9m, 90m);
        Assert.Equal([P(95m), P(94.9m)], driver.Modifies.Select(change => change.TriggerPrice));
    }

    [Fact]
    public void Its_exit_is_named_after_it_once_the_venue_confirmed_the_move()
    {
        var driver = new EngineDriver(Options(positions: _trailing)).Open(Side.Buy, 2m, 100m, stop: 90m).Bar(100m, 120m, 100m, 119m);
        var stop = driver.Submits[0].StopLoss;
        driver.Report(new ExecutionReport { Kind = ExecutionKind.Modified, OrderId = stop.Id, NewPrice = P(105m), LeavesQuantity = Q(2m) });
        driver.FillLeg(stop, Side.Sell, 105m, 2m);
        Assert.Equal(OrderPurpose.TrailingStop, Assert.Single(driver.Trades).ExitPurpose);
        Assert.Equal((OrderPurpose.TrailingStop, P(105m)), (driver.Orders[^1].Purpose, driver.Orders[^1].TriggerPrice));
        // R stays what was risked at entry.
        Assert.Equal(0.5, driver.Trades[0].RMultiple);
    }

    [Fact]
    public void A_move_that_the_venue_refused_is_not_believed_and_is_tried_again()
    {
        var driver = new EngineDriver(Options(positions: _trailing)).Open(Side.Buy, 2m, 100m, stop: 90m).Bar(100m, 120m, 100m, 119m);
        var stop = driver.Submits[0].StopLoss;
        driver.Bar(119m);
        Assert.Single(driver.Modifies);
        driver.Report(ExecutionKind.ModifyRejected, stop.Id, OrderReason.UnknownOrder).Bar(119m);
        Assert.Equal([P(105m), P(105m)], driver.Modifies.Select(change => change.TriggerPrice));
        driver.FillLeg(stop, Side.Sell, 90m, 2m);
        Assert.Equal((OrderPurpose.StopLoss, P(90m)), (driver.Orders[^1].Purpose, driver.Orders[^1].TriggerPrice));
    }

    [Fact]
    public void What_the_price_did_before_the_entry_does_not_arm_it()
    {
        // The limit fills inside the bar, which had been at 130 before. Of that bar only its close is known to be later.
        var driver = new EngineDriver(Options(positions: _trailing)).On(120m, EnterLimit(Side.Buy, 100m, 2m, stop: 90m));
        var entry = driver.Submits[0];
        var opened = driver.Now;
        driver.Accept(in entry);
        driver.Now = opened + Duration.FromSeconds(30);
        driver.Fill(in entry, 100m).AcceptLeg(entry.StopLoss, 2m);
        driver.Now = opened + Minute;
        driver.Step(BarAt(opened, 120m, 130m, 99m, 101m));
        Assert.Empty(driver.Modifies);
        driver.Bar(101m, 106m, 101m, 105m);
        Assert.Equal(P(91m), Assert.Single(driver.Modifies).TriggerPrice);
    }

    [Fact]
    public void Without_a_stop_at_the_entry_nothing_trails()
    {
        var driver = new EngineDriver(Options(positions: _trailing)).Open(Side.Buy, 2m, 100m).Bar(200m);
        Assert.Empty(driver.Modifies);
    }

    [Fact]
    public void The_distance_may_be_a_multiple_of_the_average_true_range()
    {
        var driver = new EngineDriver(Options(positions: _trailing with { TrailAtrMultiple = 3m }));
        // Fourteen true ranges of 2 each, the entry bar's own of 0 pushed in and then 20: (13 × 2 − 2 + 0 + 20) ÷ 14 after it.
        for (var i = 0; i < 15; i++) driver.Bar(100m, 101m, 99m, 100m);
        driver.Open(Side.Buy, 2m, 100m, stop: 90m).Bar(100m, 120m, 100m, 119m);
        // 12 ranges of 2, one of 0, one of 20: 44 ÷ 14 × 3 = 9.428… → 9.5 to the tick above; 120 − 9.5 = 110.5
        Assert.Equal(P(110.5m), Assert.Single(driver.Modifies).TriggerPrice);
    }

    [Fact]
    public void The_range_does_not_hold_the_strategy_up_and_nothing_trails_before_it_is_known()
    {
        var driver = new EngineDriver(Options(positions: _trailing with { TrailAtrMultiple = 1m })).Open(Side.Buy, 2m, 100m, stop: 90m).Bar(100m, 130m, 100m, 120m);
        Assert.Equal(2, driver.Strategy.BarsSeen);
        Assert.Empty(driver.Modifies);
    }

    [Fact]
    public void Every_stop_of_a_position_that_was_added_to_is_trailed()
    {
        var driver = new EngineDriver(Options(Unlimited with { AllowPyramiding = true }, positions: _trailing));
        driver.Open(Side.Buy, 1m, 100m, stop: 90m).Open(Side.Buy, 1m, 100m, stop: 92m).Bar(100m, 120m, 100m, 119m);
        Assert.Equal([P(105m), P(105m)], driver.Modifies.Select(change => change.TriggerPrice));
    }
}
