using LaptopAgents.Domain;
using LaptopAgents.Simulation;

namespace LaptopAgents.Tests.Simulation;

public sealed class MarginScenarios
{
    private static MarginTier Tier(decimal cap, decimal rate, decimal deduction = 0, int leverage = 100) =>
        new(Money.FromDecimal(cap), Rate.FromDecimal(rate), Money.FromDecimal(deduction), leverage);

    private static VenueOptions Account(decimal cash, int leverage, MarginMode mode = MarginMode.Cross) =>
        VenueHarness.Plain with { StartCash = Money.FromDecimal(cash), Leverage = leverage, MarginMode = mode };

    [Fact]
    public void An_order_beyond_the_leverage_is_rejected_and_one_at_it_is_not()
    {
        var h = new VenueHarness(Account(1_000, 5));
        h.Bar(100, 100, 100, 100);
        var tooLarge = h.Market(Side.Buy, 50.001m);
        var whole = h.Market(Side.Buy, 50);
        h.Bar(100, 100, 100, 100);
        // 50 × 100 ÷ 5 = 1,000.
        Assert.Equal("Rejected(InsufficientMargin)", h.Story(tooLarge));
        Assert.Equal("Accepted Filled(50@100)", h.Story(whole));
    }

    [Fact]
    public void Working_orders_and_the_fee_are_reserved_for()
    {
        var h = new VenueHarness(Account(1_000, 5), VenueHarness.Coin(taker: 0.001m));
        h.Bar(100, 100, 100, 100);
        var resting = h.Limit(Side.Buy, 25, 90);
        var feeTooMuch = h.Market(Side.Buy, 25);
        var fits = h.Market(Side.Buy, 24);
        h.Bar(100, 100, 100, 100);
        // (25 + 25) × 100 ÷ 5 = 1,000, and a fee of 2.5 on top; (25 + 24) × 100 ÷ 5 + 2.4 = 982.4.
        Assert.Equal("Accepted", h.Story(resting));
        Assert.Equal("Rejected(InsufficientMargin)", h.Story(feeTooMuch));
        Assert.Equal("Accepted Filled(24@100)", h.Story(fits));
    }

    [Fact]
    public void An_order_that_lowers_exposure_needs_no_margin()
    {
        var h = new VenueHarness(Account(1_000, 10));
        h.Bar(100, 100, 100, 100);
        h.Market(Side.Buy, 100);
        h.Bar(100, 100, 91, 91);
        // 100 left of 1,000; margin for what is held would be 910. A close is still accepted, so is a flip of equal size.
        var close = h.Market(Side.Sell, 100);
        h.Bar(91, 91, 91, 91);
        Assert.Equal("Accepted Filled(100@91)", h.Story(close));
        Assert.Equal(100m, h.Cash);
    }

    [Fact]
    public void A_tier_limits_the_leverage()
    {
        var h = new VenueHarness(Account(1_000, 50), VenueHarness.Coin(0, 0, 0, Tier(1_000, 0.01m, 0, 50), Tier(100_000, 0.02m, 10, 10)));
        h.Bar(100, 100, 100, 100);
        var id = h.Market(Side.Buy, 101);
        var fits = h.Market(Side.Buy, 100);
        h.Bar(100, 100, 100, 100);
        // 10,100 is in the second tier: 1 : 10 of it is 1,010.
        Assert.Equal("Rejected(InsufficientMargin)", h.Story(id));
        Assert.Equal("Accepted Filled(100@100)", h.Story(fits));
    }

    [Fact]
    public void A_cross_position_is_liquidated_where_equity_meets_the_requirement()
    {
        var h = new VenueHarness(Account(1_000, 10), VenueHarness.Coin(0, 0, 0, Tier(1_000_000, 0.05m)));
        h.Bar(100, 100, 100, 100);
        h.Market(Side.Buy, 100);
        h.Bar(100, 100, 100, 100);
        var resting = h.Limit(Side.Buy, 1, 80);
        // 1,000 + 100 (p − 100) = 0.05 × 100 p  →  p = 9,000 ÷ 95 = 94.7368, the tick below: 94.7.
        h.Bar(100, 100, 94.8m, 95);
        Assert.Equal(100m, h.Held());
        h.Bar(95, 95, 90, 92);
        var fill = h.Fills[^1].Report;
        Assert.Equal((94.7m, OrderPurpose.Liquidation, true), (fill.LastPrice.ToDecimal(), fill.Purpose, fill.OrderId.IsNone));
        Assert.Equal("Accepted Canceled(Liquidated)", h.Story(resting));
        // 1,000 − 530 − 0.005 × 9,470.
        Assert.Equal(1_000m - 530m - 47.35m, h.Cash);
        Assert.Equal(FillFlags.AssumedMark, fill.Flags & FillFlags.AssumedMark);
    }

    [Fact]
    public void A_short_is_liquidated_on_the_way_up()
    {
        var h = new VenueHarness(Account(1_000, 10), VenueHarness.Coin(0, 0, 0, Tier(1_000_000, 0.05m)));
        h.Bar(100, 100, 100, 100);
        h.Market(Side.Sell, 100);
        // 1,000 − 100 (p − 100) = 0.05 × 100 p  →  p = 11,000 ÷ 105 = 104.76, the tick above: 104.8.
        h.Bar(100, 110, 100, 108);
        Assert.Equal(104.8m, h.Fills[^1].Report.LastPrice.ToDecimal());
        Assert.Equal(1_000m - 480m - 52.4m, h.Cash);
    }

    [Fact]
    public void A_large_position_is_cut_tier_by_tier()
    {
        var tiers = new[] { Tier(5_000, 0.02m), Tier(50_000, 0.1m, 400m) };
        var h = new VenueHarness(Account(2_000, 10), VenueHarness.Coin(0, 0, 0, tiers));
        h.Bar(100, 100, 100, 100);
        h.Market(Side.Buy, 100);
        // Above 5,000: 2,000 + 100 (p − 100) = 0.1 × 100 p − 400  →  p = 7,600 ÷ 90 = 84.44, the tick below: 84.4.
        // The cut goes to 5,000 ÷ 84.4 = 59.241 (down to the lot), so 40.759 are sold. Left: 2,000 − 1,560 = 440 of equity, less the fee
        // 0.005 × 40.759 × 84.4 = 17.2002980; the requirement is now 0.02 × 59.241 × 84.4 = 99.998808: kept.
        h.Bar(100, 100, 84, 86);
        Assert.Equal(59.241m, h.Held());
        var fill = h.Fills[^1].Report;
        Assert.Equal((84.4m, 40.759m, 17.2002980m), (fill.LastPrice.ToDecimal(), fill.LastQuantity.ToDecimal(), fill.Fee.ToDecimal()));
        // 422.799702 + 59.241 (p − 84.4) = 0.02 × 59.241 p  →  p = 4,577.140698 ÷ 58.05618 = 78.84, the tick below: 78.8.
        h.Bar(86, 86, 70, 75);
        Assert.Equal(0m, h.Held());
        Assert.Equal(78.8m, h.Fills[^1].Report.LastPrice.ToDecimal());
    }

    [Fact]
    public void An_isolated_position_loses_its_own_margin_and_nothing_else()
    {
        var h = new VenueHarness(Account(10_000, 10, MarginMode.Isolated), VenueHarness.Coin(0, 0, 0, Tier(1_000_000, 0.05m)));
        h.Bar(100, 100, 100, 100);
        h.Market(Side.Buy, 100);
        // Margin 1,000. 1,000 + 100 (p − 100) = 5 p  →  94.7, although the account holds 10,000.
        h.Bar(100, 100, 90, 92);
        Assert.Equal(94.7m, h.Fills[^1].Report.LastPrice.ToDecimal());
        Assert.Equal(10_000m - 530m - 47.35m, h.Cash);

        var cross = new VenueHarness(Account(10_000, 10), VenueHarness.Coin(0, 0, 0, Tier(1_000_000, 0.05m)));
        cross.Bar(100, 100, 100, 100);
        cross.Market(Side.Buy, 100);
        cross.Bar(100, 100, 90, 92);
        Assert.Equal(100m, cross.Held());
    }

    [Fact]
    public void A_gap_beyond_bankruptcy_costs_the_margin_and_never_more()
    {
        foreach (var (mode, left) in new[] { (MarginMode.Cross, 0m), (MarginMode.Isolated, 9_000m) })
        {
            var h = new VenueHarness(Account(left + 1_000, 10, mode), VenueHarness.Coin(0, 0, 0, Tier(1_000_000, 0.05m)));
            h.Bar(100, 100, 100, 100);
            h.Market(Side.Buy, 100);
            h.Bar(100, 100, 100, 100);
            // 1,000 of margin is gone at 90; the market opens at 50.
            h.Bar(50, 50, 50, 50);
            Assert.Equal(90m, h.Fills[^1].Report.LastPrice.ToDecimal());
            Assert.Equal(FillFlags.Gap, h.Fills[^1].Report.Flags & FillFlags.Gap);
            Assert.Equal(left, h.Cash);
        }
    }

    [Fact]
    public void A_bankrupt_account_can_order_nothing()
    {
        var h = new VenueHarness(Account(1_000, 10), VenueHarness.Coin(0, 0, 0, Tier(1_000_000, 0.05m)));
        h.Bar(100, 100, 100, 100);
        h.Market(Side.Buy, 100);
        h.Bar(100, 100, 100, 100);
        h.Bar(50, 50, 50, 50);
        var id = h.Market(Side.Buy, 0.001m);
        h.Bar(50, 50, 50, 50);
        Assert.Equal("Rejected(AccountBankrupt)", h.Story(id));
    }

    [Fact]
    public void With_published_marks_only_the_mark_liquidates()
    {
        var h = new VenueHarness(Account(1_000, 10), VenueHarness.Coin(0, 0, 0, Tier(1_000_000, 0.05m)));
        h.Instant(VenueHarness.Interval, h.BarOf(0, 100, 100, 100, 100), Mark(h, 100));
        h.Market(Side.Buy, 100);
        h.Instant(VenueHarness.Interval, h.BarOf(0, 100, 100, 92, 96), Mark(h, 96));
        Assert.Equal(100m, h.Held());
        h.Instant(VenueHarness.Interval, h.BarOf(0, 96, 97, 96, 97), Mark(h, 94));
        h.Bar(97, 97, 97, 97);
        // Taken over at the mark of 94, not at the 97 that traded.
        Assert.Equal((94m, FillFlags.None), (h.Fills[^1].Report.LastPrice.ToDecimal(), h.Fills[^1].Report.Flags));
        Assert.Equal(1_000m - 600m - 47m, h.Cash);
    }

    [Fact]
    public void Funding_can_bring_a_position_to_liquidation()
    {
        var h = new VenueHarness(Account(1_000, 10), VenueHarness.Coin(0, 0, 0, Tier(1_000_000, 0.05m)));
        h.Bar(100, 100, 100, 100);
        h.Market(Side.Buy, 100);
        var time = h.Now + VenueHarness.Interval;
        h.Instant(VenueHarness.Interval, h.BarOf(0, 100, 100, 100, 100), EngineEvent.OfFundingRate(default, time, time, new FundingRate(Rate.FromDecimal(0.06m), default)));
        // 600 paid, 400 left, 500 required.
        h.Bar(100, 101, 100, 101);
        Assert.Equal(0m, h.Held());
        Assert.Equal(400m - 50m, h.Cash);
    }

    [Fact]
    public void Two_cross_positions_stand_on_one_balance()
    {
        var tier = Tier(1_000_000, 0.05m);
        var h = new VenueHarness(Account(2_000, 10), VenueHarness.Coin(0, 0, 0, tier), VenueHarness.Coin(1, 0, 0, tier));
        h.Instant(VenueHarness.Interval, h.BarOf(0, 100, 100, 100, 100), h.BarOf(1, 100, 100, 100, 100));
        h.Market(Side.Buy, 100);
        h.Market(Side.Buy, 50, instrument: 1);
        h.Instant(VenueHarness.Interval, h.BarOf(0, 100, 100, 100, 100), h.BarOf(1, 100, 100, 100, 100));
        // The first alone would bear a fall to 94; together 100 × −9 + 50 × −9 leaves 650, and 682.5 are required: broken.
        h.Instant(VenueHarness.Interval, h.BarOf(0, 100, 100, 91, 91), h.BarOf(1, 100, 100, 91, 91));
        // The larger requirement goes first, and with it the account is whole again.
        Assert.Equal([0m, 50m], [h.Held(0), h.Held(1)]);
        Assert.Equal(OrderPurpose.Liquidation, h.Fills[^1].Report.Purpose);
        Assert.Equal(0, h.Fills[^1].Instrument.Index);
    }

    [Fact]
    public void Positions_that_fall_together_are_liquidated_where_the_account_breaks_and_not_at_the_turn_of_the_path()
    {
        var tier = Tier(1_000_000, 0.1m);
        var h = new VenueHarness(Account(50, 10), VenueHarness.Coin(0, 0, 0, tier), VenueHarness.Coin(1, 0, 0, tier));
        h.Instant(VenueHarness.Interval, h.BarOf(0, 100, 100, 100, 100), h.BarOf(1, 100, 100, 100, 100));
        h.Market(Side.Buy, 1);
        h.Market(Side.Buy, 1, instrument: 1);
        h.Instant(VenueHarness.Interval, h.BarOf(0, 100, 100, 100, 100), h.BarOf(1, 100, 100, 100, 100));
        h.Instant(VenueHarness.Interval, h.BarOf(0, 100, 100, 40, 40), h.BarOf(1, 100, 100, 40, 40));
        var liquidations = h.Fills.Where(f => f.Report.Purpose == OrderPurpose.Liquidation).ToList();
        Assert.Equal(2, liquidations.Count);
        // 50 + 2 × (p − 100) = 0.1 × 2p at p = 83.33; a sixty-fourth of the way from 100 to 40 is 0.94, and the other may be a step behind.
        Assert.InRange(liquidations[0].Report.LastPrice.ToDecimal(), 82.3m, 83.8m);
        // What is left of about 82.9 − 100 + 50 − 0.41 carries the second alone to p − 100 + 32.5 = 0.1p, p = 75.0.
        Assert.InRange(liquidations[1].Report.LastPrice.ToDecimal(), 74.3m, 75.7m);
        Assert.True(h.Cash > 0);
    }

    private static EngineEvent Mark(VenueHarness h, decimal price) => EngineEvent.OfMarkPrice(
        new InstrumentId(0), h.Now + VenueHarness.Interval, h.Now + VenueHarness.Interval, new MarkPrice(VenueHarness.P(price), VenueHarness.P(price)));

    [Fact]
    public void A_jump_past_bankruptcy_is_the_venues_loss_though_a_stop_was_resting()
    {
        foreach (var (mode, left) in new[] { (MarginMode.Isolated, 800m), (MarginMode.Cross, 0m) })
        {
            var h = new VenueHarness(Account(1_000, 10, mode), VenueHarness.Coin(0, 0, 0, Tier(1_000_000, 0.05m)));
            h.Bar(100, 100, 100, 100);
            h.Market(Side.Buy, 20, stop: 95);
            h.Bar(100, 100, 100, 100);
            h.Bar(40, 40, 40, 40);
            // The margin is 20 × 100 ÷ 10 = 200 alone, or all of the 1,000: it is gone, and no more than it.
            Assert.Equal(0m, h.Held());
            Assert.Equal(left, h.Cash);
            Assert.Equal("Accepted Canceled(Liquidated)", h.Story(new ClientOrderId(1, 2)));
        }
    }

    [Fact]
    public void An_exit_that_arrives_at_a_jump_past_bankruptcy_comes_too_late()
    {
        var h = new VenueHarness(Account(1_000, 10, MarginMode.Isolated), VenueHarness.Coin(0, 0, 0, Tier(1_000_000, 0.05m)));
        h.Bar(100, 100, 100, 100);
        h.Market(Side.Buy, 20);
        h.Bar(100, 100, 100, 100);
        var exit = h.Send(h.Order(OrderType.Market, Side.Sell, 20) with { ReduceOnly = true });
        h.Bar(40, 40, 40, 40);
        Assert.Equal(800m, h.Cash);
        Assert.DoesNotContain("Filled", h.Story(exit), StringComparison.Ordinal);
    }

    [Fact]
    public void An_isolated_position_stands_on_the_leverage_that_its_tier_allows()
    {
        var h = new VenueHarness(
            Account(2_000, 50, MarginMode.Isolated), VenueHarness.Coin(0, 0, 0, Tier(1_000, 0.01m, 0, 50), Tier(100_000, 0.02m, 10, 10)));
        h.Bar(100, 100, 100, 100);
        h.Market(Side.Buy, 100);
        h.Bar(100, 100, 95, 95);
        // 10,000 in the second tier stand on 10,000 ÷ 10 = 1,000, as was asked for on arrival, and not on 10,000 ÷ 50 = 200:
        // 1,000 − 500 is more than 0.02 × 9,500 − 10 = 180.
        Assert.Equal(100m, h.Held());
        Assert.Equal(1_000m, h.Venue.IsolatedMargin(default).ToDecimal());
    }
}
