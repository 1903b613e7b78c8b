using LaptopAgents.Domain;

namespace LaptopAgents.Analysis;

/// <summary>Equity at the end of one period and its return over the period before.</summary>
/// <param name="Period">Days, weeks or months since the epoch.</param>
/// <param name="Equity">At the period's last bar, quote currency.</param>
/// <param name="Return">A fraction.</param>
internal sealed record PeriodReturn(long Period, double Equity, double Return);

/// <summary>
/// Mark-to-market equity cut at UTC day, week and month ends. The first period is measured from the starting equity. A period
/// without data has no entry: a hole in the data is not a day without risk. When equity is gone the series ends, because a return on
/// nothing does not exist.
/// </summary>
internal sealed class PeriodReturns
{
    private const long NanosPerDay = 86_400_000_000_000;

    private PeriodReturns(int[] dayEnds, List<PeriodReturn> days, List<PeriodReturn> weeks, List<PeriodReturn> months)
    {
        DayEnds = dayEnds;
        (Days, Weeks, Months) = (days, weeks, months);
        Daily = Returns(days);
        Weekly = Returns(weeks);
        Monthly = Returns(months);
    }

    /// <summary>Places in the curve of the last point of each UTC day.</summary>
    public int[] DayEnds { get; }

    public IReadOnlyList<PeriodReturn> Days { get; }

    public IReadOnlyList<PeriodReturn> Weeks { get; }

    /// <summary>Months since 1970-01.</summary>
    public IReadOnlyList<PeriodReturn> Months { get; }

    public double[] Daily { get; }

    public double[] Weekly { get; }

    public double[] Monthly { get; }

    /// <summary>The UTC day that a bar's close belongs to: a bar that closes at midnight ends the day before.</summary>
    public static long DayOf(long closeUnixNanos) => (closeUnixNanos - 1) / NanosPerDay;

    /// <param name="start">The run's first instant; a point at it is the start itself and ends no day.</param>
    public static PeriodReturns From(EquityCurve curve, Money startEquity, Timestamp start)
    {
        var places = Places(curve.UnixNanos, start.UnixNanos);
        var dayEnds = At(places, curve.UnixNanos, curve.RawEquity);
        return new PeriodReturns(
            places,
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

    private static int[] Places(ReadOnlySpan<long> times, long start)
    {
        var first = Numbers.FirstNotBelow(times, start + 1);
        if (first == times.Length) return [];
        var ends = new int[(int)Math.Min(times.Length, DayOf(times[^1]) - DayOf(times[first]) + 1)];
        var count = 0;
        for (var i = first; i < times.Length;)
        {
            // Stepping to the day's end spares a division for each of half a million points.
            var end = (DayOf(times[i]) + 1) * NanosPerDay;
            while (i < times.Length && times[i] <= end) i++;
            ends[count++] = i - 1;
        }

        return ends[..count];
    }

    private static DayEnd[] At(int[] places, ReadOnlySpan<long> times, ReadOnlySpan<long> equity)
    {
        var ends = new DayEnd[places.Length];
        for (var i = 0; i < ends.Length; i++) ends[i] = new DayEnd(DayOf(times[places[i]]), equity[places[i]] / 1e8);
        return ends;
    }

    private static List<PeriodReturn> Cut(DayEnd[] ends, double start, Func<long, long> periodOf)
    {
        var periods = new List<PeriodReturn>();
        var before = start;
        for (var i = 0; i < ends.Length && before > 0; i++)
        {
            var period = periodOf(ends[i].Day);
            if (i + 1 < ends.Length && periodOf(ends[i + 1].Day) == period) continue;
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

    private sealed record DayEnd(long Day, double Equity);
}
