using LaptopAgents.Domain;
using LaptopAgents.Engine;
using LaptopAgents.Strategies;
using LaptopAgents.Tests.Engine.Features;

namespace LaptopAgents.Tests.Strategies;

public sealed class PullbackRibbonTests
{
    // Closes rise by one a bar, so the true range is 1 and EMA(20) trails a rising line by 9.5.
    private static readonly Bar[] s_rising = Bars.Closes([.. Enumerable.Range(0, 200).Select(i => 1_000m + i)]);
    private static readonly Bar[] s_falling = Bars.Closes([.. Enumerable.Range(0, 200).Select(i => 1_000m - i)]);
    private static readonly Bar[] s_still = Bars.Closes([.. Enumerable.Repeat(1_000m, 200)]);

    [Fact]
    public void In_an_up_trend_it_rests_a_buy_at_the_mean_with_stop_and_target()
    {
        var intent = Assert.Single(StrategyHarness.Of("pullback_ribbon").Feed(s_rising[..50]));
        Assert.Equal((IntentAction.Enter, OrderType.Limit, Side.Buy), (intent.Action, intent.Type, intent.Side));
        Assert.Equal(Price.FromDecimal(1_039.5m), intent.LimitPrice); // 1,049 − 9.5
        Assert.Equal(Price.FromDecimal(1_038m), intent.StopLoss); // 1.5 · 1 under it
        Assert.Equal(Price.FromDecimal(1_042.5m), intent.TakeProfit); // 2 · 1.5 above it
        Assert.Equal("Up trend; buys the pullback to EMA20 1,039.5", intent.Reason);
    }

    [Fact]
    public void In_a_down_trend_it_rests_a_sell()
    {
        var intent = Assert.Single(StrategyHarness.Of("pullback_ribbon").Feed(s_falling[..50]));
        Assert.Equal(Side.Sell, intent.Side);
        Assert.Equal(Price.FromDecimal(960.5m), intent.LimitPrice);
        Assert.Equal(Price.FromDecimal(962m), intent.StopLoss);
        Assert.Equal(Price.FromDecimal(957.5m), intent.TakeProfit);
        Assert.Equal("Down trend; sells the pullback to EMA20 960.5", intent.Reason);
    }

    [Fact]
    public void The_multiples_are_settings()
    {
        var intent = Assert.Single(StrategyHarness.Of("pullback_ribbon", ("stop_atr_mult", "2"), ("tp_r_mult", "3")).Feed(s_rising[..50]));
        Assert.Equal((Price.FromDecimal(1_037.5m), Price.FromDecimal(1_045.5m)), (intent.StopLoss, intent.TakeProfit));
    }

    [Fact]
    public void The_limit_is_rounded_against_us()
    {
        var (up, down) = (RibbonPlan.At(100.01, 1, 2, Side.Buy, StrategyHarness.Btc), RibbonPlan.At(100.09, 1, 2, Side.Sell, StrategyHarness.Btc));
        Assert.Equal((Price.FromDecimal(100.1m), Price.FromDecimal(99.1m), Price.FromDecimal(102.1m)), (up.Limit, up.Stop, up.Target));
        Assert.Equal((Price.FromDecimal(100m), Price.FromDecimal(101m), Price.FromDecimal(98m)), (down.Limit, down.Stop, down.Target));
    }

    [Fact]
    public void Without_a_trend_it_rests_nothing()
    {
        var harness = StrategyHarness.Of("pullback_ribbon");
        Assert.Empty(harness.Feed(s_still[..60]));
        Assert.Equal(RibbonBlocks.NoTrend, harness.Block);
    }

    [Fact]
    public void It_adds_nothing_to_a_position()
    {
        var harness = StrategyHarness.Of("pullback_ribbon");
        harness.Hold(1);
        Assert.Empty(harness.Feed(s_rising[..60]));
        Assert.Equal(Blocks.InPosition, harness.Block);
    }

    [Fact]
    public void It_leaves_an_entry_of_somebody_else_alone()
    {
        var harness = StrategyHarness.Of("pullback_ribbon");
        harness.Orders.Add(StrategyHarness.Order(9, OrderPurpose.Entry, OrderType.Market));
        Assert.Empty(harness.Feed(s_rising[..60]));
        Assert.Equal(Blocks.EntryWorking, harness.Block);
    }

    [Fact]
    public void The_working_order_follows_the_mean_with_its_legs()
    {
        // A trend that slows down: the mean keeps rising, by less than half the stop distance.
        var harness = Placed(out var intent);
        harness.Orders.Add(StrategyHarness.Order(2, OrderPurpose.StopLoss, OrderType.StopMarket, Side.Sell));
        harness.Orders.Add(StrategyHarness.Order(3, OrderPurpose.TakeProfit, OrderType.Limit, Side.Sell));
        // Close 1,043: EMA 1,039.5 + 3.5 · 2/21 = 1,039.8333, up to 1,039.9. ATR (13 · 1 + 6)/14 = 1.357, stop 2.0357 under it.
        var moves = harness.Feed(Bars.Closes(1_043));
        Assert.All(moves, move => Assert.Equal(IntentAction.Modify, move.Action));
        Assert.Equal([1L, 2L, 3L], moves.Select(move => move.OrderId.Sequence));
        Assert.Equal(Price.FromDecimal(1_039.9m), moves[0].LimitPrice);
        Assert.Equal(Price.FromDecimal(1_037.8m), moves[1].TriggerPrice);
        Assert.Equal(Price.FromDecimal(1_044.1m), moves[2].LimitPrice);
        Assert.NotEqual(intent.LimitPrice, moves[0].LimitPrice);
    }

    [Fact]
    public void A_mean_that_stays_on_its_tick_moves_nothing()
    {
        // Close 1,039.6 lifts the mean by 0.0095 to 1,039.5095, which rounds up a tick: the order already stands there.
        var harness = Placed(out _, limit: 1_039.6m);
        Assert.Empty(harness.Feed(Bars.Closes(1_039.6m)));
        Assert.Equal(Blocks.EntryWorking, harness.Block);
    }

    [Fact]
    public void A_mean_that_runs_away_takes_the_order_back_instead_of_raising_its_risk()
    {
        // The next close at 1,060 lifts the mean by 1.95, more than half of the stop distance of 1.5.
        var harness = Placed(out _);
        var cancel = Assert.Single(harness.Feed(Bars.Closes(1_060)));
        Assert.Equal((IntentAction.Cancel, 1L), (cancel.Action, cancel.OrderId.Sequence));
        Assert.Equal(RibbonBlocks.Drifted, harness.Block);
    }

    [Fact]
    public void The_order_is_taken_back_when_the_trend_ends()
    {
        var harness = Placed(out _);
        Assert.Equal(IntentAction.Cancel, Assert.Single(harness.Feed(Bars.Closes(1_030))).Action);
        Assert.Equal(RibbonBlocks.TrendEnded, harness.Block);
    }

    [Fact]
    public void The_order_is_taken_back_after_the_bars_that_it_may_wait()
    {
        var harness = Placed(out _, ("pending_max_bars", "3"));
        Assert.All(harness.Feed(Bars.Closes(1_041)), move => Assert.Equal(IntentAction.Modify, move.Action));
        Assert.All(harness.Feed(Bars.Closes(1_041)), move => Assert.Equal(IntentAction.Modify, move.Action));
        Assert.Equal(IntentAction.Cancel, Assert.Single(harness.Feed(Bars.Closes(1_041))).Action);
        Assert.Equal(RibbonBlocks.Expired, harness.Block);
    }

    [Fact]
    public void After_it_was_taken_back_the_next_bar_may_place_a_new_one()
    {
        var harness = Placed(out _);
        harness.Feed(Bars.Closes(1_060));
        harness.Orders.Clear();
        Assert.Equal(IntentAction.Enter, Assert.Single(harness.Feed(Bars.Closes(1_061))).Action);
    }

    [Theory]
    [InlineData(OrderStatus.Submitted)]
    [InlineData(OrderStatus.PendingCancel)]
    [InlineData(OrderStatus.Unknown)]
    [InlineData(OrderStatus.PartiallyFilled)]
    public void An_order_that_is_not_simply_resting_is_not_moved(OrderStatus status)
    {
        var harness = Placed(out _);
        harness.Orders[0] = harness.Orders[0] with { Status = status };
        Assert.Empty(harness.Feed(Bars.Closes(1_043)));
    }

    [Fact]
    public void The_rest_of_a_partial_fill_still_expires()
    {
        var harness = Placed(out _, ("pending_max_bars", "1"));
        harness.Orders[0] = harness.Orders[0] with { Status = OrderStatus.PartiallyFilled };
        Assert.Equal(IntentAction.Cancel, Assert.Single(harness.Feed(Bars.Closes(1_043))).Action);
    }

    [Fact]
    public void A_refused_order_is_asked_for_again_after_five_bars()
    {
        var harness = StrategyHarness.Of("pullback_ribbon");
        Assert.Single(harness.Feed(s_rising[..50]));
        Assert.Empty(harness.Feed(s_rising[50..54]));
        Assert.Equal(Blocks.Refused, harness.Block);
        Assert.Single(harness.Feed(s_rising[54]));
    }

    private static StrategyHarness Placed(out OrderIntent intent, params (string Key, string Value)[] settings) => Placed(out intent, 1_039.5m, settings);

    private static StrategyHarness Placed(out OrderIntent intent, decimal limit, params (string Key, string Value)[] settings)
    {
        var harness = StrategyHarness.Of("pullback_ribbon", settings);
        intent = Assert.Single(harness.Feed(s_rising[..50]));
        harness.Tell(ExecutionKind.Accepted, status: OrderStatus.Accepted);
        harness.Orders.Add(StrategyHarness.Order(1, OrderPurpose.Entry, OrderType.Limit, Side.Buy, limit));
        return harness;
    }
}
