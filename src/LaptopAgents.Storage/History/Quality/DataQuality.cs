using System.Globalization;
using LaptopAgents.Domain;

namespace LaptopAgents.Storage;

/// <summary>
/// Grades bars. F: times repeat or run backwards, a bar is impossible, or more than 20 % of the bars are missing. D: more than 5 % are
/// missing, or bars lie off the grid of their interval. C: more than 1 % missing, more than 5 % without volume, more than 1 % stale, or
/// more than a tenth of the settlements missing. B: any bar missing, more than 0.1 % without volume, any stale bar beyond 0.01 %, more
/// than 0.01 % outliers, a settlement missing, or no funding at all. A: none of these.
/// </summary>
public static class DataQuality
{
    /// <summary>
    /// Robust deviations (1.4826 × the median absolute return) beyond which a move or a wick is an outlier. Bitcoin has fat tails:
    /// a crash minute of 2 % is 50 deviations of a quiet month and real.
    /// </summary>
    public const double OutlierDistance = 60;

    /// <summary>Assesses a series. It may be in any state: this is where broken series are told.</summary>
    public static DataQualityReport Assess(BarSeries bars, BarInterval interval, FundingSeries? funding = null)
    {
        var order = BarOrderScan.Of(bars.OpenTimes, interval.Nanos);
        var shape = BarShapeScan.Of(bars);
        var from = bars.Count == 0 ? default : bars.OpenTime(0);
        var to = bars.Count == 0 ? default : bars.OpenTime(bars.Count - 1) + interval.Length;
        var settled = (funding ?? FundingSeries.Empty).Between(from, to);
        var (holes, fundingInterval) = FundingHoles(settled, from, to);
        var report = new DataQualityReport
        {
            Grade = DataGrade.A,
            Reasons = [],
            Bars = bars.Count,
            From = from,
            To = to,
            Gaps = order.Gaps,
            MissingBars = order.Missing,
            Duplicates = order.Duplicates,
            OutOfOrder = order.Backward,
            Misaligned = order.Misaligned,
            OhlcViolations = shape.Violations,
            ZeroVolumeBars = shape.ZeroVolume,
            LongestZeroVolumeRun = shape.LongestZeroVolumeRun,
            StaleBars = shape.Stale,
            Outliers = ReturnScan.Outliers(bars),
            FundingSettlements = settled.Count,
            FundingHoles = holes,
            FundingInterval = fundingInterval,
        };
        return Graded(report);
    }

    private static DataQualityReport Graded(DataQualityReport report)
    {
        var grade = DataGrade.A;
        var reasons = new List<string>();

        void Lower(DataGrade to, bool holds, string reason)
        {
            if (!holds) return;
            if (to > grade) grade = to;
            reasons.Add(reason);
        }

        double Share(int count) => report.Bars == 0 ? 0 : count / (double)report.Bars;

        Lower(DataGrade.F, report.Bars == 0, "There is no bar.");
        Lower(DataGrade.F, report.Duplicates > 0, $"{report.Duplicates} bars are there twice.");
        Lower(DataGrade.F, report.OutOfOrder > 0, $"{report.OutOfOrder} bars are out of order.");
        Lower(DataGrade.F, report.OhlcViolations > 0, $"{report.OhlcViolations} bars contradict themselves.");
        Lower(DataGrade.D, report.Misaligned > 0, $"{report.Misaligned} bars do not open on the interval's grid.");
        var missing = report.MissingShare;
        Lower(missing > 0.2 ? DataGrade.F : missing > 0.05 ? DataGrade.D : missing > 0.01 ? DataGrade.C : DataGrade.B, report.MissingBars > 0,
            $"{report.MissingBars} bars ({Percent(missing)}) are missing in {report.Gaps.Count} gaps.");
        var silent = Share(report.ZeroVolumeBars);
        Lower(silent > 0.05 ? DataGrade.C : DataGrade.B, silent > 0.001, $"{report.ZeroVolumeBars} bars ({Percent(silent)}) have no volume.");
        var stale = Share(report.StaleBars);
        Lower(stale > 0.01 ? DataGrade.C : DataGrade.B, stale > 0.0001, $"{report.StaleBars} bars ({Percent(stale)}) repeat the one before.");
        Lower(DataGrade.B, Share(report.Outliers) > 0.0001, $"{report.Outliers} moves are outliers.");
        LowerForFunding(report, Lower);
        return report with { Grade = grade, Reasons = reasons };
    }

    private static void LowerForFunding(DataQualityReport report, Action<DataGrade, bool, string> lower)
    {
        lower(DataGrade.B, report.FundingSettlements == 0, "There is no funding for this time.");
        var holes = report.FundingHoles / (double)Math.Max(1, report.FundingHoles + report.FundingSettlements);
        lower(holes > 0.1 ? DataGrade.C : DataGrade.B, report.FundingHoles > 0, $"{report.FundingHoles} funding settlements are missing.");
    }

    // The interval is the data's own: venues have changed it from eight hours to four and one, and differ.
    private static (int Holes, Duration? Interval) FundingHoles(FundingSeries funding, Timestamp from, Timestamp to)
    {
        if (funding.Count < 2) return (0, null);
        var usual = UsualStep(funding.Times);
        // A settlement may be recorded some milliseconds late, hence to the nearest step.
        var holes = (long)((funding.Times[0] - from.UnixNanos) / usual) + (to.UnixNanos - 1 - funding.Times[^1]) / usual;
        for (var i = 1; i < funding.Count; i++)
            holes += Math.Max(0, (funding.Times[i] - funding.Times[i - 1] + usual / 2) / usual - 1);
        return ((int)Math.Min(int.MaxValue, Math.Max(0, holes)), new Duration(usual));
    }

    private static long UsualStep(ReadOnlySpan<long> times)
    {
        const long minute = 60_000_000_000;
        var counts = new SortedDictionary<long, int>();
        for (var i = 1; i < times.Length; i++)
        {
            var step = Math.Max(minute, (times[i] - times[i - 1] + minute / 2) / minute * minute);
            counts[step] = counts.GetValueOrDefault(step) + 1;
        }

        return counts.MaxBy(entry => entry.Value).Key;
    }

    private static string Percent(double share) => share.ToString("0.###%", CultureInfo.InvariantCulture);
}
