using LaptopAgents.Domain;
using LaptopAgents.Simulation;

namespace LaptopAgents.Tests.Simulation;

public sealed class TickScenarios
{
    private static readonly Duration Step = Duration.FromMilliseconds(100);

    private static EngineEvent Quote(VenueHarness h, decimal bid, decimal ask, decimal bidQuantity = 5, decimal askQuantity = 5) =>
        EngineEvent.OfQuote(default, h.Now + Step, h.Now + Step, new Quote(VenueHarness.P(bid), VenueHarness.Q(bidQuantity), VenueHarness.P(ask), VenueHarness.Q(askQuantity)));

    private static EngineEvent Trade(VenueHarness h, decimal price, decimal quantity, Side aggressor) =>
        EngineEvent.OfTrade(default, h.Now + Step, h.Now + Step, new MarketTrade(VenueHarness.P(price), VenueHarness.Q(quantity), aggressor));

    private static EngineEvent Level(VenueHarness h, Side side, decimal price, decimal quantity, bool snapshot = false, bool last = true) =>
        EngineEvent.OfBookLevel(default, h.Now + Step, h.Now + Step, new BookLevelChange(side, VenueHarness.P(price), VenueHarness.Q(quantity), snapshot, last));

    private static VenueHarness Quoted(VenueOptions? options = null)
    {
        var h = new VenueHarness(options);
        return h.Instant(Step, Quote(h, 99.9m, 100.1m));
    }

    [Fact]
    public void A_market_order_meets_the_quote_and_pays_no_assumed_spread()
    {
        var h = Quoted(VenueHarness.Plain with { Spread = new SpreadOptions("fixed", 100m) });
        h.Market(Side.Buy, 1);
        h.Market(Side.Sell, 1);
        h.Instant(Step, Quote(h, 99, 101));
        Assert.Equal([100.1m, 99.9m], h.Fills.Select(f => f.Report.LastPrice.ToDecimal()));
        Assert.All(h.Fills, f => Assert.Equal((FillFlags.None, 0m), (f.Report.Flags, f.Report.SpreadCost.ToDecimal())));
        // It reached the venue at the instant it was sent, before the next quote.
        Assert.Equal(VenueHarness.Start + Step, h.Fills[0].Time);
    }

    [Fact]
    public void With_latency_the_quote_on_arrival_is_the_one_that_counts()
    {
        var h = Quoted(VenueHarness.Plain with { Latency = LatencyOptions.Commands(Duration.FromMilliseconds(150)) });
        var id = h.Market(Side.Buy, 1);
        h.Instant(Step, Quote(h, 104.9m, 105.1m));
        Assert.Equal("", h.Story(id));
        h.Instant(Step, Quote(h, 200, 201));
        Assert.Equal("Accepted Filled(1@105.1)", h.Story(id));
    }

    [Theory]
    [InlineData(LimitFillRule.Touch, 99, true)]
    [InlineData(LimitFillRule.Through, 99, false)]
    [InlineData(LimitFillRule.Through, 98.9, true)]
    public void A_trade_fills_a_resting_limit_by_the_rule(LimitFillRule rule, double price, bool fills)
    {
        var h = Quoted(VenueHarness.Plain with { LimitFill = rule });
        var id = h.Limit(Side.Buy, 1, 99);
        h.Instant(Step, Trade(h, (decimal)price, 3, Side.Sell));
        h.Instant(Step);
        Assert.Equal(fills ? "Accepted Filled(1@99)" : "Accepted", h.Story(id));
    }

    [Fact]
    public void A_queued_order_waits_for_the_volume_ahead_of_it()
    {
        var h = Quoted(VenueHarness.Plain with { LimitFill = LimitFillRule.Queue });
        var id = h.Limit(Side.Buy, 2, 99.9m);
        // 5 rest at 99.9. 4 trade: 1 ahead. 2 trade: 1 of them is ours. 3 trade: our other 1.
        h.Instant(Step, Trade(h, 99.9m, 4, Side.Sell));
        h.Instant(Step, Trade(h, 99.9m, 2, Side.Sell));
        h.Instant(Step, Trade(h, 99.9m, 3, Side.Buy));
        h.Instant(Step, Trade(h, 99.9m, 3, Side.Sell));
        h.Instant(Step);
        Assert.Equal("Accepted Filled(1@99.9) Filled(1@99.9)", h.Story(id));
        Assert.Equal(VenueHarness.Start + Step * 5, h.Fills[1].Time);
    }

    [Fact]
    public void What_vanishes_without_a_trade_was_canceled_evenly_along_the_queue()
    {
        var h = Quoted(VenueHarness.Plain with { LimitFill = LimitFillRule.Queue });
        var id = h.Limit(Side.Buy, 1, 99.9m);
        // 5 ahead; 3 join behind (8); 4 of 8 are canceled: 5 × 4 ÷ 8 = 2.5 of those ahead. 2.5 left, so a trade of 3 fills 0.5.
        h.Instant(Step, Quote(h, 99.9m, 100.1m, bidQuantity: 8));
        h.Instant(Step, Quote(h, 99.9m, 100.1m, bidQuantity: 4));
        h.Instant(Step, Trade(h, 99.9m, 3, Side.Sell));
        h.Instant(Step);
        Assert.Equal("Accepted Filled(0.5@99.9)", h.Story(id));
    }

    [Fact]
    public void A_traded_quantity_is_not_taken_for_a_cancellation_as_well()
    {
        var h = Quoted(VenueHarness.Plain with { LimitFill = LimitFillRule.Queue });
        var id = h.Limit(Side.Buy, 1, 99.9m);
        // 5 ahead, 2 trade: 3 ahead. The quote then shows 3: nothing was canceled.
        h.Instant(Step, Trade(h, 99.9m, 2, Side.Sell));
        h.Instant(Step, Quote(h, 99.9m, 100.1m, bidQuantity: 3));
        h.Instant(Step, Trade(h, 99.9m, 3, Side.Sell));
        h.Instant(Step);
        Assert.Equal("Accepted", h.Story(id));
    }

    [Fact]
    public void Never_more_is_ahead_than_the_level_shows_and_a_better_price_has_nobody_ahead()
    {
        var h = Quoted(VenueHarness.Plain with { LimitFill = LimitFillRule.Queue });
        var joined = h.Limit(Side.Buy, 1, 99.9m);
        var improved = h.Limit(Side.Buy, 1, 100m);
        h.Instant(Step, Trade(h, 100m, 1, Side.Sell));
        h.Instant(Step, Quote(h, 99.9m, 100.1m, bidQuantity: 1));
        h.Instant(Step, Trade(h, 99.9m, 2, Side.Sell));
        h.Instant(Step);
        Assert.Equal("Accepted Filled(1@100)", h.Story(improved));
        Assert.Equal("Accepted Filled(1@99.9)", h.Story(joined));
    }

    [Fact]
    public void A_quote_that_crosses_a_resting_limit_fills_it_as_a_maker()
    {
        var h = Quoted();
        var id = h.Limit(Side.Buy, 1, 99);
        h.Instant(Step, Quote(h, 98.5m, 98.9m));
        h.Instant(Step);
        Assert.Equal("Accepted Filled(1@99)", h.Story(id));
        Assert.Equal(LiquidityRole.Maker, h.Fills[0].Report.Liquidity);
    }

    [Fact]
    public void A_trade_fires_a_stop_which_then_meets_the_quote()
    {
        var h = Quoted();
        var id = h.Stop(Side.Sell, 1, 99);
        h.Instant(Step, Quote(h, 98.7m, 98.9m), Trade(h, 98.8m, 1, Side.Sell));
        h.Instant(Step);
        Assert.Equal("Accepted Triggered Filled(1@98.7)", h.Story(id));
    }

    [Fact]
    public void A_market_order_walks_the_book_level_by_level()
    {
        var h = new VenueHarness(VenueHarness.Plain with { Slippage = new SlippageOptions("book") }, VenueHarness.Coin(taker: 0.001m));
        h.Instant(
            Step, Level(h, Side.Buy, 99, 5, true, false), Level(h, Side.Sell, 101, 2, true, false),
            Level(h, Side.Sell, 102, 1, true, false), Level(h, Side.Sell, 103, 7, true));
        var id = h.Market(Side.Buy, 4);
        h.Instant(Step);
        Assert.Equal("Accepted Filled(2@101) Filled(1@102) Filled(1@103)", h.Story(id));
        // Beyond the touch of 101: 0, 1 and 2.
        Assert.Equal([0m, 1m, 2m], h.Fills.Select(f => f.Report.SlippageCost.ToDecimal()));
        // 0.001 × (202 + 102 + 103).
        Assert.Equal(100_000m - 0.407m, h.Cash);

        // What was taken is gone until the exchange publishes the level again.
        var second = h.Market(Side.Buy, 1);
        h.Instant(Step);
        Assert.Equal("Accepted Filled(1@103)", h.Story(second));
        h.Instant(Step, Level(h, Side.Sell, 101, 2));
        var third = h.Market(Side.Buy, 1);
        h.Instant(Step);
        Assert.Equal("Accepted Filled(1@101)", h.Story(third));
    }

    [Fact]
    public void A_book_that_is_too_thin_leaves_a_market_order_unfilled_and_kills_fill_or_kill()
    {
        var h = new VenueHarness(VenueHarness.Plain with { Slippage = new SlippageOptions("book") });
        h.Instant(Step, Level(h, Side.Buy, 99, 5, true, false), Level(h, Side.Sell, 101, 2, true));
        var kill = h.Send(h.Order(OrderType.Limit, Side.Buy, 3) with { LimitPrice = VenueHarness.P(110), TimeInForce = TimeInForce.FillOrKill });
        var market = h.Market(Side.Buy, 3);
        h.Instant(Step);
        Assert.Equal("Accepted Canceled(NotEnoughLiquidity)", h.Story(kill));
        Assert.Equal("Accepted Filled(2@101) Canceled(NotEnoughLiquidity)", h.Story(market));
    }

    [Fact]
    public void A_marketable_limit_walks_as_far_as_its_price_and_rests_with_the_remainder()
    {
        var options = VenueHarness.Plain with { Slippage = new SlippageOptions("book"), LimitFill = LimitFillRule.Queue };
        var h = new VenueHarness(options);
        h.Instant(Step, Level(h, Side.Buy, 99, 5, true, false), Level(h, Side.Sell, 101, 2, true, false), Level(h, Side.Sell, 102, 2, true));
        var id = h.Limit(Side.Buy, 3, 101);
        h.Instant(Step);
        // Alone at 101 now: the first seller there is ours.
        h.Instant(Step, Trade(h, 101, 0.4m, Side.Sell));
        h.Instant(Step);
        Assert.Equal("Accepted Filled(2@101) Filled(0.4@101)", h.Story(id));
    }

    [Fact]
    public void Bars_of_a_market_with_ticks_inform_and_decide_nothing()
    {
        var h = Quoted();
        var id = h.Limit(Side.Buy, 1, 95);
        h.Instant(Step, Trade(h, 99, 1, Side.Sell));
        h.Bar(99, 99, 90, 95);
        Assert.Equal("Accepted", h.Story(id));
    }

    [Fact]
    public void A_bracket_on_ticks_is_protected_from_its_first_fill()
    {
        var h = Quoted();
        var entry = h.Order(OrderType.Market, Side.Buy, 1) with { StopLoss = h.Leg(98), TakeProfit = h.Leg(103) };
        h.Send(entry);
        h.Instant(Step, Quote(h, 97.4m, 97.6m), Trade(h, 97.5m, 1, Side.Sell));
        h.Instant(Step);
        Assert.Equal("Accepted Triggered Filled(1@97.4)", h.Story(entry.StopLoss.Id));
        Assert.Equal("Accepted Canceled(OneCancelsOther)", h.Story(entry.TakeProfit.Id));
    }
}
