using LaptopAgents.Domain;
using LaptopAgents.Simulation;

namespace LaptopAgents.Tests.Simulation;

public sealed class BracketScenarios
{
    [Theory]
    [InlineData(IntrabarMode.Conservative, 95)]
    [InlineData(IntrabarMode.Optimistic, 105)]
    public void Stop_and_target_in_one_bar_are_decided_by_the_path(IntrabarMode mode, double expected)
    {
        var h = new VenueHarness(VenueHarness.Plain with { Intrabar = mode });
        h.Bar(100, 100, 100, 100);
        h.Market(Side.Buy, 1, stop: 95, target: 105);
        h.Bar(100, 101, 99, 100);
        h.Bar(100, 106, 94, 100);
        Assert.Equal((decimal)expected, h.Fills[^1].Report.LastPrice.ToDecimal());
        Assert.Equal(FillFlags.PathDependent, h.Fills[^1].Report.Flags);
        Assert.Equal(1, h.Venue.Assumptions.PathDependent);
        Assert.Equal(0, h.Held());
    }

    [Fact]
    public void A_random_path_is_a_coin_that_the_seed_and_the_bar_decide()
    {
        var targets = 0;
        for (ulong seed = 0; seed < 400; seed++)
        {
            var h = new VenueHarness(VenueHarness.Plain with { Intrabar = IntrabarMode.Random, Seed = seed });
            h.Bar(100, 100, 100, 100);
            h.Market(Side.Buy, 1, stop: 95, target: 105);
            h.Bar(100, 106, 94, 100);
            if (h.Fills[^1].Report.Purpose == OrderPurpose.TakeProfit) targets++;
            Assert.Equal(FillFlags.PathDependent | FillFlags.EntryBar, h.Fills[^1].Report.Flags);
        }

        // 200 ± 3.5 deviations of 10.
        Assert.InRange(targets, 165, 235);
    }

    [Fact]
    public void A_stop_in_the_entry_bar_counts_and_says_so()
    {
        var h = new VenueHarness();
        h.Bar(100, 100, 100, 100);
        h.Market(Side.Buy, 1, stop: 95, target: 120);
        h.Bar(100, 101, 94, 100);
        Assert.Equal((95m, FillFlags.EntryBar), (h.Fills[1].Report.LastPrice.ToDecimal(), h.Fills[1].Report.Flags));
        Assert.Equal(1, h.Venue.Assumptions.EntryBar);
    }

    [Fact]
    public void A_low_before_the_entry_is_gone_and_cannot_stop_it()
    {
        // Only the path that rises first to 100.6 fills the entry after... a limit at 96 fills on the way down; the stop at 90 is never met,
        // and the target at 103 only counts after the low.
        var h = new VenueHarness(VenueHarness.Plain with { Intrabar = IntrabarMode.Optimistic });
        h.Bar(100, 100, 100, 100);
        h.Limit(Side.Buy, 1, 96, stop: 90, target: 103);
        // High first: 104 comes before the entry at 96, so the target is not met: open result 98 − 96 = 2.
        // Low first: entry, then 104 on the way: +7.
        h.Bar(100, 104, 95, 98);
        Assert.Equal(100_007m, h.Cash);

        var pessimist = new VenueHarness();
        pessimist.Bar(100, 100, 100, 100);
        pessimist.Limit(Side.Buy, 1, 96, stop: 90, target: 103);
        pessimist.Bar(100, 104, 95, 98);
        Assert.Equal(100_000m, pessimist.Cash);
        Assert.Equal(1m, pessimist.Held());
    }

    [Fact]
    public void Legs_wake_with_the_entry_and_cancel_each_other()
    {
        var h = new VenueHarness();
        h.Bar(100, 100, 100, 100);
        var entry = h.Order(OrderType.Market, Side.Buy, 1) with { StopLoss = h.Leg(95), TakeProfit = h.Leg(105) };
        h.Send(entry);
        h.Bar(100, 101, 99, 100);
        Assert.Equal("Accepted", h.Story(entry.StopLoss.Id));
        Assert.Equal("Accepted", h.Story(entry.TakeProfit.Id));
        h.Bar(100, 106, 100, 106);
        Assert.Equal("Accepted Filled(1@105)", h.Story(entry.TakeProfit.Id));
        Assert.Equal("Accepted Canceled(OneCancelsOther)", h.Story(entry.StopLoss.Id));
        Assert.Equal([OrderPurpose.Entry, OrderPurpose.TakeProfit], h.Fills.Select(f => f.Report.Purpose));
    }

    [Fact]
    public void Legs_fall_with_a_position_that_something_else_closes()
    {
        var h = new VenueHarness();
        h.Bar(100, 100, 100, 100);
        var entry = h.Order(OrderType.Market, Side.Buy, 1) with { StopLoss = h.Leg(95), TakeProfit = h.Leg(105) };
        h.Send(entry);
        h.Bar(100, 101, 99, 100);
        h.Market(Side.Sell, 1);
        h.Bar(100, 110, 90, 100);
        Assert.Equal("Accepted Canceled(PositionClosed)", h.Story(entry.StopLoss.Id));
        Assert.Equal("Accepted Canceled(PositionClosed)", h.Story(entry.TakeProfit.Id));
        Assert.Equal(2, h.Fills.Count);
    }

    [Fact]
    public void Legs_fall_with_a_position_that_is_reversed_and_new_ones_guard_the_new_side()
    {
        var h = new VenueHarness();
        h.Bar(100, 100, 100, 100);
        var first = h.Order(OrderType.Market, Side.Buy, 1) with { StopLoss = h.Leg(95) };
        h.Send(first);
        h.Bar(100, 100, 100, 100);
        var second = h.Order(OrderType.Market, Side.Sell, 3) with { StopLoss = h.Leg(105) };
        h.Send(second);
        h.Bar(100, 106, 90, 100);
        Assert.Equal("Accepted Canceled(PositionClosed)", h.Story(first.StopLoss.Id));
        // Long 1, sold 3: short 2, and 2 is what the new stop guards.
        Assert.Equal("Accepted Modified(2@105) Triggered Filled(2@105)", h.Story(second.StopLoss.Id));
        Assert.Equal(0m, h.Held());
        Assert.Equal(100_000m - 10m, h.Cash);
    }

    [Fact]
    public void Legs_of_an_entry_that_never_fills_end_with_it()
    {
        var h = new VenueHarness();
        h.Bar(100, 100, 100, 100);
        var canceled = h.Order(OrderType.Limit, Side.Buy, 1) with { LimitPrice = VenueHarness.P(90), StopLoss = h.Leg(85), TakeProfit = h.Leg(105) };
        var rejected = h.Order(OrderType.Limit, Side.Buy, 1) with { LimitPrice = VenueHarness.P(90.05m), StopLoss = h.Leg(85) };
        h.Send(canceled);
        h.Send(rejected);
        h.Bar(100, 100, 100, 100);
        h.Cancel(canceled.Id);
        h.Bar(100, 100, 100, 100);
        Assert.Equal("Accepted Canceled", h.Story(canceled.Id));
        Assert.Equal("Canceled(PositionClosed)", h.Story(canceled.StopLoss.Id));
        Assert.Equal("Canceled(PositionClosed)", h.Story(canceled.TakeProfit.Id));
        Assert.Equal("Rejected(OffTick)", h.Story(rejected.Id));
        Assert.Equal("Canceled(OffTick)", h.Story(rejected.StopLoss.Id));
    }

    [Fact]
    public void Legs_grow_with_partial_fills_at_once()
    {
        var options = VenueHarness.Plain with { PartialFills = new PartialFillOptions("volume", ParticipationPercent: 10m) };
        var h = new VenueHarness(options);
        h.Bar(100, 100, 100, 100);
        var entry = h.Order(OrderType.Limit, Side.Buy, 5) with { LimitPrice = VenueHarness.P(98), StopLoss = h.Leg(90), TakeProfit = h.Leg(110) };
        h.Send(entry);
        h.Bar(100, 100, 97, 97, volume: 20);
        h.Bar(97, 97, 96, 97, volume: 20);
        h.Bar(97, 97, 89, 91, volume: 20);
        Assert.Equal("Accepted Filled(2@98) Filled(2@98) Filled(1@98)", h.Story(entry.Id));
        Assert.Equal("Accepted Modified(2@90) Modified(4@90) Modified(5@90) Triggered Filled(5@90)", h.Story(entry.StopLoss.Id));
        Assert.Equal("Accepted Modified(2@110) Modified(4@110) Modified(5@110) Canceled(OneCancelsOther)", h.Story(entry.TakeProfit.Id));
        Assert.Equal(100_000m - 40m, h.Cash);
    }

    [Fact]
    public void A_partial_target_shrinks_the_stop()
    {
        var options = VenueHarness.Plain with { PartialFills = new PartialFillOptions("volume", ParticipationPercent: 10m) };
        var h = new VenueHarness(options);
        h.Bar(100, 100, 100, 100);
        var entry = h.Order(OrderType.Market, Side.Buy, 5) with { StopLoss = h.Leg(90), TakeProfit = h.Leg(110) };
        h.Send(entry);
        h.Bar(100, 100, 100, 100);
        h.Bar(100, 111, 100, 105, volume: 20);
        Assert.Equal("Accepted Filled(2@110)", h.Story(entry.TakeProfit.Id));
        Assert.Equal("Accepted Modified(3@90)", h.Story(entry.StopLoss.Id));
        h.Bar(100, 100, 89, 95, volume: 20);
        Assert.Equal("Accepted Modified(3@90) Triggered Filled(3@90)", h.Story(entry.StopLoss.Id));
        Assert.Equal("Accepted Filled(2@110) Canceled(OneCancelsOther)", h.Story(entry.TakeProfit.Id));
        // 2 × 10 − 3 × 10.
        Assert.Equal(100_000m - 10m, h.Cash);
    }

    [Fact]
    public void What_an_entry_has_left_is_canceled_when_its_stop_is_hit()
    {
        var options = VenueHarness.Plain with { PartialFills = new PartialFillOptions("volume", ParticipationPercent: 10m) };
        var h = new VenueHarness(options);
        h.Bar(100, 100, 100, 100);
        var entry = h.Order(OrderType.Limit, Side.Buy, 5) with { LimitPrice = VenueHarness.P(98), StopLoss = h.Leg(90) };
        h.Send(entry);
        h.Bar(100, 100, 89, 91, volume: 20);
        Assert.Equal("Accepted Filled(2@98) Canceled(OneCancelsOther)", h.Story(entry.Id));
        Assert.Equal("Accepted Modified(2@90) Triggered Filled(2@90)", h.Story(entry.StopLoss.Id));
        Assert.Equal(0m, h.Held());
    }

    [Fact]
    public void An_entry_that_gaps_past_its_own_stop_is_stopped_at_once()
    {
        var h = new VenueHarness();
        h.Bar(100, 100, 100, 100);
        var entry = h.Order(OrderType.Limit, Side.Buy, 1) with { LimitPrice = VenueHarness.P(98), StopLoss = h.Leg(95), TakeProfit = h.Leg(105) };
        h.Send(entry);
        h.Bar(100, 100, 99, 99);
        h.Bar(93, 93, 93, 93);
        Assert.Equal("Accepted Filled(1@93)", h.Story(entry.Id));
        Assert.Equal("Accepted Triggered Filled(1@93)", h.Story(entry.StopLoss.Id));
        Assert.Equal("Accepted Canceled(OneCancelsOther)", h.Story(entry.TakeProfit.Id));
    }

    [Fact]
    public void A_target_behind_the_market_takes_at_once()
    {
        var h = new VenueHarness();
        h.Bar(100, 100, 100, 100);
        var entry = h.Order(OrderType.Market, Side.Buy, 1) with { StopLoss = h.Leg(95), TakeProfit = h.Leg(101) };
        h.Send(entry);
        h.Bar(103, 103, 103, 103);
        Assert.Equal("Accepted Filled(1@103)", h.Story(entry.TakeProfit.Id));
        Assert.Equal(LiquidityRole.Taker, h.Fills[1].Report.Liquidity);
    }

    [Fact]
    public void A_sleeping_leg_can_be_moved_and_a_working_one_too()
    {
        var h = new VenueHarness();
        h.Bar(100, 100, 100, 100);
        var entry = h.Order(OrderType.Limit, Side.Buy, 1) with { LimitPrice = VenueHarness.P(98), StopLoss = h.Leg(95) };
        h.Send(entry);
        h.Bar(100, 100, 99, 99);
        h.Modify(entry.StopLoss.Id, trigger: 94);
        h.Bar(99, 99, 97, 98);
        h.Modify(entry.StopLoss.Id, trigger: 97.5m);
        h.Bar(98, 98, 97, 98);
        Assert.Equal("Modified(1@94) Accepted Modified(1@97.5) Triggered Filled(1@97.5)", h.Story(entry.StopLoss.Id));
    }

    [Fact]
    public void A_canceled_leg_leaves_the_other_working()
    {
        var h = new VenueHarness();
        h.Bar(100, 100, 100, 100);
        var entry = h.Order(OrderType.Market, Side.Buy, 1) with { StopLoss = h.Leg(95), TakeProfit = h.Leg(105) };
        h.Send(entry);
        h.Bar(100, 100, 100, 100);
        h.Cancel(entry.TakeProfit.Id);
        h.Bar(100, 106, 100, 106);
        h.Bar(100, 100, 94, 94);
        Assert.Equal("Accepted Canceled", h.Story(entry.TakeProfit.Id));
        Assert.Equal("Accepted Triggered Filled(1@95)", h.Story(entry.StopLoss.Id));
    }

    [Fact]
    public void A_reduction_by_another_order_cuts_a_leg_when_it_fills()
    {
        var h = new VenueHarness();
        h.Bar(100, 100, 100, 100);
        var entry = h.Order(OrderType.Market, Side.Buy, 3) with { StopLoss = h.Leg(95) };
        h.Send(entry);
        h.Bar(100, 100, 100, 100);
        h.Market(Side.Sell, 1);
        h.Bar(100, 100, 94, 94);
        Assert.Equal("Accepted Triggered Filled(2@95) Canceled(PositionClosed)", h.Story(entry.StopLoss.Id));
        Assert.Equal(0m, h.Held());
    }

    [Fact]
    public void A_reversal_that_arrives_after_the_stop_opens_no_more_than_was_wanted()
    {
        var h = new VenueHarness();
        h.Bar(100, 100, 100, 100);
        h.Market(Side.Buy, 2, stop: 97);
        h.Bar(100, 100, 100, 100);
        // 2 to close and 3 to open, sent half a leg after the stop at 97 will have fired.
        var reversal = h.Order(OrderType.Market, Side.Sell, 5) with { ClosingQuantity = VenueHarness.Q(2) };
        h.Send(reversal, h.Now + Duration.FromSeconds(45));
        h.Bar(100, 100, 94, 94);
        Assert.StartsWith("Accepted Modified(3@0) Filled(3@", h.Story(reversal.Id), StringComparison.Ordinal);
        Assert.Equal(-3m, h.Held());
    }

    [Fact]
    public void A_resting_reversal_gives_up_what_was_closed_before_it_fired()
    {
        var h = new VenueHarness();
        h.Bar(100, 100, 100, 100);
        h.Market(Side.Buy, 2, stop: 97);
        h.Bar(100, 100, 100, 100);
        var reversal = h.Order(OrderType.StopMarket, Side.Sell, 5) with
        {
            ClosingQuantity = VenueHarness.Q(2),
            TriggerPrice = VenueHarness.P(95),
            StopLoss = h.Leg(101),
        };
        h.Send(reversal);
        h.Bar(100, 100, 94, 94);
        Assert.Equal("Accepted Triggered Modified(3@95) Filled(3@95)", h.Story(reversal.Id));
        Assert.Equal(-3m, h.Held());
        Assert.Equal("Accepted Modified(3@101)", h.Story(reversal.StopLoss.Id));
    }

    [Fact]
    public void A_reversal_closes_what_is_left_of_a_position_that_was_reduced()
    {
        var h = new VenueHarness();
        h.Bar(100, 100, 100, 100);
        h.Market(Side.Buy, 2);
        h.Bar(100, 100, 100, 100);
        h.Send(h.Order(OrderType.Market, Side.Sell, 1.5m) with { ReduceOnly = true });
        var reversal = h.Order(OrderType.Market, Side.Sell, 5) with { ClosingQuantity = VenueHarness.Q(2) };
        h.Send(reversal);
        h.Bar(100, 100, 100, 100);
        Assert.Equal("Accepted Modified(3.5@0) Filled(3.5@100)", h.Story(reversal.Id));
        Assert.Equal(-3m, h.Held());
    }

    [Fact]
    public void A_reversal_that_finds_its_position_is_filled_whole()
    {
        var h = new VenueHarness();
        h.Bar(100, 100, 100, 100);
        h.Market(Side.Buy, 2, stop: 90);
        h.Bar(100, 100, 100, 100);
        var reversal = h.Order(OrderType.Market, Side.Sell, 5) with { ClosingQuantity = VenueHarness.Q(2) };
        h.Send(reversal);
        h.Bar(100, 100, 100, 100);
        Assert.Equal("Accepted Filled(5@100)", h.Story(reversal.Id));
        Assert.Equal(-3m, h.Held());
    }

    [Fact]
    public void A_reversal_that_a_stop_overtook_needs_margin_for_the_opening_part_alone()
    {
        // At 10× the account of 100,000 carries 1,000,000: 9,000 to open at 100 fit, 9,000 + 2,000 would not.
        var h = new VenueHarness();
        h.Bar(100, 100, 100, 100);
        h.Market(Side.Buy, 2_000, stop: 99);
        h.Bar(100, 100, 100, 100);
        var reversal = h.Order(OrderType.Market, Side.Sell, 11_000) with { ClosingQuantity = VenueHarness.Q(2_000) };
        h.Send(reversal, h.Now + Duration.FromSeconds(45));
        h.Bar(100, 100, 98, 98);
        Assert.Equal(-9_000m, h.Held());
    }
}
