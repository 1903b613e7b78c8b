using LaptopAgents.Domain;

namespace LaptopAgents.Analysis;

/// <summary>Change of mark-to-market equity by UTC weekday and hour, in quote currency.</summary>
internal sealed class HourlyResults
{
    private const long NanosPerHour = 3_600_000_000_000;
    private readonly long[] _raw = new long[7 * 24];
    private readonly bool[] _isSeen = new bool[7 * 24];

    /// <param name="weekday">0 is Monday.</param>
    public double At(int weekday, int hour) => _raw[weekday * 24 + hour] / 1e8;

    /// <summary>Whether the data has this hour at all.</summary>
    public bool IsSeen(int weekday, int hour) => _isSeen[weekday * 24 + hour];

    public double LargestMagnitude()
    {
        var largest = 0L;
        foreach (var raw in _raw) largest = Math.Max(largest, Math.Abs(raw));
        return largest / 1e8;
    }

    public double OfHour(int hour)
    {
        var sum = 0.0;
        for (var weekday = 0; weekday < 7; weekday++) sum += At(weekday, hour);
        return sum;
    }

    public double OfWeekday(int weekday)
    {
        var sum = 0.0;
        for (var hour = 0; hour < 24; hour++) sum += At(weekday, hour);
        return sum;
    }

    /// <param name="start">The run's first instant; a point at it is the start itself and belongs to no hour.</param>
    public static HourlyResults From(EquityCurve curve, Money startEquity, Timestamp start)
    {
        var results = new HourlyResults();
        var times = curve.UnixNanos;
        var equity = curve.RawEquity;
        var before = startEquity.Raw;
        for (var i = Numbers.FirstNotBelow(times, start.UnixNanos + 1); i < times.Length;)
        {
            // A bar that closes on the hour happened in the hour before. 1970-01-01 was a Thursday.
            var hours = (times[i] - 1) / NanosPerHour;
            while (i < times.Length && times[i] <= (hours + 1) * NanosPerHour) i++;
            var slot = (int)((hours / 24 + 3) % 7 * 24 + hours % 24);
            results._raw[slot] += equity[i - 1] - before;
            results._isSeen[slot] = true;
            before = equity[i - 1];
        }

        return results;
    }
}
