using LaptopAgents.Analysis;
using LaptopAgents.Domain;
using LaptopAgents.TestKit;

namespace LaptopAgents.Tests.Analysis;

public sealed class MarketTrackTests
{
    // Three daily bars that open at 100 and close at 110, 90 and 120; 0.1 % of funding on the first midnight and −0.2 % on the second.
    private static readonly InstrumentHistory Market = new(
        SampleRuns.InstrumentOf(0, "BTCUSDT"), new FixedBars([100, 110, 90], [110, 90, 120]),
        [new FundingPoint(Day(1), Rate.FromPercent(0.1m)), new FundingPoint(Day(2), Rate.FromPercent(-0.2m))]);

    [Fact]
    public void Buy_and_hold_is_unlevered_and_pays_and_receives_funding()
    {
        // 10 units for 1,000. After one day 1,100 − 10 × 110 × 0.1 % = 1,098.9; then 900 − 1.1 + 10 × 90 × 0.2 % = 900.7; then 1,200.7.
        var run = new TinyRun(1000, 1000, 1000, 1000);
        var track = MarketTrack.From(run.Result, [Market])!;
        Assert.Equal([1098.9, 900.7, 1200.7], track.Benchmark.Select(value => Math.Round(value, 9)));
        Assert.Equal(0.7, track.BenchmarkFunding, 9);
        Assert.Equal(20.07, RunStatistics.From(run.Result, [Market]).ValueOf("benchmark_return_pct")!.Value, 9);
    }

    [Fact]
    public void Exposure_is_marked_at_each_close_and_margin_follows_it()
    {
        // Long 4 from hour 1; the first close is 110, the second 90, then sold at hour 60.
        var run = new TinyRun(1000, 1000, 1000, 1000).Fill(quantity: 4, hour: 1).Fill(quantity: 4, side: Side.Sell, hour: 60);
        var statistics = RunStatistics.From(run.Result, [Market]);
        Assert.Equal([440f, 360f, 0f], statistics.Track!.Net);
        Assert.Equal(440, statistics.ValueOf("max_notional")!.Value, 6);
        Assert.Equal(0.44, statistics.ValueOf("max_leverage")!.Value, 6);
        Assert.Equal(0.40, statistics.ValueOf("mean_leverage")!.Value, 6);

        // Maintenance is 0.5 % of the notional.
        Assert.Equal(0.22, statistics.ValueOf("max_margin_use_pct")!.Value, 5);
        Assert.Equal((1000 - 2.2) / 440 * 100, statistics.ValueOf("min_liquidation_distance_pct")!.Value, 3);
    }

    [Fact]
    public void An_isolated_position_is_measured_by_its_own_margin()
    {
        var run = new TinyRun(1000, 1000, 1000, 1000).Fill(quantity: 4, hour: 1).Fill(quantity: 4, side: Side.Sell, hour: 60);
        run.Result.Margin = new MarginTerms(IsIsolated: true, Leverage: 5);
        var statistics = RunStatistics.From(run.Result, [Market]);

        // 4 × 100 ÷ 5 = 80 stand for it; at 90 it has lost 40 of them, and 0.5 % of 360 = 1.8 is required.
        Assert.Equal(1.8 / 40 * 100, statistics.ValueOf("max_margin_use_pct")!.Value, 4);
        Assert.Equal((40 - 1.8) / 360 * 100, statistics.ValueOf("min_liquidation_distance_pct")!.Value, 4);
    }

    [Fact]
    public void Beta_is_one_and_alpha_zero_for_the_market_itself()
    {
        var track = MarketTrack.From(new TinyRun(1000, 1, 1, 1).Result, [Market])!;
        var statistics = RunStatistics.From(new TinyRun(1000, track.Benchmark).Result, [Market]);
        Assert.Equal(1, statistics.ValueOf("beta")!.Value, 6);
        Assert.Equal(0, statistics.ValueOf("alpha_pct")!.Value, 4);
        Assert.Equal(1, statistics.ValueOf("correlation")!.Value, 6);
        Assert.Equal(100, statistics.ValueOf("up_capture_pct")!.Value, 4);
        Assert.Equal(100, statistics.ValueOf("down_capture_pct")!.Value, 4);
        Assert.Equal(0, statistics.ValueOf("tracking_error_pct")!.Value, 4);
    }

    [Fact]
    public void Maintenance_follows_the_tier_of_the_notional()
    {
        MarginTier[] tiers =
        [
            new(Money.FromDecimal(1_000), Rate.FromPercent(1), Money.Zero, 50), new(Money.FromDecimal(5_000), Rate.FromPercent(2), Money.FromDecimal(10), 20),
        ];
        Assert.Equal(5, MarketTrack.MaintenanceOf(tiers, 500), 9);
        Assert.Equal(2 * 20 - 10, MarketTrack.MaintenanceOf(tiers, 2_000), 9);
        Assert.Equal(9_000 * 0.02 - 10, MarketTrack.MaintenanceOf(tiers, 9_000), 9);
        Assert.Equal(0, MarketTrack.MaintenanceOf([], 9_000));
    }

    [Fact]
    public void Without_bars_nothing_that_needs_a_market_exists()
    {
        var statistics = RunStatistics.From(new TinyRun(1000, 1010, 1020).Result, []);
        Assert.All(new[] { "benchmark_return_pct", "beta", "alpha_pct", "max_leverage", "min_liquidation_distance_pct" }, key => Assert.Null(statistics.ValueOf(key)));
    }

    private static Timestamp Day(int day) => Timestamp.FromDateTime(new DateTime(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddDays(day));
}
