using LaptopAgents.Domain;
using LaptopAgents.Simulation;

namespace LaptopAgents.Tests.Simulation;

public sealed class LimitOrderScenarios
{
    [Theory]
    [InlineData(LimitFillRule.Touch, 95, true)]
    [InlineData(LimitFillRule.Through, 95, false)]
    [InlineData(LimitFillRule.Through, 94.9, true)]
    [InlineData(LimitFillRule.Queue, 95, false)]
    public void A_resting_limit_needs_a_touch_or_a_trade_one_tick_beyond(LimitFillRule rule, double low, bool fills)
    {
        var h = new VenueHarness(VenueHarness.Plain with { LimitFill = rule });
        h.Bar(100, 100, 100, 100);
        var id = h.Limit(Side.Buy, 1, 95);
        h.Bar(100, 101, (decimal)low, 100);
        Assert.Equal(fills ? "Accepted Filled(1@95)" : "Accepted", h.Story(id));
    }

    [Fact]
    public void A_maker_fill_pays_no_spread_and_no_slippage()
    {
        var options = VenueHarness.Plain with { Slippage = new SlippageOptions("fixed_bps", 50m), Spread = new SpreadOptions("fixed", 50m) };
        var h = new VenueHarness(options, VenueHarness.Coin(maker: 0.0002m, taker: 0.0006m));
        h.Bar(100, 100, 100, 100);
        h.Limit(Side.Sell, 1, 105);
        h.Bar(100, 106, 100, 100);
        var fill = h.Fills[0].Report;
        Assert.Equal((105m, LiquidityRole.Maker, 0m, 0m), (fill.LastPrice.ToDecimal(), fill.Liquidity, fill.SpreadCost.ToDecimal(), fill.SlippageCost.ToDecimal()));
        // 105 × 0.0002.
        Assert.Equal(0.021m, fill.Fee.ToDecimal());
    }

    [Fact]
    public void A_bar_that_opens_beyond_a_resting_limit_fills_it_at_the_open()
    {
        var h = new VenueHarness();
        h.Bar(100, 100, 100, 100);
        var id = h.Limit(Side.Buy, 1, 95);
        h.Bar(100, 100, 99, 99);
        h.Bar(93, 94, 92, 93);
        Assert.Equal("Accepted Filled(1@93)", h.Story(id));
        Assert.Equal((FillFlags.Gap, LiquidityRole.Maker), (h.Fills[0].Report.Flags, h.Fills[0].Report.Liquidity));
    }

    [Fact]
    public void A_bar_that_opens_at_a_resting_limit_does_not_trade_through_it()
    {
        var h = new VenueHarness();
        h.Bar(100, 100, 100, 100);
        var id = h.Limit(Side.Buy, 1, 95);
        h.Bar(100, 100, 99, 99);
        h.Bar(95, 96, 95, 96);
        Assert.Equal("Accepted", h.Story(id));
    }

    [Fact]
    public void A_limit_that_is_marketable_on_arrival_is_a_taker_and_never_worse_than_its_limit()
    {
        var options = VenueHarness.Plain with { Slippage = new SlippageOptions("fixed_bps", 100m) };
        var h = new VenueHarness(options);
        h.Bar(100, 100, 100, 100);
        var wide = h.Limit(Side.Buy, 1, 105);
        var tight = h.Limit(Side.Buy, 1, 100.5m);
        h.Bar(100, 100, 100, 100);
        // 1 % of slippage: 101, but 100.5 is the most that the second pays.
        Assert.Equal("Accepted Filled(1@101)", h.Story(wide));
        Assert.Equal("Accepted Filled(1@100.5)", h.Story(tight));
        Assert.All(h.Fills, f => Assert.Equal(LiquidityRole.Taker, f.Report.Liquidity));
    }

    [Fact]
    public void A_post_only_order_that_would_take_is_rejected_and_otherwise_rests()
    {
        var h = new VenueHarness();
        h.Bar(100, 100, 100, 100);
        var crossing = h.Send(h.Order(OrderType.Limit, Side.Buy, 1) with { LimitPrice = VenueHarness.P(101), PostOnly = true });
        var resting = h.Send(h.Order(OrderType.Limit, Side.Buy, 1) with { LimitPrice = VenueHarness.P(99), PostOnly = true });
        h.Bar(100, 100, 98, 100);
        Assert.Equal("Rejected(PostOnlyWouldTake)", h.Story(crossing));
        Assert.Equal("Accepted Filled(1@99)", h.Story(resting));
    }

    [Fact]
    public void Immediate_or_cancel_takes_what_there_is_and_cancels_the_rest()
    {
        var options = VenueHarness.Plain with { PartialFills = new PartialFillOptions("volume", ParticipationPercent: 10m) };
        var h = new VenueHarness(options);
        h.Bar(100, 100, 100, 100);
        var id = h.Send(h.Order(OrderType.Limit, Side.Buy, 5) with { LimitPrice = VenueHarness.P(101), TimeInForce = TimeInForce.ImmediateOrCancel });
        var away = h.Send(h.Order(OrderType.Limit, Side.Buy, 5) with { LimitPrice = VenueHarness.P(90), TimeInForce = TimeInForce.ImmediateOrCancel });
        // 10 % of a volume of 20 is 2.
        h.Bar(100, 100, 100, 100, volume: 20);
        Assert.Equal("Accepted Filled(2@100) Canceled(TimeInForceEnded)", h.Story(id));
        Assert.Equal("Accepted Canceled(TimeInForceEnded)", h.Story(away));
        Assert.Equal(2m, h.Held());
    }

    [Fact]
    public void Fill_or_kill_fills_whole_or_not_at_all()
    {
        var options = VenueHarness.Plain with { PartialFills = new PartialFillOptions("volume", ParticipationPercent: 10m) };
        var h = new VenueHarness(options);
        h.Bar(100, 100, 100, 100);
        var large = h.Send(h.Order(OrderType.Limit, Side.Buy, 5) with { LimitPrice = VenueHarness.P(101), TimeInForce = TimeInForce.FillOrKill });
        var small = h.Send(h.Order(OrderType.Limit, Side.Buy, 2) with { LimitPrice = VenueHarness.P(101), TimeInForce = TimeInForce.FillOrKill });
        h.Bar(100, 100, 100, 100, volume: 20);
        Assert.Equal("Accepted Canceled(NotEnoughLiquidity)", h.Story(large));
        Assert.Equal("Accepted Filled(2@100)", h.Story(small));
    }

    [Fact]
    public void Good_till_date_ends_at_its_time_and_not_before()
    {
        var h = new VenueHarness();
        h.Bar(100, 100, 100, 100);
        var ends = h.Now + Duration.FromSeconds(30);
        var order = h.Order(OrderType.Limit, Side.Buy, 1) with { TimeInForce = TimeInForce.GoodTillDate, ExpireTime = ends };
        var missed = h.Send(order with { LimitPrice = VenueHarness.P(94) });
        var met = h.Send(order with { Id = h.NewId(), LimitPrice = VenueHarness.P(96) });
        // Falling 10 in the first 60 s: 95.9 after 24.6 s, 95 at the end of the order, 93.9 too late.
        h.Bar(100, 100, 90, 95);
        Assert.Equal("Accepted Expired(TimeInForceEnded)", h.Story(missed));
        Assert.Equal("Accepted Filled(1@96)", h.Story(met));
        Assert.Equal(ends, h.Reports.Single(e => e.Report.Kind == ExecutionKind.Expired).Time);
    }

    [Fact]
    public void What_volume_does_not_allow_rests_and_fills_in_later_bars_at_the_limit()
    {
        var options = VenueHarness.Plain with { PartialFills = new PartialFillOptions("volume", ParticipationPercent: 10m) };
        var h = new VenueHarness(options);
        h.Bar(100, 100, 100, 100);
        var id = h.Limit(Side.Buy, 5, 95);
        h.Bar(100, 100, 94, 94, volume: 20);
        h.Bar(93, 94, 92, 93, volume: 20);
        h.Bar(93, 94, 92, 93, volume: 20);
        // Twice 10 % of 20, then the last 1. The market has passed 95 already, so its opens at 93 are no gift.
        Assert.Equal("Accepted Filled(2@95) Filled(2@95) Filled(1@95)", h.Story(id));
    }

    [Fact]
    public void Orders_of_one_side_share_the_volume_in_the_order_of_submission()
    {
        var options = VenueHarness.Plain with { PartialFills = new PartialFillOptions("volume", ParticipationPercent: 10m) };
        var h = new VenueHarness(options);
        h.Bar(100, 100, 100, 100);
        var first = h.Limit(Side.Buy, 3, 95);
        var second = h.Limit(Side.Buy, 3, 95);
        h.Bar(100, 100, 94, 95, volume: 40);
        Assert.Equal("Accepted Filled(3@95)", h.Story(first));
        Assert.Equal("Accepted Filled(1@95)", h.Story(second));
    }

    [Fact]
    public void A_market_order_is_bound_by_volume_only_when_that_is_chosen()
    {
        foreach (var (caps, expected) in new[] { (false, "Accepted Filled(5@100)"), (true, "Accepted Filled(2@100) Filled(2@101) Filled(1@102)") })
        {
            var partial = new PartialFillOptions("volume", ParticipationPercent: 10m, CapsMarketOrders: caps);
            var h = new VenueHarness(VenueHarness.Plain with { PartialFills = partial });
            h.Bar(100, 100, 100, 100);
            var id = h.Market(Side.Buy, 5);
            h.Bar(100, 100, 100, 100, volume: 20);
            h.Bar(101, 101, 101, 101, volume: 20);
            h.Bar(102, 102, 102, 102, volume: 20);
            Assert.Equal(expected, h.Story(id));
        }
    }

    [Fact]
    public void Reduce_only_is_cut_to_the_position_and_the_rest_is_canceled()
    {
        var h = new VenueHarness();
        h.Bar(100, 100, 100, 100);
        h.Market(Side.Buy, 2);
        h.Bar(100, 100, 100, 100);
        var id = h.Send(h.Order(OrderType.Limit, Side.Sell, 5) with { LimitPrice = VenueHarness.P(105), ReduceOnly = true });
        h.Bar(100, 106, 100, 104);
        Assert.Equal("Accepted Filled(2@105) Canceled(ReduceOnlyWouldIncrease)", h.Story(id));
        Assert.Equal(0m, h.Held());
    }

    [Fact]
    public void Reduce_only_with_nothing_to_reduce_is_rejected_on_arrival_and_canceled_later()
    {
        var h = new VenueHarness();
        h.Bar(100, 100, 100, 100);
        var early = h.Send(h.Order(OrderType.Market, Side.Sell, 1) with { ReduceOnly = true });
        h.Market(Side.Buy, 1);
        h.Bar(100, 100, 100, 100);
        var late = h.Send(h.Order(OrderType.Limit, Side.Sell, 1) with { LimitPrice = VenueHarness.P(105), ReduceOnly = true });
        h.Bar(100, 100, 100, 100);
        h.Market(Side.Sell, 1);
        h.Bar(100, 100, 100, 100);
        h.Bar(100, 106, 100, 100);
        Assert.Equal("Rejected(ReduceOnlyWouldIncrease)", h.Story(early));
        Assert.Equal("Accepted Canceled(ReduceOnlyWouldIncrease)", h.Story(late));
        Assert.Equal(0m, h.Held());
    }

    [Fact]
    public void A_cancel_and_a_fill_race_on_the_path()
    {
        var h = new VenueHarness(VenueHarness.Plain with { Latency = LatencyOptions.Commands(Duration.FromSeconds(30)) });
        h.Bar(100, 100, 100, 100);
        var reached = h.Limit(Side.Buy, 1, 96);
        var saved = h.Limit(Side.Buy, 1, 94);
        h.Bar(100, 100, 100, 100);
        h.Cancel(reached);
        h.Cancel(saved);
        // Falling 10 in 60 s: 95.9 after 24.6 s, the cancels after 30 s at 95, 93.9 never meets an order.
        h.Bar(100, 100, 90, 95);
        Assert.Equal("Accepted Filled(1@96) CancelRejected", h.Story(reached));
        Assert.Equal("Accepted Canceled", h.Story(saved));
        Assert.Equal(OrderReason.UnknownOrder, h.Reports.Single(e => e.Report.Kind == ExecutionKind.CancelRejected).Report.Reason);
    }

    [Fact]
    public void A_cancel_sent_on_the_close_beats_the_next_open()
    {
        var h = new VenueHarness();
        h.Bar(100, 100, 100, 100);
        var id = h.Limit(Side.Buy, 1, 95);
        h.Bar(100, 100, 99, 99);
        h.Cancel(id);
        h.Bar(90, 90, 90, 90);
        Assert.Equal("Accepted Canceled", h.Story(id));
    }

    [Fact]
    public void A_modified_limit_works_at_its_new_price_and_size()
    {
        var h = new VenueHarness();
        h.Bar(100, 100, 100, 100);
        var id = h.Limit(Side.Buy, 1, 90);
        h.Bar(100, 100, 99, 99);
        h.Modify(id, quantity: 3, limit: 97);
        h.Bar(99, 99, 96, 97);
        Assert.Equal("Accepted Modified(3@97) Filled(3@97)", h.Story(id));
    }

    [Fact]
    public void A_limit_modified_through_the_market_takes()
    {
        var h = new VenueHarness();
        h.Bar(100, 100, 100, 100);
        var id = h.Limit(Side.Buy, 1, 90);
        h.Bar(100, 100, 99, 99);
        h.Modify(id, limit: 105);
        h.Bar(99, 99, 99, 99);
        Assert.Equal("Accepted Modified(1@105) Filled(1@99)", h.Story(id));
        Assert.Equal(LiquidityRole.Taker, h.Fills[0].Report.Liquidity);
    }

    [Fact]
    public void A_modification_of_nothing_or_off_the_grid_is_rejected_and_changes_nothing()
    {
        var h = new VenueHarness();
        h.Bar(100, 100, 100, 100);
        var id = h.Limit(Side.Buy, 1, 95);
        var unknown = h.NewId();
        h.Bar(100, 100, 100, 100);
        h.Modify(id, limit: 95.05m);
        h.Modify(unknown, limit: 95m);
        h.Bar(100, 100, 94, 95);
        Assert.Equal("Accepted ModifyRejected(OffTick) Filled(1@95)", h.Story(id));
        Assert.Equal("ModifyRejected(UnknownOrder)", h.Story(unknown));
    }

    [Fact]
    public void Probabilistic_fills_draw_once_for_each_order_and_bar()
    {
        var filled = 0;
        for (ulong seed = 0; seed < 400; seed++)
        {
            var options = VenueHarness.Plain with { Seed = seed, PartialFills = new PartialFillOptions("probabilistic", FillProbability: 0.25m) };
            var h = new VenueHarness(options);
            h.Bar(100, 100, 100, 100);
            h.Limit(Side.Buy, 1, 95);
            h.Bar(100, 100, 94, 95);
            Assert.True(h.Fills.Count <= 1);
            if (h.Held() == 1m) filled++;
        }

        // 400 draws at 0.25: 100 ± 3.5 deviations of 8.7.
        Assert.InRange(filled, 70, 130);
    }
}
