using LaptopAgents.Domain;
using LaptopAgents.Simulation;

namespace LaptopAgents.Tests.Simulation;

public sealed class FundingScenarios
{
    private static EngineEvent Funding(VenueHarness h, decimal rate, decimal mark = 0, int instrument = 0)
    {
        var time = h.Now + VenueHarness.Interval;
        return EngineEvent.OfFundingRate(new InstrumentId(instrument), time, time, new FundingRate(Rate.FromDecimal(rate), VenueHarness.P(mark)));
    }

    [Fact]
    public void A_long_pays_a_positive_rate_on_the_mark_price()
    {
        var h = new VenueHarness();
        h.Bar(100, 100, 100, 100);
        h.Market(Side.Buy, 2);
        h.Instant(VenueHarness.Interval, h.BarOf(0, 100, 100, 100, 100), Funding(h, 0.0001m, 101m));
        // 2 × 101 × 0.0001.
        Assert.Equal(100_000m - 0.0202m, h.Cash);
        var payment = h.Events.Single(e => e.Kind == EventKind.FundingPayment);
        Assert.Equal((h.Now, -0.0202m, false), (payment.Time, payment.FundingPayment.Amount.ToDecimal(), payment.FundingPayment.IsMarkAssumed));
    }

    [Fact]
    public void Funding_at_the_instant_of_a_flip_settles_on_the_position_before_it()
    {
        var h = new VenueHarness();
        h.Bar(100, 100, 100, 100);
        h.Market(Side.Buy, 1);
        h.Instant(VenueHarness.Interval, h.BarOf(0, 100, 100, 100, 100));
        // The flip is decided on the close before the settlement and fills at the open of the bar that ends with it: short is what pays.
        h.Market(Side.Sell, 3);
        h.Instant(VenueHarness.Interval, h.BarOf(0, 100, 100, 100, 100), Funding(h, 0.01m));
        Assert.Equal(-2m, h.Events[^1].FundingPayment.Position.ToDecimal());
        // Short 2 × 100 × 0.01 receives 2. The next flip, decided at the settlement, comes after it.
        Assert.Equal(100_002m, h.Cash);
        h.Market(Side.Buy, 4);
        h.Instant(VenueHarness.Interval, h.BarOf(0, 100, 100, 100, 100));
        Assert.Equal(100_002m, h.Cash);
    }

    [Fact]
    public void A_payment_is_told_after_the_fills_inside_the_bar_and_before_anything_of_its_instant()
    {
        var h = new VenueHarness();
        h.Bar(100, 100, 100, 100);
        h.Limit(Side.Buy, 1, 95);
        h.Instant(VenueHarness.Interval, h.BarOf(0, 100, 100, 94, 94), Funding(h, 0.01m));
        Assert.Equal(
            [EventKind.ExecutionReport, EventKind.ExecutionReport, EventKind.FundingPayment], h.Events.Select(e => e.Kind));
        // No mark anywhere: the close of 94 stands in, 0.94.
        Assert.Equal((-0.94m, true), (h.Events[^1].FundingPayment.Amount.ToDecimal(), h.Events[^1].FundingPayment.IsMarkAssumed));
        Assert.Equal(1, h.Venue.Assumptions.FundingAtAssumedMark);
    }

    [Fact]
    public void The_last_published_mark_serves_when_the_rate_has_none()
    {
        var h = new VenueHarness();
        h.Bar(100, 100, 100, 100);
        h.Market(Side.Sell, 1);
        var mark = new MarkPrice(VenueHarness.P(102), VenueHarness.P(102));
        h.Instant(VenueHarness.Interval, h.BarOf(0, 100, 100, 100, 100), EngineEvent.OfMarkPrice(default, h.Now + VenueHarness.Interval, h.Now + VenueHarness.Interval, in mark));
        h.Instant(VenueHarness.Interval, h.BarOf(0, 100, 100, 100, 100), Funding(h, 0.0001m));
        // Short 1 at 102 receives 0.0102.
        Assert.Equal((0.0102m, false), (h.Events[^1].FundingPayment.Amount.ToDecimal(), h.Events[^1].FundingPayment.IsMarkAssumed));
    }

    [Fact]
    public void A_flat_account_and_a_venue_without_funding_pay_nothing()
    {
        var flat = new VenueHarness();
        flat.Instant(VenueHarness.Interval, flat.BarOf(0, 100, 100, 100, 100), Funding(flat, 0.01m));
        Assert.Empty(flat.Events);

        var free = new VenueHarness(VenueHarness.Plain with { SettlesFunding = false });
        free.Bar(100, 100, 100, 100);
        free.Market(Side.Buy, 1);
        free.Instant(VenueHarness.Interval, free.BarOf(0, 100, 100, 100, 100), Funding(free, 0.01m));
        Assert.Equal(100_000m, free.Cash);
    }

    [Fact]
    public void A_payment_is_rounded_against_us()
    {
        var h = new VenueHarness();
        h.Bar(100.1m, 100.1m, 100.1m, 100.1m);
        h.Market(Side.Buy, 0.003m);
        h.Instant(VenueHarness.Interval, h.BarOf(0, 100.1m, 100.1m, 100.1m, 100.1m), Funding(h, 0.00033333m));
        // 0.3003 × 0.00033333 = 0.000100098999 → 0.00010010 paid.
        Assert.Equal(100_000m - 0.00010010m, h.Cash);
    }

    [Theory]
    [InlineData(30, 0)]
    [InlineData(150, -0.975)] // low first is the dearer path: half-way from 100 back to 95 the price is 97.5
    public void Funding_inside_a_bar_settles_on_what_the_path_holds_at_that_instant(int second, decimal expected)
    {
        var h = new VenueHarness();
        h.Bar(100, 100, 100, 100);
        h.Limit(Side.Buy, 1, 96);
        // The limit is traded through in the first minute on one path, in the second on the other; by 150 s on both.
        var bar = h.BarOf(0, 100, 100, 95, 95);
        h.Instant(Duration.FromSeconds(second), FundingAt(h.Now + Duration.FromSeconds(second)));
        h.Instant(Duration.FromSeconds(180 - second), bar);
        Assert.Equal(1m, h.Held());
        Assert.Equal(100_000m + expected, h.Cash);
        var payments = h.Events.Where(e => e.Kind == EventKind.FundingPayment).ToList();
        Assert.Equal(expected == 0 ? 0 : 1, payments.Count);
        if (expected != 0) Assert.Equal(1m, payments[0].FundingPayment.Position.ToDecimal());
    }

    [Fact]
    public void A_position_that_the_path_closed_before_the_settlement_pays_nothing()
    {
        var h = new VenueHarness();
        h.Bar(100, 100, 100, 100);
        h.Market(Side.Buy, 1, stop: 97);
        h.Bar(100, 100, 100, 100);
        var bar = h.BarOf(0, 100, 100, 95, 95);
        h.Instant(Duration.FromSeconds(150), FundingAt(h.Now + Duration.FromSeconds(150)));
        h.Instant(Duration.FromSeconds(30), bar);
        Assert.Equal(100_000m - 3m, h.Cash);
        Assert.DoesNotContain(h.Events, e => e.Kind == EventKind.FundingPayment);
    }

    [Fact]
    public void A_settlement_inside_a_bar_that_never_came_settles_at_the_end()
    {
        var h = new VenueHarness();
        h.Bar(100, 100, 100, 100);
        h.Market(Side.Buy, 1);
        h.Bar(100, 100, 100, 100);
        h.Instant(Duration.FromSeconds(60), FundingAt(h.Now + Duration.FromSeconds(60)));
        Assert.Equal(100_000m, h.Cash);
        h.Finish();
        Assert.Equal(100_000m - 1m, h.Cash);
        Assert.Equal(h.Now, h.Events[^1].Time);
    }

    private static EngineEvent FundingAt(Timestamp time) =>
        EngineEvent.OfFundingRate(default, time, time, new FundingRate(Rate.FromDecimal(0.01m), default));
}
