using LaptopAgents.Domain;
using LaptopAgents.Simulation;

namespace LaptopAgents.Tests.Simulation;

public sealed class StopOrderScenarios
{
    [Fact]
    public void A_stop_fills_at_its_trigger_with_the_costs_of_a_market_order()
    {
        var h = new VenueHarness(VenueHarness.Plain with { Slippage = new SlippageOptions("fixed_bps", 10m) });
        h.Bar(100, 100, 100, 100);
        var id = h.Stop(Side.Sell, 1, 95);
        h.Bar(100, 100, 94, 95);
        // 95 × 0.001 = 0.095 below 95, down to the tick: 94.9.
        Assert.Equal("Accepted Triggered Filled(1@94.9)", h.Story(id));
        Assert.Equal((95m, LiquidityRole.Taker), (h.Fills[0].Report.ReferencePrice.ToDecimal(), h.Fills[0].Report.Liquidity));
    }

    [Fact]
    public void A_gap_through_a_stop_fills_at_the_first_tradable_price()
    {
        var h = new VenueHarness();
        h.Bar(100, 100, 100, 100);
        h.Market(Side.Buy, 1, stop: 95);
        h.Bar(100, 101, 99, 100);
        h.Bar(88, 90, 87, 89);
        // Bought at 100, the stop at 95 was never a price: out at 88.
        Assert.Equal(88m, h.Fills[1].Report.LastPrice.ToDecimal());
        Assert.Equal(FillFlags.Gap, h.Fills[1].Report.Flags);
        Assert.Equal(100_000m - 12m, h.Cash);
    }

    [Fact]
    public void A_stop_whose_trigger_is_already_passed_on_arrival_acts_at_once()
    {
        var h = new VenueHarness();
        h.Bar(100, 100, 100, 100);
        var id = h.Stop(Side.Sell, 1, 95);
        h.Bar(94, 94, 94, 94);
        Assert.Equal("Accepted Triggered Filled(1@94)", h.Story(id));
    }

    [Fact]
    public void A_stop_limit_waits_at_its_limit_when_the_market_runs_past_it()
    {
        var h = new VenueHarness();
        h.Bar(100, 100, 100, 100);
        var id = h.Send(h.Order(OrderType.StopLimit, Side.Sell, 1) with { TriggerPrice = VenueHarness.P(95), LimitPrice = VenueHarness.P(95.5m) });
        h.Bar(100, 100, 90, 92);
        Assert.Equal("Accepted Triggered", h.Story(id));
        // The next bar is wholly after the trigger: 95.5 fills when 95.6 trades.
        h.Bar(92, 96, 92, 92);
        Assert.Equal("Accepted Triggered Filled(1@95.5)", h.Story(id));
        Assert.Equal(LiquidityRole.Maker, h.Fills[0].Report.Liquidity);
    }

    [Fact]
    public void A_stop_limit_that_is_marketable_at_its_trigger_takes_there()
    {
        var h = new VenueHarness();
        h.Bar(100, 100, 100, 100);
        var id = h.Send(h.Order(OrderType.StopLimit, Side.Sell, 1) with { TriggerPrice = VenueHarness.P(95), LimitPrice = VenueHarness.P(94) });
        h.Bar(100, 100, 90, 92);
        Assert.Equal("Accepted Triggered Filled(1@95)", h.Story(id));
        Assert.Equal(LiquidityRole.Taker, h.Fills[0].Report.Liquidity);
    }

    [Fact]
    public void A_trailing_stop_follows_the_best_price_since_it_became_active()
    {
        var h = new VenueHarness(VenueHarness.Plain with { Intrabar = IntrabarMode.Optimistic });
        h.Bar(100, 150, 100, 100);
        h.Market(Side.Buy, 1);
        var id = h.Send(h.Order(OrderType.TrailingStop, Side.Sell, 1) with
        {
            TriggerPrice = VenueHarness.P(97),
            TrailingDistance = VenueHarness.P(3),
            ReduceOnly = true,
            Purpose = OrderPurpose.TrailingStop,
        });
        // The 150 before it was active is gone. Optimistic is the low first: up to 110, trigger 107, then down to the close at 108.
        h.Bar(100, 110, 100, 108);
        Assert.Equal("Accepted", h.Story(id));
        h.Bar(108, 109, 106, 106);
        Assert.Equal("Accepted Triggered Filled(1@107)", h.Story(id));
    }

    [Fact]
    public void A_trailing_stop_moves_within_the_bar_that_fires_it()
    {
        var h = new VenueHarness();
        h.Bar(100, 100, 100, 100);
        h.Market(Side.Buy, 1);
        var id = h.Send(h.Order(OrderType.TrailingStop, Side.Sell, 1) with
        {
            TriggerPrice = VenueHarness.P(90),
            TrailingDistance = VenueHarness.P(10),
            ReduceOnly = true,
        });
        // Conservative. High first: 120, trigger 110, fills at 110 on the way to 95: +10. Low first: 95, 120, then 104: it fires at 110 too.
        h.Bar(100, 120, 95, 104);
        Assert.Equal("Accepted Triggered Filled(1@110)", h.Story(id));
        Assert.Equal(100_010m, h.Cash);
    }

    [Fact]
    public void A_trailing_stop_for_a_short_follows_downwards()
    {
        var h = new VenueHarness();
        h.Bar(100, 100, 100, 100);
        h.Market(Side.Sell, 1);
        var id = h.Send(h.Order(OrderType.TrailingStop, Side.Buy, 1) with
        {
            TriggerPrice = VenueHarness.P(103),
            TrailingDistance = VenueHarness.P(3),
            ReduceOnly = true,
        });
        h.Bar(100, 100, 90, 90);
        h.Bar(92, 95, 92, 95);
        Assert.Equal("Accepted Triggered Filled(1@93)", h.Story(id));
    }

    [Fact]
    public void A_stop_on_the_mark_price_ignores_the_last_price_and_acts_when_the_mark_is_published()
    {
        var h = new VenueHarness();
        h.Instant(VenueHarness.Interval, h.BarOf(0, 100, 100, 100, 100), Mark(h, 100));
        h.Market(Side.Buy, 1);
        var id = h.Send(h.Order(OrderType.StopMarket, Side.Sell, 1) with
        {
            TriggerPrice = VenueHarness.P(95),
            TriggerSource = TriggerSource.MarkPrice,
            ReduceOnly = true,
        });
        h.Instant(VenueHarness.Interval, h.BarOf(0, 100, 100, 90, 99), Mark(h, 98));
        Assert.Equal("Accepted", h.Story(id));
        h.Instant(VenueHarness.Interval, h.BarOf(0, 99, 99, 98, 98), Mark(h, 94));
        Assert.Equal("Accepted", h.Story(id));
        // The mark of that instant acts on what trades from then on: the next open.
        h.Bar(97, 97, 97, 97);
        Assert.Equal("Accepted Triggered Filled(1@97)", h.Story(id));
        Assert.Equal(FillFlags.None, h.Fills[1].Report.Flags);
    }

    [Fact]
    public void Without_marks_in_the_data_a_mark_stop_uses_the_bar_and_says_so()
    {
        var h = new VenueHarness();
        h.Bar(100, 100, 100, 100);
        h.Market(Side.Buy, 1);
        h.Send(h.Order(OrderType.StopMarket, Side.Sell, 1) with { TriggerPrice = VenueHarness.P(95), TriggerSource = TriggerSource.MarkPrice });
        h.Bar(100, 100, 94, 95);
        Assert.Equal(FillFlags.AssumedMark | FillFlags.EntryBar, h.Fills[1].Report.Flags);
        Assert.Equal(1, h.Venue.Assumptions.AssumedMark);
    }

    [Fact]
    public void A_stop_entry_acts_only_on_the_part_of_the_path_after_its_own_fill()
    {
        // Conservative: low first would fill the entry at 105 on the way up from 95, with the stop at 98 untouched until the close at 101.
        // High first fills it at 105 and stops it at 98 on the way down: −7, which is worse.
        var h = new VenueHarness();
        h.Bar(100, 100, 100, 100);
        var entry = h.Send(h.Order(OrderType.StopMarket, Side.Buy, 1) with { TriggerPrice = VenueHarness.P(105), StopLoss = h.Leg(98) });
        h.Bar(100, 106, 95, 101);
        Assert.Equal("Accepted Triggered Filled(1@105)", h.Story(entry));
        Assert.Equal(100_000m - 7m, h.Cash);

        var optimist = new VenueHarness(VenueHarness.Plain with { Intrabar = IntrabarMode.Optimistic });
        optimist.Bar(100, 100, 100, 100);
        optimist.Send(optimist.Order(OrderType.StopMarket, Side.Buy, 1) with { TriggerPrice = VenueHarness.P(105), StopLoss = optimist.Leg(98) });
        optimist.Bar(100, 106, 95, 101);
        Assert.Single(optimist.Fills);
        Assert.Equal(1m, optimist.Held());
    }

    private static EngineEvent Mark(VenueHarness h, decimal price) => EngineEvent.OfMarkPrice(
        new InstrumentId(0), h.Now + VenueHarness.Interval, h.Now + VenueHarness.Interval, new MarkPrice(VenueHarness.P(price), VenueHarness.P(price)));
}
