using LaptopAgents.Domain;
using LaptopAgents.Storage;
using static LaptopAgents.Tests.Storage.History.HistoryBuilder;

namespace LaptopAgents.Tests.Storage.History.Quality;

public sealed class DataQualityTests
{
    private static readonly long s_hours8 = Duration.FromMinutes(480).Nanos;

    [Fact]
    public void Whole_bars_with_whole_funding_are_an_A()
    {
        var report = Assess(Day());
        Assert.Equal(DataGrade.A, report.Grade);
        Assert.Empty(report.Reasons);
        Assert.Equal((1440, 4, 0), (report.Bars, report.FundingSettlements, report.FundingHoles));
        Assert.Equal(s_hours8, report.FundingInterval!.Value.Nanos);
    }

    [Theory]
    [InlineData(1, DataGrade.B)]
    [InlineData(14, DataGrade.B)]
    [InlineData(15, DataGrade.C)]
    [InlineData(72, DataGrade.C)]
    [InlineData(73, DataGrade.D)]
    [InlineData(288, DataGrade.D)]
    [InlineData(289, DataGrade.F)]
    public void Missing_bars_lower_the_grade_by_their_share(int missing, DataGrade expected)
    {
        var report = Assess(Day(minute => minute < 100 || minute >= 100 + missing));
        Assert.Equal(expected, report.Grade);
        Assert.Equal(new DataGap(Start + Duration.FromMinutes(100), Start + Duration.FromMinutes(100 + missing), missing), Assert.Single(report.Gaps));
        Assert.Equal(missing / 1440.0, report.MissingShare, 1e-12);
    }

    [Fact]
    public void Two_gaps_are_told_apart()
    {
        var report = Assess(Day(minute => minute is not (10 or 20 or 21)));
        Assert.Equal([1L, 2L], report.Gaps.Select(gap => gap.MissingBars));
        Assert.Equal(3, report.MissingBars);
    }

    [Fact]
    public void Repeated_and_backward_times_are_an_F()
    {
        Assert.Equal((DataGrade.F, 1, 0), Order(Series(Bar(0), Bar(1), Bar(1), Bar(2))));
        Assert.Equal((DataGrade.F, 0, 1), Order(Series(Bar(0), Bar(2), Bar(1), Bar(3))));

        static (DataGrade, int, int) Order(BarSeries bars) => DataQuality.Assess(bars, BarInterval.OneMinute) is var r ? (r.Grade, r.Duplicates, r.OutOfOrder) : default;
    }

    [Fact]
    public void Bars_off_the_grid_are_a_D()
    {
        var bars = List(Day());
        for (var i = 0; i < bars.Count; i++) bars[i] = bars[i] with { OpenTime = bars[i].OpenTime + Duration.FromSeconds(1) };
        var report = Assess(Series(bars));
        Assert.Equal((DataGrade.D, 1440), (report.Grade, report.Misaligned));
    }

    [Fact]
    public void Each_contradiction_inside_a_bar_is_an_F()
    {
        var bar = Bar(1);
        Bar[] broken =
        [
            bar with { High = new(bar.Low.Raw - 1) }, bar with { Open = new(bar.High.Raw + 1) }, bar with { Close = new(bar.Low.Raw - 1) },
            bar with { Low = new(0) }, bar with { Volume = new(-1) },
        ];
        foreach (var wrong in broken)
        {
            var report = DataQuality.Assess(Series(Bar(0), wrong), BarInterval.OneMinute);
            Assert.Equal((DataGrade.F, 1), (report.Grade, report.OhlcViolations));
        }
    }

    [Fact]
    public void Minutes_without_volume_count_alone_and_in_a_row()
    {
        var bars = List(Day());
        foreach (var i in new[] { 5, 6, 7, 100 }) bars[i] = bars[i] with { Volume = default };
        var report = Assess(Series(bars));
        Assert.Equal((DataGrade.B, 4, 3), (report.Grade, report.ZeroVolumeBars, report.LongestZeroVolumeRun));
        for (var i = 0; i < 73; i++) bars[i] = bars[i] with { Volume = default };
        Assert.Equal(DataGrade.C, Assess(Series(bars)).Grade);
    }

    [Fact]
    public void A_feed_that_repeats_its_last_bar_is_stale()
    {
        var bars = List(Day());
        for (var i = 51; i <= 60; i++) bars[i] = bars[50] with { OpenTime = bars[i].OpenTime };
        // The second of eleven equal bars may be chance, the nine after it are not.
        Assert.Equal((DataGrade.B, 9), Assess(Series(bars)) is var report ? (report.Grade, report.StaleBars) : default);
    }

    [Fact]
    public void A_wrong_print_is_an_outlier_in_its_bar_and_in_the_move_back_and_a_wick_in_its_own()
    {
        var bars = List(Day());
        Assert.Equal(0, Assess(Series(bars)).Outliers);
        // Moves of the day are about one in a hundred; sixty robust deviations are nearly all of the price.
        bars[700] = bars[700] with { High = Price.FromDecimal(900), Close = Price.FromDecimal(900) };
        Assert.Equal((DataGrade.B, 2), Assess(Series(bars)) is var report ? (report.Grade, report.Outliers) : default);
        bars[800] = bars[800] with { High = Price.FromDecimal(900) };
        Assert.Equal(3, Assess(Series(bars)).Outliers);
    }

    [Fact]
    public void Outliers_agree_with_a_plain_count()
    {
        var bars = List(Day());
        for (var i = 10; i < 1400; i += 97) bars[i] = bars[i] with { High = new(bars[i].High.Raw * (1 + i / 40)) };
        var series = Series(bars);
        var moves = Enumerable.Range(1, bars.Count - 1)
            .Select(i => Math.Abs(bars[i].Close.ToDouble() / bars[i - 1].Close.ToDouble() - 1)).Where(move => move > 0).Order().ToList();
        var limit = moves[(moves.Count - 1) / 2] * 1.4826 * DataQuality.OutlierDistance;
        var plain = Enumerable.Range(1, bars.Count - 1).Count(i => Reach(bars[i], bars[i - 1].Close.ToDouble()) > limit);
        var counted = ReturnScan.Outliers(series);
        Assert.InRange(counted, 1, plain + 1);
        // The median comes from a histogram with steps of 3 %.
        Assert.InRange(counted, Enumerable.Range(1, bars.Count - 1).Count(i => Reach(bars[i], bars[i - 1].Close.ToDouble()) > limit * 1.04),
            Enumerable.Range(1, bars.Count - 1).Count(i => Reach(bars[i], bars[i - 1].Close.ToDouble()) > limit * 0.96));

        static double Reach(Bar bar, double before)
        {
            var (open, high, low, close) = (bar.Open.ToDouble(), bar.High.ToDouble(), bar.Low.ToDouble(), bar.Close.ToDouble());
            return Math.Max(Math.Abs(close - before), Math.Max(high - Math.Max(open, close), Math.Min(open, close) - low)) / before;
        }
    }

    [Fact]
    public void Funding_holes_are_counted_by_the_datas_own_interval()
    {
        // Every four hours, one missing in the middle and one at the end.
        var hours4 = Duration.FromMinutes(240).Nanos;
        long[] times = [.. new[] { 0, 1, 3, 4, 5 }.Select(i => Start.UnixNanos + i * hours4)];
        var report = DataQuality.Assess(Day(), BarInterval.OneMinute, new(times, new long[5], new long[5]));
        Assert.Equal(hours4, report.FundingInterval!.Value.Nanos);
        Assert.Equal((DataGrade.C, 1), (report.Grade, report.FundingHoles));
    }

    [Fact]
    public void No_funding_at_all_is_a_B() => Assert.Equal(DataGrade.B, DataQuality.Assess(Day(), BarInterval.OneMinute).Grade);

    [Fact]
    public void No_bar_at_all_is_an_F() => Assert.Equal(DataGrade.F, DataQuality.Assess(BarSeries.Empty, BarInterval.OneMinute).Grade);

    private static DataQualityReport Assess(BarSeries bars) => DataQuality.Assess(bars, BarInterval.OneMinute,
        new([.. Enumerable.Range(0, 4).Select(i => Start.UnixNanos + i * s_hours8)], new long[4], new long[4]));

    private static BarSeries Day(Func<int, bool>? keep = null) => Series(
        Enumerable.Range(0, 1440).Where(minute => keep?.Invoke(minute) ?? true).Select(minute => Bar(minute, 100 + minute % 7, 1 + minute % 5)));
}
