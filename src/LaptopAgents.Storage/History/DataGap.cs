using LaptopAgents.Domain;

namespace LaptopAgents.Storage;

/// <summary>Bars that are not there. They stay missing: nothing is interpolated.</summary>
/// <param name="From">Open time of the first missing bar.</param>
/// <param name="To">Open time of the next bar that is there.</param>
/// <param name="MissingBars">How many bars of the interval would fit.</param>
public readonly record struct DataGap(Timestamp From, Timestamp To, long MissingBars)
{
    /// <summary>The gaps inside <paramref name="bars"/>, in time order.</summary>
    public static IReadOnlyList<DataGap> Find(BarSeries bars, Duration interval)
    {
        var gaps = new List<DataGap>();
        if (bars.Count > 0) AddTo(gaps, bars.OpenTimes[0], bars.OpenTimes[1..], interval.Nanos);
        return gaps;
    }

    /// <summary>Adds the gaps between <paramref name="previous"/> and each of <paramref name="openTimes"/>.</summary>
    internal static void AddTo(List<DataGap> gaps, long previous, ReadOnlySpan<long> openTimes, long interval)
    {
        foreach (var time in openTimes)
        {
            if (time - previous > interval)
                gaps.Add(new(new(previous + interval), new(time), (time - previous - 1) / interval));
            previous = time;
        }
    }
}
