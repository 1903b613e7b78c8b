using CsCheck;
using LaptopAgents.Domain;
using LaptopAgents.Engine;
using LaptopAgents.Strategies;
using LaptopAgents.Tests.Engine.Features;

namespace LaptopAgents.Tests.Strategies;

public sealed class SmaCrossoverTests
{
    private static readonly (string, string)[] s_short = [("fast", "1"), ("slow", "2"), ("quantity", "1")];

    [Fact]
    public void It_turns_at_the_same_bars_as_ten_lines_of_decimal() =>
        Bars.Walk(60, 400).Sample(
            bars =>
            {
                var harness = StrategyHarness.Of("sma_crossover", ("fast", "5"), ("slow", "20"), ("quantity", "1"));
                Assert.Equal(TenLines(bars, 5, 20), Turns(harness, bars));
            },
            iter: 100);

    [Fact]
    public void Over_a_year_of_minutes_it_sends_as_many_orders_as_ten_lines_of_decimal()
    {
        var bars = Bars.Walk(20_000).Single();
        var turns = Turns(StrategyHarness.Of("sma_crossover", ("quantity", "1")), bars);
        Assert.True(turns.Count > 300);
        Assert.Equal(TenLines(bars, 10, 50), turns);
    }

    [Fact]
    public void It_is_long_while_fast_is_above_slow()
    {
        var intent = Assert.Single(Feed(s_short, 100, 101));
        Assert.Equal((IntentAction.Enter, OrderType.Market, Side.Buy, true), (intent.Action, intent.Type, intent.Side, intent.Reverse));
        Assert.Equal(Quantity.FromDecimal(1), intent.Quantity);
        Assert.Equal((Price.Zero, Price.Zero), (intent.StopLoss, intent.TakeProfit));
    }

    [Fact]
    public void Equal_averages_are_short() => Assert.Equal(Side.Sell, Assert.Single(Feed(s_short, 100, 100)).Side);

    [Fact]
    public void It_says_nothing_before_the_slow_average_is_ready() => Assert.Empty(Feed(s_short, 100));

    [Fact]
    public void One_order_turns_the_position()
    {
        var harness = StrategyHarness.Of("sma_crossover", s_short);
        Assert.Single(harness.Feed(Bars.Closes(100, 101)));
        harness.Hold(1);
        var intent = Assert.Single(harness.Feed(Bars.Closes(100)));
        Assert.Equal((Side.Sell, true, Quantity.FromDecimal(1)), (intent.Side, intent.Reverse, intent.Quantity));
    }

    [Fact]
    public void It_holds_while_nothing_crosses()
    {
        var harness = StrategyHarness.Of("sma_crossover", s_short);
        harness.Feed(Bars.Closes(100, 101));
        harness.Hold(1);
        Assert.Empty(harness.Feed(Bars.Closes(102, 103)));
    }

    [Fact]
    public void Long_flat_leaves_the_market_instead_of_going_short()
    {
        var harness = StrategyHarness.Of("sma_crossover", [.. s_short, ("mode", "long_flat")]);
        Assert.Empty(harness.Feed(Bars.Closes(100, 99)));
        Assert.Equal(Side.Buy, Assert.Single(harness.Feed(Bars.Closes(101))).Side);
        harness.Hold(1);
        Assert.Equal(IntentAction.Exit, Assert.Single(harness.Feed(Bars.Closes(100))).Action);
    }

    [Fact]
    public void Without_a_fixed_quantity_the_whole_equity_is_the_notional()
    {
        // 10,000 / 101 = 99.0099, down to the lot of 0.001.
        Assert.Equal(Quantity.FromDecimal(99.009m), Assert.Single(Feed([("fast", "1"), ("slow", "2")], 100, 101)).Quantity);
        Assert.Equal(Quantity.FromDecimal(49.504m), Assert.Single(Feed([("fast", "1"), ("slow", "2"), ("equity_pct", "50")], 100, 101)).Quantity);
    }

    [Fact]
    public void An_equity_that_buys_no_lot_is_a_reason_and_no_order()
    {
        var harness = StrategyHarness.Of("sma_crossover", ("fast", "1"), ("slow", "2"));
        harness.OwnEquity = Money.FromDecimal(-5);
        Assert.Empty(harness.Feed(Bars.Closes(100, 101)));
        Assert.Equal(Blocks.TooSmall, harness.Block);
    }

    [Fact]
    public void Sized_by_risk_it_leaves_the_quantity_to_the_session()
    {
        (string, string)[] settings = [("fast", "1"), ("slow", "2"), ("size_mode", "risk"), ("stop_atr_mult", "2")];
        var intent = Assert.Single(Feed(settings, [.. Enumerable.Range(0, 15).Select(i => 100m + i)]));
        Assert.Equal(Quantity.Zero, intent.Quantity);
        // Closes one apart make an ATR of 1.
        Assert.Equal(Price.FromDecimal(112), intent.StopLoss);
    }

    [Fact]
    public void Sized_by_risk_it_needs_a_stop()
    {
        var refused = Assert.Throws<StrategyParameterException>(() => StrategyHarness.Of("sma_crossover", ("size_mode", "risk")));
        Assert.Contains("stop_atr_mult: must be above 0", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Brackets_stand_in_multiples_of_the_atr_on_their_own_sides()
    {
        (string, string)[] settings = [.. s_short, ("stop_atr_mult", "1.55"), ("target_atr_mult", "3.55")];
        var rising = Assert.Single(Feed(settings, [.. Enumerable.Range(0, 15).Select(i => 100m + i)]));
        // 114 − 1.55 = 112.45, down; 114 + 3.55 = 117.55, down.
        Assert.Equal((Price.FromDecimal(112.4m), Price.FromDecimal(117.5m)), (rising.StopLoss, rising.TakeProfit));
        var falling = Assert.Single(Feed(settings, [.. Enumerable.Range(0, 15).Select(i => 100m - i)]));
        // 86 + 1.55 = 87.55, up; 86 − 3.55 = 82.45, up.
        Assert.Equal((Price.FromDecimal(87.6m), Price.FromDecimal(82.5m)), (falling.StopLoss, falling.TakeProfit));
    }

    [Fact]
    public void A_bracket_without_room_is_a_reason_and_no_order()
    {
        var harness = StrategyHarness.Of("sma_crossover", [.. s_short, ("stop_atr_mult", "1")]);
        Assert.Empty(harness.Feed(Bars.Closes([.. Enumerable.Repeat(100m, 15)])));
        Assert.Equal(Blocks.NoRoom, harness.Block);
    }

    [Fact]
    public void A_bracket_that_closed_the_position_is_not_bought_back_before_the_next_crossing()
    {
        var harness = StrategyHarness.Of("sma_crossover", [.. s_short, ("stop_atr_mult", "2")]);
        Assert.Single(harness.Feed(Bars.Closes([.. Enumerable.Range(0, 15).Select(i => 100m + i)])));
        harness.Tell(ExecutionKind.Filled);
        harness.Hold(1);
        Assert.Empty(harness.Feed(Bars.Closes(115)));
        harness.Held = Position.Flat;
        for (var i = 0; i < 30; i++) Assert.Empty(harness.Feed(Bars.Closes(116 + i)));
        Assert.Contains("bracket", harness.Block!, StringComparison.Ordinal);
        Assert.Equal(Side.Sell, Assert.Single(harness.Feed(Bars.Closes(140))).Side);
    }

    [Fact]
    public void Without_brackets_a_position_that_somebody_closed_is_opened_again()
    {
        var harness = StrategyHarness.Of("sma_crossover", s_short);
        Assert.Single(harness.Feed(Bars.Closes(100, 101)));
        harness.Tell(ExecutionKind.Filled);
        harness.Hold(1);
        Assert.Empty(harness.Feed(Bars.Closes(102)));
        harness.Held = Position.Flat;
        Assert.Equal(Side.Buy, Assert.Single(harness.Feed(Bars.Closes(103))).Side);
    }

    [Fact]
    public void A_refused_order_is_asked_for_again_after_ten_bars_and_not_before()
    {
        var harness = StrategyHarness.Of("sma_crossover", s_short);
        Assert.Single(harness.Feed(Bars.Closes(100, 101)));
        harness.Tell(ExecutionKind.Denied, status: OrderStatus.Denied);
        for (var i = 0; i < 9; i++) Assert.Empty(harness.Feed(Bars.Closes(102 + i)));
        Assert.Equal(Blocks.Refused, harness.Block);
        Assert.Single(harness.Feed(Bars.Closes(111)));
    }

    [Fact]
    public void A_crossing_is_acted_on_at_once_even_after_a_refusal()
    {
        var harness = StrategyHarness.Of("sma_crossover", s_short);
        Assert.Single(harness.Feed(Bars.Closes(100, 101)));
        harness.Tell(ExecutionKind.Rejected, status: OrderStatus.Rejected);
        Assert.Equal(Side.Sell, Assert.Single(harness.Feed(Bars.Closes(100))).Side);
    }

    [Fact]
    public void An_order_on_its_way_is_waited_for_and_then_turned()
    {
        var harness = StrategyHarness.Of("sma_crossover", s_short);
        Assert.Single(harness.Feed(Bars.Closes(100, 101)));
        harness.Orders.Add(StrategyHarness.Order(1, OrderPurpose.Entry, status: OrderStatus.Submitted));
        Assert.Empty(harness.Feed(Bars.Closes(100)));
        Assert.Equal(Blocks.EntryWorking, harness.Block);
        // The late fill makes it long against the signal: the next bar turns it, crossing or not.
        harness.Orders.Clear();
        harness.Tell(ExecutionKind.Filled);
        harness.Hold(1);
        Assert.Equal(Side.Sell, Assert.Single(harness.Feed(Bars.Closes(99))).Side);
    }

    [Fact]
    public void Protective_legs_beside_the_position_do_not_stand_in_the_way()
    {
        var harness = StrategyHarness.Of("sma_crossover", s_short);
        harness.Orders.Add(StrategyHarness.Order(1, OrderPurpose.StopLoss));
        harness.Orders.Add(StrategyHarness.Order(2, OrderPurpose.TakeProfit));
        Assert.Single(harness.Feed(Bars.Closes(100, 101)));
    }

    [Fact]
    public void Fast_must_be_less_than_slow()
    {
        var refused = Assert.Throws<StrategyParameterException>(() => StrategyHarness.Of("sma_crossover", ("fast", "50"), ("slow", "10")));
        Assert.Equal("test.yaml:1: fast: must be less than slow", Assert.Single(refused.Problems));
    }

    [Fact]
    public void Neither_a_quiet_bar_nor_a_turn_allocates()
    {
        var bars = Bars.Walk(3_000).Single();
        var harness = StrategyHarness.Of("sma_crossover", ("quantity", "1"));
        var turns = 0;
        foreach (var bar in bars[..1_000]) turns += Turn(harness, in bar);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 1_000; i < bars.Length; i++) turns += Turn(harness, in bars[i]);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.True(turns > 20);
    }

    private static int Turn(StrategyHarness harness, in Bar bar)
    {
        var count = harness.Step(in bar);
        if (count > 0) harness.Hold(harness.Held.IsLong ? -1 : 1);
        return count;
    }

    private static OrderIntent[] Feed((string, string)[] settings, params decimal[] closes) =>
        StrategyHarness.Of("sma_crossover", settings).Feed(Bars.Closes(closes));

    private static List<(int Bar, Side Side)> Turns(StrategyHarness harness, Bar[] bars)
    {
        List<(int, Side)> turns = [];
        for (var i = 0; i < bars.Length; i++)
        {
            if (harness.Feed(bars[i]) is not [var intent]) continue;
            turns.Add((i, intent.Side));
            harness.Hold(intent.Side.Sign());
        }

        return turns;
    }

    private static List<(int Bar, Side Side)> TenLines(Bar[] bars, int fast, int slow)
    {
        List<(int, Side)> turns = [];
        var closes = bars.Select(bar => bar.Close.ToDecimal()).ToArray();
        for (var i = slow - 1; i < bars.Length; i++)
        {
            var side = closes[(i + 1 - fast)..(i + 1)].Sum() * slow > closes[(i + 1 - slow)..(i + 1)].Sum() * fast ? Side.Buy : Side.Sell;
            if (turns.Count == 0 || turns[^1].Item2 != side) turns.Add((i, side));
        }

        return turns;
    }
}
