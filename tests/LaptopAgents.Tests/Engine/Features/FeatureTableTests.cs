using LaptopAgents.Domain;
using LaptopAgents.Engine;

namespace LaptopAgents.Tests.Engine.Features;

/// <summary>Numbers that a reader can check with a pencil.</summary>
public sealed class FeatureTableTests
{
    [Fact]
    public void Sma_is_the_mean_of_the_last_closes()
    {
        // (1+2+3)/3, (2+3+10)/3, (3+10+2)/3
        Assert.Equal([double.NaN, double.NaN, 2, 5, 5], Values(new Sma(3), Bars.Closes(1, 2, 3, 10, 2)));
    }

    [Fact]
    public void Equal_averages_are_not_above_each_other_in_either_direction()
    {
        var (fast, slow) = (new Sma(1), new Sma(3));
        // Last close 2; mean of 1.7, 2.3, 2.0 is 2 exactly, which a running sum of doubles misses.
        foreach (var bar in Bars.Closes(0.1m, 0.7m, 1.7m, 2.3m, 2.0m))
        {
            fast.OnBar(in bar);
            slow.OnBar(in bar);
        }

        Assert.False(fast.IsAbove(slow));
        Assert.False(slow.IsAbove(fast));
        Assert.Equal(2.0, slow.Value);
    }

    [Fact]
    public void One_tick_decides_between_averages_of_very_high_prices()
    {
        // A sum × length crosswise passes 64 bits here, and a double cannot tell the two quotients apart.
        var (low, high) = (new Sma(900), new Sma(450));
        for (var i = 0; i < 900; i++)
        {
            var bar = Bars.Hlcv(90_000_000, 90_000_000, 90_000_000);
            low.OnBar(in bar);
            bar = Bars.Hlcv(90_000_000, 90_000_000, i == 899 ? 90_000_000.00000001m : 90_000_000);
            high.OnBar(in bar);
        }

        Assert.True(high.IsAbove(low));
        Assert.False(low.IsAbove(high));
    }

    [Fact]
    public void A_sum_that_no_64_bits_hold_throws_instead_of_wrapping()
    {
        var sma = new Sma(10);
        var bar = Bars.Hlcv(90_000_000_000m, 90_000_000_000m, 90_000_000_000m);
        sma.OnBar(in bar);
        Assert.Throws<OverflowException>(() => sma.OnBar(in bar));
    }

    [Fact]
    public void Ema_starts_at_the_mean_of_the_first_values_and_then_follows()
    {
        // Seed (1+2+3)/3 = 2; weight 2/4: 2 + (6−2)/2 = 4; 4 + (2−4)/2 = 3
        Assert.Equal([double.NaN, double.NaN, 2, 4, 3], Values(new Ema(3), Bars.Closes(1, 2, 3, 6, 2)));
    }

    [Fact]
    public void Wma_weighs_the_newest_most()
    {
        // (1·1 + 2·2 + 3·6)/6 = 23/6; (1·2 + 2·6 + 3·3)/6 = 23/6
        Assert.Equal([double.NaN, double.NaN, 23 / 6.0, 23 / 6.0], Values(new Wma(3), Bars.Closes(1, 2, 6, 3)));
    }

    [Fact]
    public void Simple_atr_is_the_mean_of_true_ranges_with_gaps_counted()
    {
        // Ranges: 12−10 = 2 (no gap); max(21−20, |21−11|, |20−11|) = 10; max(19−17, |19−20|, |17−20|) = 3
        Bar[] bars = [Bars.Hlcv(12, 8, 10), Bars.Hlcv(12, 10, 11), Bars.Hlcv(21, 20, 20), Bars.Hlcv(19, 17, 18)];
        Assert.Equal([double.NaN, double.NaN, 6, 6.5], Values(new Atr(2), bars));
    }

    [Fact]
    public void Wilder_atr_forgets_slowly()
    {
        // Seed (2+10)/2 = 6; 6 + (3−6)/2 = 4.5
        Bar[] bars = [Bars.Hlcv(12, 8, 10), Bars.Hlcv(12, 10, 11), Bars.Hlcv(21, 20, 20), Bars.Hlcv(19, 17, 18)];
        Assert.Equal([double.NaN, double.NaN, 6, 4.5], Values(new Atr(2, AtrMethod.Wilder), bars));
    }

    [Fact]
    public void Rolling_vwap_weighs_the_typical_price_by_volume()
    {
        // (305/3 · 10 + 325/3 · 20)/30 = 9550/90 = 106.1111…
        Bar[] bars = [Bars.Hlcv(110, 90, 105, 10), Bars.Hlcv(115, 100, 110, 20)];
        Assert.Equal(106.1111, Values(new RollingVwap(2), bars)[1], 4);
    }

    [Fact]
    public void Rolling_vwap_is_the_close_while_nothing_was_traded()
    {
        Bar[] bars = [Bars.Hlcv(110, 90, 105, 0), Bars.Hlcv(115, 100, 110, 0)];
        Assert.Equal(110, Values(new RollingVwap(2), bars)[1]);
    }

    [Fact]
    public void Session_vwap_starts_again_at_midnight_utc()
    {
        Bar[] bars =
        [
            Bars.Hlcv(110, 90, 100, 5, minute: 1438), Bars.Hlcv(210, 190, 200, 15, minute: 1439), Bars.Hlcv(310, 290, 300, 7, minute: 1440),
        ];
        Assert.Equal([100, 175, 300], Values(new SessionVwap(), bars));
    }

    [Fact]
    public void Bar_cvd_reads_the_balance_of_a_bar_from_where_it_closed()
    {
        // ((102−90) − (110−102))/20 · 100 = 20; ((100−95) − (105−100))/10 · 100 = 0
        Bar[] bars = [Bars.Hlcv(110, 90, 102, 100), Bars.Hlcv(105, 95, 100, 100)];
        Assert.Equal([20, 20], Values(new BarCvd(), bars));
    }

    [Fact]
    public void Bar_cvd_counts_nothing_for_a_bar_without_range() =>
        Assert.Equal([0], Values(new BarCvd(), [Bars.Hlcv(100, 100, 100, 50)]));

    [Fact]
    public void Tick_cvd_counts_what_aggressors_took()
    {
        var cvd = new TickCvd();
        cvd.OnTrade(new MarketTrade(Price.FromDecimal(100), Quantity.FromDecimal(0.7m), Side.Buy));
        cvd.OnTrade(new MarketTrade(Price.FromDecimal(100), Quantity.FromDecimal(1.0m), Side.Sell));
        Assert.True(cvd.IsReady);
        Assert.Equal(-0.3, cvd.Value);
    }

    [Fact]
    public void A_low_under_ten_lows_that_closes_back_above_them_is_a_sweep_of_the_low()
    {
        var sweep = Follow(new Sweep(), [.. Enumerable.Repeat(Bars.Hlcv(101, 95, 98), 10), Bars.Hlcv(100, 94, 96)]);
        Assert.Equal((SweepSide.Low, Price.FromDecimal(95)), (sweep.Value, sweep.Level));
    }

    [Fact]
    public void A_high_over_ten_highs_that_closes_back_under_them_is_a_sweep_of_the_high()
    {
        var sweep = Follow(new Sweep(), [.. Enumerable.Repeat(Bars.Hlcv(105, 95, 98), 10), Bars.Hlcv(106, 100, 104)]);
        Assert.Equal((SweepSide.High, Price.FromDecimal(105)), (sweep.Value, sweep.Level));
    }

    [Theory]
    [InlineData(95, 94.5, SweepSide.None)] // the low only touches the level
    [InlineData(94, 95, SweepSide.None)] // the close only reaches it
    [InlineData(94, 95.1, SweepSide.Low)]
    public void A_sweep_is_strict_on_both_sides(double low, double close, SweepSide expected)
    {
        var newest = Bars.Hlcv(100, (decimal)low, (decimal)close);
        Assert.Equal(expected, Follow(new Sweep(), [.. Enumerable.Repeat(Bars.Hlcv(101, 95, 98), 10), newest]).Value);
    }

    [Fact]
    public void A_bar_that_sweeps_both_sides_counts_as_a_sweep_of_the_high() =>
        Assert.Equal(SweepSide.High, Follow(new Sweep(), [.. Enumerable.Repeat(Bars.Hlcv(101, 95, 98), 10), Bars.Hlcv(110, 90, 98)]).Value);

    [Fact]
    public void There_is_no_sweep_before_the_window_is_full()
    {
        var sweep = Follow(new Sweep(), [.. Enumerable.Repeat(Bars.Hlcv(101, 95, 98), 9), Bars.Hlcv(100, 94, 96)]);
        Assert.False(sweep.IsReady);
        Assert.Equal(SweepSide.None, sweep.Value);
    }

    [Fact]
    public void Equal_lows_are_the_mean_of_those_near_the_newest()
    {
        // Within 0.1 % of 100: 100.05 and 99.95, and 100 itself; 100.2 is too far.
        var lows = Follow(new EqualLevels(LevelSource.Lows, 0.001), [.. new[] { 90, 100.05m, 100.2m, 110, 99.95m, 100m }.Select(low => Bars.Hlcv(120, low, 115))]);
        Assert.True(lows.IsSet);
        Assert.Equal(100.0, lows.Value, 10);
        Assert.Equal(2, lows.CountBeforeNewest(Price.FromDecimal(100)));
    }

    [Fact]
    public void A_level_of_its_own_is_not_equal_to_anything()
    {
        var lows = Follow(new EqualLevels(LevelSource.Lows, 0.001), [.. new[] { 90, 91, 92, 93, 94, 100m }.Select(low => Bars.Hlcv(120, low, 115))]);
        Assert.True(lows.IsReady);
        Assert.False(lows.IsSet);
        Assert.Equal(double.NaN, lows.Value);
    }

    [Fact]
    public void Equal_levels_forget_what_is_older_than_twelve_bars()
    {
        var lows = Follow(new EqualLevels(LevelSource.Highs, 0), [Bars.Hlcv(100, 1, 50), .. Enumerable.Range(1, 11).Select(i => Bars.Hlcv(100 + i, 1, 50)), Bars.Hlcv(100, 1, 50)]);
        Assert.False(lows.IsSet);
    }

    [Fact]
    public void A_new_low_that_the_volume_delta_does_not_follow_is_bullish()
    {
        // Four bars that close on their lows push the delta down; the fifth makes a lower low and closes on its high.
        Bar[] bars = [.. Enumerable.Range(0, 6).Select(i => Bars.Hlcv(110 - i, 100 - i, 100 - i, 10)), Bars.Hlcv(104, 90, 104, 10)];
        Assert.Equal(Divergence.Bullish, Follow(new CvdDivergence(5), bars).Value);
    }

    [Fact]
    public void A_new_high_that_the_volume_delta_does_not_follow_is_bearish()
    {
        Bar[] bars = [.. Enumerable.Range(0, 6).Select(i => Bars.Hlcv(110 + i, 100 + i, 110 + i, 10)), Bars.Hlcv(120, 106, 106, 10)];
        Assert.Equal(Divergence.Bearish, Follow(new CvdDivergence(5), bars).Value);
    }

    [Fact]
    public void Rsi_is_the_share_of_rises_among_moves()
    {
        // Rises 2, 0; falls 0, 1: means 1 and 0.5 → 100·1/1.5. Then rise 1: (1+1)/2 = 1 and 0.25 → 80.
        var values = Values(new Rsi(2), Bars.Closes(10, 12, 11, 12));
        Assert.Equal([double.NaN, double.NaN], values[..2]);
        Assert.Equal(200 / 3.0, values[2], 10);
        Assert.Equal(80, values[3], 10);
    }

    [Fact]
    public void Macd_is_the_distance_of_two_averages_and_its_own_average()
    {
        // EMA(1) = close. EMA(2): 1.5, then 1.5 + (4−1.5)·2/3 = 19/6. Lines 0.5 and 5/6; signal = their mean.
        var macd = Follow(new Macd(1, 2, 2), Bars.Closes(1, 2, 4));
        Assert.Equal((5 / 6.0, 4 / 6.0, 1 / 6.0), (macd.Value, macd.Signal, macd.Histogram), (left, right) =>
            Math.Abs(left.Item1 - right.Item1) + Math.Abs(left.Item2 - right.Item2) + Math.Abs(left.Item3 - right.Item3) < 1e-12);
    }

    [Fact]
    public void Bollinger_bands_lie_two_deviations_from_the_mean()
    {
        // 2 4 4 4 5 5 7 9 has mean 5 and deviation 2.
        var bands = Follow(new Bollinger(8), Bars.Closes(2, 4, 4, 4, 5, 5, 7, 9));
        Assert.Equal((5.0, 2.0, 9.0, 1.0), (bands.Middle, bands.Deviation, bands.Upper, bands.Lower));
    }

    [Fact]
    public void Z_score_counts_deviations_from_the_mean() =>
        Assert.Equal(2.0, Follow(new ZScore(8), Bars.Closes(2, 4, 4, 4, 5, 5, 7, 9)).Value);

    [Fact]
    public void Stochastic_is_where_the_close_lies_in_the_range()
    {
        // Range 90 to 110: closes 100, 105, 95 → 50, 75, 25 over two bars with the same range; mean 50.
        var stochastic = Follow(new Stochastic(1, 3), [Bars.Hlcv(110, 90, 100), Bars.Hlcv(110, 90, 105), Bars.Hlcv(110, 90, 95)]);
        Assert.Equal((25.0, 50.0), (stochastic.Value, stochastic.Smoothed));
    }

    [Fact]
    public void Adx_of_a_market_that_only_rises_is_a_hundred()
    {
        var adx = Follow(new Adx(3), [.. Enumerable.Range(0, 6).Select(i => Bars.Hlcv(102 + i, 100 + i, 101 + i))]);
        Assert.Equal(100, adx.Value);
        // Each bar moves up by 1 with a true range of 2.
        Assert.Equal((50.0, 0.0), (adx.Plus, adx.Minus));
    }

    [Fact]
    public void Obv_adds_volume_with_the_direction_of_the_close()
    {
        Bar[] bars = [Bars.Hlcv(1, 1, 1, 5), Bars.Hlcv(2, 2, 2, 3), Bars.Hlcv(2, 2, 2, 9), Bars.Hlcv(1, 1, 1, 4)];
        Assert.Equal([0, 3, 3, -1], Values(new Obv(), bars));
    }

    [Fact]
    public void Mfi_is_the_share_of_turnover_on_rising_bars()
    {
        // Up 20·3 = 60, down 10·2 = 20 → 75.
        Bar[] bars = [Bars.Hlcv(10, 10, 10, 1), Bars.Hlcv(20, 20, 20, 3), Bars.Hlcv(10, 10, 10, 2)];
        Assert.Equal(75, Values(new Mfi(2), bars)[2]);
    }

    [Fact]
    public void Realised_volatility_of_equal_returns_is_that_return()
    {
        // Closes double and halve: |r| = ln 2 each time.
        var volatility = Follow(new RealisedVolatility(2), Bars.Closes(100, 200, 100));
        Assert.Equal(Math.Log(2), volatility.Value, 11);
        Assert.Equal(Math.Log(2) * Math.Sqrt(365), volatility.Annualised(Duration.FromMinutes(1440)), 9);
    }

    [Fact]
    public void Supertrend_turns_when_the_close_leaves_the_band()
    {
        var trend = new Supertrend(2, 1);
        Follow(trend, [Bars.Hlcv(101, 99, 100), Bars.Hlcv(101, 99, 100), Bars.Hlcv(101, 99, 100)]);
        // Range 2, middle 100: bands 98 and 102; the close at the middle counts as up.
        Assert.Equal((true, 98.0), (trend.IsUp, trend.Value));
        Follow(trend, [Bars.Hlcv(100, 95, 95)]);
        Assert.False(trend.IsUp);
    }

    [Fact]
    public void Pivots_are_known_only_when_both_sides_are()
    {
        var pivot = new Pivot(1);
        Follow(pivot, [Bars.Hlcv(10, 5, 7), Bars.Hlcv(12, 6, 7)]);
        Assert.False(pivot.IsReady);
        Follow(pivot, [Bars.Hlcv(11, 4, 7)]);
        Assert.Equal((true, false, Price.FromDecimal(12)), (pivot.IsNewHigh, pivot.IsNewLow, pivot.High));
        Follow(pivot, [Bars.Hlcv(12, 5, 7)]);
        Assert.Equal((false, true, Price.FromDecimal(4)), (pivot.IsNewHigh, pivot.IsNewLow, pivot.Low));
        // Equal neighbours are no turning point.
        Follow(pivot, [Bars.Hlcv(12, 5, 7)]);
        Assert.Equal((false, false), (pivot.IsNewHigh, pivot.IsNewLow));
    }

    [Fact]
    public void Market_context_needs_a_trend_and_a_close_on_its_side()
    {
        var rising = Follow(new MarketContext(), Bars.Closes([.. Enumerable.Range(0, 60).Select(i => 100m + i)]));
        Assert.Equal((Trend.Up, Regime.TrendHighVolatility), (rising.Trend, rising.Regime));
        Follow(rising, Bars.Closes(140));
        Assert.Equal(Trend.Chop, rising.Trend);
        var falling = Follow(new MarketContext(), Bars.Closes([.. Enumerable.Range(0, 60).Select(i => 1000m - i)]));
        Assert.Equal((Trend.Down, Regime.ChopLowVolatility), (falling.Trend, falling.Regime));
    }

    [Fact]
    public void A_window_that_cannot_be_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sma(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sweep(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Ema(100_001));
        Assert.Throws<ArgumentOutOfRangeException>(() => new EqualLevels(LevelSource.Lows, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Macd(26, 12));
    }

    private static double[] Values(IValueFeature feature, Bar[] bars) =>
    [
        .. bars.Select(bar =>
        {
            feature.OnBar(in bar);
            return feature.Value;
        }),
    ];

    private static TFeature Follow<TFeature>(TFeature feature, Bar[] bars)
        where TFeature : IFeature
    {
        foreach (var bar in bars) feature.OnBar(in bar);
        return feature;
    }
}
