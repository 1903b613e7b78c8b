using LaptopAgents.Domain;
using LaptopAgents.Simulation;

namespace LaptopAgents.Tests.Simulation;

public sealed class MarketOrderScenarios
{
    [Fact]
    public void A_market_order_decided_on_a_close_fills_at_the_next_open()
    {
        var h = new VenueHarness();
        h.Bar(100, 101, 99, 100.5m);
        var id = h.Market(Side.Buy, 2);
        h.Bar(100.7m, 102, 100, 101);
        Assert.Equal("Accepted Filled(2@100.7)", h.Story(id));
        Assert.Equal(VenueHarness.Start + VenueHarness.Interval, h.Fills[0].Time);
        // 2 × (101 − 100.7) = 0.6 open result, no fee.
        Assert.Equal(100_000m, h.Cash);
        Assert.Equal(100_000.6m, h.Venue.Equity.ToDecimal());
    }

    [Fact]
    public void Nothing_decided_on_a_close_can_fill_on_that_bar()
    {
        var h = new VenueHarness();
        h.Bar(100, 110, 90, 100);
        h.Limit(Side.Buy, 1, 95);
        h.Bar(100, 101, 96, 100);
        Assert.Empty(h.Fills);
    }

    [Fact]
    public void Spread_and_slippage_are_adverse_and_rounded_to_the_tick_against_us()
    {
        var options = VenueHarness.Plain with { Slippage = new SlippageOptions("fixed_bps", 2m), Spread = new SpreadOptions("fixed", 1m) };
        var h = new VenueHarness(options);
        h.Bar(1000, 1000, 1000, 1000);
        h.Market(Side.Buy, 2);
        h.Bar(1000, 1000, 1000, 1000);
        h.Market(Side.Sell, 2);
        h.Bar(1000, 1000, 1000, 1000);
        // Half spread 0.5 bp = 0.05, slippage 2 bp = 0.2: 1000.25, up to 1000.3; and 999.75, down to 999.7.
        Assert.Equal([1000.3m, 999.7m], h.Fills.Select(f => f.Report.LastPrice.ToDecimal()));
        // Each lost 0.3 × 2 = 0.6, of which spread 0.05 × 2 = 0.1.
        Assert.All(h.Fills, f => Assert.Equal((0.1m, 0.5m), (f.Report.SpreadCost.ToDecimal(), f.Report.SlippageCost.ToDecimal())));
        Assert.All(h.Fills, f => Assert.Equal(FillFlags.AssumedSpread, f.Report.Flags));
        Assert.Equal(100_000m - 1.2m, h.Cash);
    }

    [Fact]
    public void A_taker_fee_is_rounded_up_to_the_last_unit()
    {
        var h = new VenueHarness(null, VenueHarness.Coin(taker: 0.00033333m));
        h.Bar(100, 100, 100, 100);
        h.Market(Side.Buy, 0.003m);
        h.Bar(100.1m, 100.1m, 100.1m, 100.1m);
        // 0.003 × 100.1 = 0.3003; × 0.00033333 = 0.000100098999 → 0.00010010.
        Assert.Equal(0.00010010m, h.Fills[0].Report.Fee.ToDecimal());
        Assert.Equal(100_000m - 0.00010010m, h.Cash);
    }

    [Fact]
    public void A_maker_rebate_is_rounded_against_us_too()
    {
        var h = new VenueHarness(null, VenueHarness.Coin(maker: -0.00033333m));
        h.Bar(101, 101, 101, 101);
        h.Limit(Side.Buy, 0.003m, 100.1m);
        h.Bar(101, 101, 99, 99);
        // −0.000100098999 rounds up to −0.00010009: we get less.
        Assert.Equal(-0.00010009m, h.Fills[0].Report.Fee.ToDecimal());
        Assert.Equal(100_000m + 0.00010009m, h.Cash);
    }

    [Fact]
    public void An_order_for_a_market_in_a_gap_arrives_at_the_next_open()
    {
        var h = new VenueHarness();
        h.Bar(100, 100, 100, 100);
        var id = h.Market(Side.Buy, 1);
        h.Instant(VenueHarness.Interval);
        h.Instant(VenueHarness.Interval);
        Assert.Equal("", h.Story(id));
        var open = h.Now;
        h.Bar(107, 108, 106, 107);
        Assert.Equal("Accepted Filled(1@107)", h.Story(id));
        Assert.Equal(open, h.Fills[0].Time);
    }

    [Fact]
    public void With_latency_the_price_on_the_path_is_the_reference()
    {
        var h = new VenueHarness(VenueHarness.Plain with { Latency = LatencyOptions.Commands(Duration.FromSeconds(30)) });
        h.Bar(100, 100, 100, 100);
        var id = h.Market(Side.Buy, 1);
        // Conservative for a buyer: O → H → L → C keeps 1 × (103 − 105) ; O → L → H → C gives 1 × (103 − 95).
        // The first leg lasts 60 s, so after 30 s the price is half way from 100 to 110.
        h.Bar(100, 110, 90, 103);
        Assert.Equal("Accepted Filled(1@105)", h.Story(id));
        Assert.Equal(VenueHarness.Start + VenueHarness.Interval + Duration.FromSeconds(30), h.Fills[0].Time);
        Assert.Equal(FillFlags.PathDependent, h.Fills[0].Report.Flags);
    }

    [Fact]
    public void Between_two_ticks_the_path_stands_at_the_last_tick_it_passed()
    {
        var h = new VenueHarness(VenueHarness.Plain with { Latency = LatencyOptions.Commands(Duration.FromMilliseconds(20_500)) });
        h.Bar(100, 100, 100, 100);
        var id = h.Market(Side.Sell, 1);
        // Falling 100 → 99 in 60 s: after 20.5 s the line is at 99.6583; the last tick passed is 99.7.
        h.Bar(100, 100, 99, 99);
        Assert.Equal("Accepted Filled(1@99.7)", h.Story(id));
    }

    [Fact]
    public void A_latency_longer_than_a_bar_arrives_in_a_later_bar()
    {
        var h = new VenueHarness(VenueHarness.Plain with { Latency = LatencyOptions.Commands(Duration.FromMinutes(4)) });
        h.Bar(100, 100, 100, 100);
        var id = h.Market(Side.Buy, 1);
        h.Bar(100, 100, 100, 100);
        Assert.Equal("", h.Story(id));
        h.Bar(200, 200, 200, 200);
        Assert.Equal("Accepted Filled(1@200)", h.Story(id));
        Assert.Equal(VenueHarness.Start + Duration.FromMinutes(7), h.Fills[0].Time);
    }

    [Fact]
    public void A_report_travels_back_with_its_own_latency_and_waits_for_its_instant()
    {
        var options = VenueHarness.Plain with { Latency = new LatencyOptions { Report = LatencySpec.Fixed(Duration.FromMinutes(4)) } };
        var h = new VenueHarness(options);
        h.Bar(100, 100, 100, 100);
        var id = h.Market(Side.Buy, 1);
        h.Bar(100, 100, 100, 100);
        Assert.Equal("", h.Story(id));
        Assert.Equal(1m, h.Held());
        h.Bar(100, 100, 100, 100);
        Assert.Equal("Accepted Filled(1@100)", h.Story(id));
        Assert.Equal(VenueHarness.Start + Duration.FromMinutes(7), h.Fills[0].Time);
    }

    [Fact]
    public void Reports_never_overtake_each_other_however_their_latencies_fall()
    {
        var options = VenueHarness.Plain with
        {
            Latency = new LatencyOptions { Report = LatencySpec.Uniform(Duration.Zero, Duration.FromMinutes(2)) },
        };
        var h = new VenueHarness(options);
        h.Bar(100, 100, 100, 100);
        var ids = Enumerable.Range(0, 20).Select(i => h.Market(i % 2 == 0 ? Side.Buy : Side.Sell, 1)).ToList();
        for (var i = 0; i < 4; i++) h.Bar(100, 100, 100, 100);
        Assert.All(ids, id => Assert.Equal("Accepted Filled(1@100)", h.Story(id)));
    }

    [Fact]
    public void An_answer_to_a_report_inside_a_bar_meets_the_price_at_that_place()
    {
        var h = new VenueHarness();
        ClientOrderId answer = default;
        h.OnReport = e =>
        {
            if (e.Report.Kind == ExecutionKind.Filled && answer.IsNone) answer = h.Send(h.Order(OrderType.Market, Side.Sell, 1), e.Time);
        };
        h.Bar(100, 100, 100, 100);
        h.Limit(Side.Buy, 1, 95);
        // Only the low is met, so both paths end alike and a flat account sees the high first: a minute at 100, then 100 → 90, where
        // 94.9 comes after 51 % of 60 s. The answer sells right there.
        h.Bar(100, 100, 90, 100);
        Assert.Equal("Accepted Filled(1@94.9)", h.Story(answer));
        Assert.Equal(h.Fills[0].Time, h.Fills[1].Time);
        Assert.Equal(VenueHarness.Start + VenueHarness.Interval + Duration.FromMilliseconds(90_600), h.Fills[0].Time);
    }

    [Fact]
    public void Reports_of_several_instruments_come_in_the_order_of_time()
    {
        var h = new VenueHarness(null, VenueHarness.Coin(), VenueHarness.Coin(1));
        h.Instant(VenueHarness.Interval, h.BarOf(0, 100, 100, 100, 100), h.BarOf(1, 100, 100, 100, 100));
        var late = h.Limit(Side.Buy, 1, 91);
        var early = h.Limit(Side.Buy, 1, 99, instrument: 1);
        h.Instant(VenueHarness.Interval, h.BarOf(0, 100, 100, 90, 95), h.BarOf(1, 100, 100, 90, 95));
        Assert.Equal([early, late], h.Fills.Select(f => f.Report.OrderId));
        Assert.Equal([1, 0], h.Fills.Select(f => f.Instrument.Index));
    }

    [Fact]
    public void An_answer_on_another_instrument_meets_that_instruments_path()
    {
        var h = new VenueHarness(null, VenueHarness.Coin(), VenueHarness.Coin(1));
        ClientOrderId answer = default;
        h.OnReport = e =>
        {
            if (e.Report.Kind == ExecutionKind.Filled && answer.IsNone) answer = h.Send(h.Order(OrderType.Market, Side.Buy, 1, 1), e.Time);
        };
        h.Instant(VenueHarness.Interval, h.BarOf(0, 100, 100, 100, 100), h.BarOf(1, 200, 200, 200, 200));
        h.Limit(Side.Buy, 1, 95.1m);
        // 95 is reached half way down the first leg; at that time the other market is half way from 200 to 220 on its first leg.
        h.Instant(VenueHarness.Interval, h.BarOf(0, 100, 100, 90, 95), h.BarOf(1, 200, 220, 200, 205));
        Assert.Equal("Accepted Filled(1@210)", h.Story(answer));
    }

    [Theory]
    [InlineData(0.0005, OrderReason.BelowMinQuantity)]
    [InlineData(1.0005, OrderReason.OffLot)]
    public void An_order_off_the_quantity_grid_is_rejected(double quantity, OrderReason reason)
    {
        var h = new VenueHarness();
        h.Bar(100, 100, 100, 100);
        var id = h.Market(Side.Buy, (decimal)quantity);
        h.Bar(100, 100, 100, 100);
        Assert.Equal($"Rejected({reason})", h.Story(id));
    }

    [Fact]
    public void Orders_off_the_price_grid_above_the_maximum_or_without_a_price_are_rejected()
    {
        var h = new VenueHarness(null, VenueHarness.Coin() with { MaxQuantity = VenueHarness.Q(5m), MinNotional = Money.FromDecimal(10m) });
        h.Bar(100, 100, 100, 100);
        var offTick = h.Limit(Side.Buy, 1, 95.05m);
        var tooLarge = h.Limit(Side.Buy, 6, 95m);
        var tooSmall = h.Limit(Side.Buy, 0.1m, 95m);
        var priceless = h.Send(h.Order(OrderType.Limit, Side.Buy, 1));
        h.Bar(100, 100, 100, 100);
        Assert.Equal("Rejected(OffTick)", h.Story(offTick));
        Assert.Equal("Rejected(AboveMaxQuantity)", h.Story(tooLarge));
        Assert.Equal("Rejected(BelowMinNotional)", h.Story(tooSmall));
        Assert.Equal("Rejected(InvalidPrice)", h.Story(priceless));
    }

    [Fact]
    public void A_client_order_id_works_once()
    {
        var h = new VenueHarness();
        h.Bar(100, 100, 100, 100);
        var order = h.Order(OrderType.Market, Side.Buy, 1);
        h.Send(order);
        h.Send(order);
        h.Bar(100, 100, 100, 100);
        Assert.Equal("Accepted Filled(1@100) Rejected(DuplicateOrder)", h.Story(order.Id));
        Assert.Equal(1m, h.Held());
    }

    [Fact]
    public void At_the_end_a_market_order_fills_at_the_last_price_with_a_fee_and_no_other_cost()
    {
        var options = VenueHarness.Plain with
        {
            Slippage = new SlippageOptions("fixed_bps", 5m),
            Spread = new SpreadOptions("fixed", 5m),
            Latency = LatencyOptions.Typical,
        };
        var h = new VenueHarness(options, VenueHarness.Coin(taker: 0.001m));
        h.Bar(100, 110, 90, 104);
        var id = h.Market(Side.Buy, 2);
        h.Finish();
        Assert.Equal("Accepted Filled(2@104)", h.Story(id));
        // 208 × 0.001.
        Assert.Equal(100_000m - 0.208m, h.Cash);
        Assert.Equal(h.Now, h.Fills[0].Time);
    }

    [Fact]
    public void At_the_end_an_order_without_any_price_is_rejected()
    {
        var h = new VenueHarness();
        var id = h.Market(Side.Buy, 2);
        h.Finish();
        Assert.Equal("Rejected(NoMarketData)", h.Story(id));
    }
}
