using LaptopAgents.Domain;

namespace LaptopAgents.Analysis;

/// <summary>Equity at the end of one period and its return over the period before.</summary>
/// <param name="Period">Days, weeks or months since the epoch.</param>
/// <param name="Equity">At the period's last bar, quote currency.</param>
/// <param name="Return">A fraction.</param>
internal readonly record struct PeriodReturn(long Period, double Equity, double Return);

/// <summary>
/// Mark-to-market equity cut at UTC day, week and month ends. The first period is measured from the starting equity. A period
/// without data has no entry: a hole in the data is not a day without risk. When equity is gone the series ends, because a return on
/// nothing does not exist.
/// </summary>
internal sealed class PeriodReturns
{
    private const long NanosPerDay = 86_400_000_000_000;

    private PeriodReturns(List<PeriodReturn> days, List<PeriodReturn> weeks, List<PeriodReturn> months)
    {
        (Days, Weeks, Months) = (days, weeks, months);
        Daily = Returns(days);
        Weekly = Returns(weeks);
        Monthly = Returns(months);
    }

    public IReadOnlyList<PeriodReturn> Days { get; }

    public IReadOnlyList<PeriodReturn> Weeks { get; }

    /// <summary>Months since 1970-01.</summary>
    public IReadOnlyList<PeriodReturn> Months { get; }

    public double[] Daily { get; }

    public double[] Weekly { get; }

    public double[] Monthly { get; }

    /// <summary>The UTC day that a bar's close belongs to: a bar that closes at midnight ends the day before.</summary>
    public static long DayOf(long closeUnixNanos) => (closeUnixNanos - 1) / NanosPerDay;

    public static PeriodReturns From(EquityCurve curve, Money startEquity)
    {
        var dayEnds = DayEnds(curve.UnixNanos, curve.RawEquity);
        return new PeriodReturns(
            Cut(dayEnds, startEquity.ToDouble(), static day => day),
            Cut(dayEnds, startEquity.ToDouble(), static day => (day + 3) / 7),
            Cut(dayEnds, startEquity.ToDouble(), MonthOf));
    }

    /// <summary>Months since 1970-01 of a day since the epoch.</summary>
    public static long MonthOf(long day)
    {
        var date = DateTime.UnixEpoch.AddDays(day);
        return (date.Year - 1970) * 12 + date.Month - 1;
    }

    private static List<(long Day, double Equity)> DayEnds(ReadOnlySpan<long> times, ReadOnlySpan<long> equity)
    {
        var ends = new List<(long, double)>();
        for (var i = 0; i < times.Length; i++)
            if (i + 1 == times.Length || DayOf(times[i + 1]) != DayOf(times[i]))
                ends.Add((DayOf(times[i]), new Money(equity[i]).ToDouble()));
        return ends;
    }

    private static List<PeriodReturn> Cut(List<(long Day, double Equity)> ends, double start, Func<long, long> periodOf)
    {
        var periods = new List<PeriodReturn>();
        var before = start;
        for (var i = 0; i < ends.Count && before > 0; i++)
        {
            var period = periodOf(ends[i].Day);
            if (i + 1 < ends.Count && periodOf(ends[i + 1].Day) == period) continue;
            periods.Add(new PeriodReturn(period, ends[i].Equity, ends[i].Equity / before - 1));
            before = ends[i].Equity;
        }

        return periods;
    }

    private static double[] Returns(List<PeriodReturn> periods)
    {
        var returns = new double[periods.Count];
        for (var i = 0; i < returns.Length; i++) returns[i] = periods[i].Return;
        return returns;
    }
}
