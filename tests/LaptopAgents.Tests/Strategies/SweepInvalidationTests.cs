using LaptopAgents.Domain;
using LaptopAgents.Engine;
using LaptopAgents.Strategies;
using LaptopAgents.Tests.Engine.Features;

namespace LaptopAgents.Tests.Strategies;

public sealed class SweepInvalidationTests
{
    // Ranges of 6 make an ATR of 6. Five closes at 100 put EMA(9) above EMA(20). VWAP of the last 60 after the sweep bar:
    // (54 · 98 + 5 · 98.666… + 96.666…)/60 = 98.0333…
    private static readonly Bar[] s_market =
        [.. Enumerable.Repeat(Bars.Hlcv(101, 95, 98, 10), 65), .. Enumerable.Repeat(Bars.Hlcv(101, 95, 100, 10), 5)];

    private static readonly Bar s_sweep = Bars.Hlcv(100, 94, 96, 10);

    [Fact]
    public void A_swept_low_is_bought_with_the_stop_half_an_atr_beyond_it_and_the_target_at_the_vwap()
    {
        var intent = Assert.Single(Run(s_sweep));
        Assert.Equal((IntentAction.Enter, OrderType.Market, Side.Buy), (intent.Action, intent.Type, intent.Side));
        Assert.Equal(Price.FromDecimal(92), intent.StopLoss); // 95 − 0.5 · 6
        Assert.Equal(Price.FromDecimal(98), intent.TakeProfit); // 98.0333 rounded toward the entry
        Assert.Equal(Quantity.Zero, intent.Quantity);
    }

    [Fact]
    public void A_swept_high_is_sold_as_the_mirror_image()
    {
        var intent = Assert.Single(RunMirrored(s_sweep));
        Assert.Equal(Side.Sell, intent.Side);
        Assert.Equal(Price.FromDecimal(108), intent.StopLoss);
        Assert.Equal(Price.FromDecimal(102), intent.TakeProfit);
    }

    [Fact]
    public void The_reason_names_the_level_and_the_target()
    {
        // Twelve lows of their own, the lowest of the last ten at 95.
        decimal[] lows = [93, 94, .. Enumerable.Range(0, 10).Select(i => 95 + i * 0.3m)];
        Bar[] market = [.. s_market[..58], .. lows.Select(low => Bars.Hlcv(101, low, 100, 10))];
        var harness = StrategyHarness.Of("sweep_invalidation");
        harness.Feed(market);
        // VWAP: 47 typical prices of 98, twelve of (201 + low)/3 and one of 96.666…, over 60 = 98.169.
        Assert.Equal("Low 95.0 swept and reclaimed; target VWAP 98.1", Assert.Single(harness.Feed(s_sweep)).Reason);
    }

    [Fact]
    public void The_reason_tells_of_equal_lows_where_stops_gather() =>
        Assert.Equal("11 equal lows near 95.0 swept and reclaimed; target VWAP 98.0", Assert.Single(Run(s_sweep)).Reason);

    [Fact]
    public void The_reason_of_a_short_speaks_of_highs() =>
        Assert.Equal("11 equal highs near 105.0 swept and reclaimed; target VWAP 102.0", Assert.Single(RunMirrored(s_sweep)).Reason);

    [Fact]
    public void The_tolerance_of_equal_lows_decides_nothing_but_the_words()
    {
        var (wide, exact) = (Assert.Single(Run(s_sweep, ("eq_tolerance_pct", "5"))), Assert.Single(Run(s_sweep, ("eq_tolerance_pct", "0"))));
        Assert.Equal(wide with { Reason = null }, exact with { Reason = null });
    }

    [Fact]
    public void A_bar_that_sweeps_nothing_is_left_alone() => AssertBlocked(SweepBlocks.NoSweep, Bars.Hlcv(101, 95, 98, 10));

    [Fact]
    public void A_low_that_is_not_reclaimed_is_left_alone() => AssertBlocked(SweepBlocks.NoSweep, Bars.Hlcv(100, 94, 95, 10));

    [Fact]
    public void A_long_waits_while_the_fast_ema_is_below_the_slow()
    {
        // Without the five closes at 100 the drop to 96 takes EMA(9) to 97.6 and EMA(20) to 97.81.
        var harness = StrategyHarness.Of("sweep_invalidation");
        harness.Feed(s_market[..65]);
        Assert.Empty(harness.Feed(s_sweep));
        Assert.Equal(SweepBlocks.EmaAgainst, harness.Block);
    }

    [Fact]
    public void A_short_waits_while_the_fast_ema_is_above_the_slow()
    {
        var harness = StrategyHarness.Of("sweep_invalidation");
        harness.Feed(s_market[..65].Select(Mirror));
        Assert.Empty(harness.Feed(Mirror(s_sweep)));
        Assert.Equal(SweepBlocks.EmaAgainst, harness.Block);
    }

    [Fact]
    public void The_ema_filter_can_be_switched_off()
    {
        var harness = StrategyHarness.Of("sweep_invalidation", ("ema_filter", "false"));
        harness.Feed(s_market[..65]);
        Assert.Single(harness.Feed(s_sweep));
    }

    [Fact]
    public void A_bar_of_less_than_half_the_mean_volume_is_not_trusted()
    {
        // The mean counts the bar itself: (19 · 10 + v)/20; half of it is 4.87 for v = 4.8 and 4.872 for 4.9.
        AssertBlocked(SweepBlocks.LowVolume, s_sweep with { Volume = Quantity.FromDecimal(4.8m) });
        Assert.Single(Run(s_sweep with { Volume = Quantity.FromDecimal(4.9m) }));
        Assert.Single(Run(s_sweep with { Volume = Quantity.FromDecimal(4.8m) }, ("min_vol_ratio", "0")));
    }

    [Fact]
    public void With_confirmation_required_the_volume_delta_must_diverge()
    {
        // Closing at the range's upper half lifts the delta above its recent minimum: bullish. At its lower half with nothing before: none.
        Assert.Single(Run(Bars.Hlcv(100, 94, 97.2m, 10), ("require_cvd_confirm", "true")));
        AssertBlocked(SweepBlocks.NoDivergence, DroppingDelta(), Bars.Hlcv(100, 94, 95.2m, 10), ("require_cvd_confirm", "true"));
    }

    [Fact]
    public void A_short_needs_the_bearish_divergence()
    {
        Assert.Single(RunMirrored(Bars.Hlcv(100, 94, 97.2m, 10), ("require_cvd_confirm", "true")));
        var harness = StrategyHarness.Of("sweep_invalidation", ("require_cvd_confirm", "true"), ("ema_filter", "false"));
        harness.Feed(DroppingDelta().Select(Mirror));
        Assert.Empty(harness.Feed(Mirror(Bars.Hlcv(100, 94, 95.2m, 10))));
        Assert.Equal(SweepBlocks.NoDivergence, harness.Block);
    }

    [Fact]
    public void A_vwap_behind_the_entry_is_replaced_by_the_multiple_of_the_risk()
    {
        // The close at 99 is above the VWAP near 98.08. Risk 99 − 92 = 7; target 99 + 14.
        var intent = Assert.Single(Run(Bars.Hlcv(100, 94, 99, 10)));
        Assert.Equal(Price.FromDecimal(113), intent.TakeProfit);
        Assert.EndsWith("target 2 R 113.0 (VWAP is behind the entry)", intent.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_vwap_above_a_short_is_replaced_too() =>
        Assert.Equal(Price.FromDecimal(87), Assert.Single(RunMirrored(Bars.Hlcv(100, 94, 99, 10))).TakeProfit);

    [Fact]
    public void A_vwap_behind_the_entry_can_skip_the_trade() =>
        AssertBlocked(SweepBlocks.VwapBehind, s_market, Bars.Hlcv(100, 94, 99, 10), ("vwap_wrong_side", "skip"));

    [Fact]
    public void A_vwap_less_than_a_tick_beyond_the_entry_is_no_target()
    {
        // VWAP (54 · 98 + 5 · 98.666… + 97.333…)/60 = 98.0444; rounded toward the entry it is the close of 98 itself.
        AssertBlocked(SweepBlocks.VwapBehind, s_market, Bars.Hlcv(100, 94, 98, 10), ("vwap_wrong_side", "skip"));
    }

    [Fact]
    public void The_target_can_be_a_multiple_of_the_risk()
    {
        // Risk 96 − 92 = 4; three times is 12.
        var intent = Assert.Single(Run(s_sweep, ("target", "r_multiple"), ("tp_r_mult", "3")));
        Assert.Equal(Price.FromDecimal(108), intent.TakeProfit);
        Assert.EndsWith("target 3 R 108.0", intent.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void The_stop_is_rounded_away_from_the_entry_and_the_target_toward_it()
    {
        // 0.33 · 6 = 1.98: 93.02 goes down to 93.0. Risk 3; 1.55 R is 4.65: 100.65 goes down to 100.6.
        var intent = Assert.Single(Run(s_sweep, ("stop_atr_mult", "0.33"), ("target", "r_multiple"), ("tp_r_mult", "1.55")));
        Assert.Equal((Price.FromDecimal(93), Price.FromDecimal(100.6m)), (intent.StopLoss, intent.TakeProfit));
        intent = Assert.Single(RunMirrored(s_sweep, ("stop_atr_mult", "0.33"), ("target", "r_multiple"), ("tp_r_mult", "1.55")));
        Assert.Equal((Price.FromDecimal(107), Price.FromDecimal(99.4m)), (intent.StopLoss, intent.TakeProfit));
    }

    [Fact]
    public void A_market_that_hardly_moves_is_left_alone()
    {
        // Ranges of 0.6 around 10,000 are an ATR of 0.006 %.
        Bar[] quiet = [.. Enumerable.Repeat(Bars.Hlcv(10_000.3m, 9_999.7m, 10_000m, 10), 70)];
        AssertBlocked(SweepBlocks.LowVolatility, quiet, Bars.Hlcv(10_000.2m, 9_999.6m, 10_000m, 10));
    }

    [Fact]
    public void The_lookback_is_a_setting()
    {
        // Twelve bars back the low was 90: ten bars do not see it, fifteen do.
        Bar[] market = [.. s_market[..58], Bars.Hlcv(101, 90, 98, 10), .. s_market[59..]];
        Assert.Single(Run(market, s_sweep));
        AssertBlocked(SweepBlocks.NoSweep, market, s_sweep, ("lookback_bars", "15"));
    }

    [Fact]
    public void Nothing_is_added_to_an_open_position()
    {
        var harness = StrategyHarness.Of("sweep_invalidation");
        harness.Feed(s_market);
        harness.Hold(1);
        Assert.Empty(harness.Feed(s_sweep));
        Assert.Equal(Blocks.InPosition, harness.Block);
    }

    [Fact]
    public void Nothing_is_added_to_an_entry_that_still_works()
    {
        var harness = StrategyHarness.Of("sweep_invalidation");
        harness.Feed(s_market);
        harness.Orders.Add(StrategyHarness.Order(1, OrderPurpose.Entry));
        Assert.Empty(harness.Feed(s_sweep));
        Assert.Equal(Blocks.EntryWorking, harness.Block);
    }

    [Fact]
    public void A_target_that_would_lie_at_zero_is_no_trade() =>
        AssertBlocked(Blocks.NoRoom, [.. s_market.Select(Mirror)], Mirror(s_sweep), ("target", "r_multiple"), ("tp_r_mult", "100"));

    [Fact]
    public void The_block_is_gone_once_a_trade_is_made()
    {
        var harness = StrategyHarness.Of("sweep_invalidation");
        harness.Feed(s_market);
        Assert.Equal(SweepBlocks.NoSweep, harness.Block);
        harness.Feed(s_sweep);
        Assert.Null(harness.Block);
    }

    // The last bars close ever lower in their range, so the delta falls to a new minimum with the price. The filter on averages is not the subject.
    private static Bar[] DroppingDelta() => [.. s_market, .. Enumerable.Repeat(Bars.Hlcv(101, 95, 95.5m, 10), 5)];

    private static OrderIntent[] Run(Bar newest, params (string Key, string Value)[] settings) => Run(s_market, newest, settings);

    private static OrderIntent[] Run(IEnumerable<Bar> market, Bar newest, params (string Key, string Value)[] settings)
    {
        var harness = StrategyHarness.Of("sweep_invalidation", settings);
        Assert.Empty(harness.Feed(market));
        return harness.Feed(newest);
    }

    private static OrderIntent[] RunMirrored(Bar newest, params (string Key, string Value)[] settings) =>
        Run(s_market.Select(Mirror), Mirror(newest), settings);

    private static void AssertBlocked(string reason, Bar newest) => AssertBlocked(reason, s_market, newest);

    private static void AssertBlocked(string reason, IEnumerable<Bar> market, Bar newest, params (string Key, string Value)[] settings)
    {
        var harness = StrategyHarness.Of("sweep_invalidation", [("ema_filter", "false"), .. settings]);
        Assert.Empty(harness.Feed(market));
        Assert.Empty(harness.Feed(newest));
        Assert.Equal(reason, harness.Block);
    }

    private static Bar Mirror(Bar bar) => Bars.Hlcv(
        200 - bar.Low.ToDecimal(), 200 - bar.High.ToDecimal(), 200 - bar.Close.ToDecimal(), bar.Volume.ToDecimal());
}
