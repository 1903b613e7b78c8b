using LaptopAgents.Domain;

namespace LaptopAgents.Storage;

/// <summary>
/// What each settled rate was for, told from the times of the settlements, because records of the past hold a time and a rate and no
/// more. Contracts differ (eight, four, one hour), and a contract may change.
/// </summary>
internal static class FundingIntervals
{
    private const long Hour = 3_600_000_000_000;
    private const long Usual = 8 * Hour;

    /// <summary>
    /// For each settlement the time since the one before, in whole hours; zero stands for the usual eight hours, and for what cannot be
    /// told. A longer pause than before may be a hole in the records: it is believed when it comes twice in a row, so that a hole does
    /// not make a rate look small.
    /// </summary>
    public static Duration[] Of(ReadOnlySpan<long> times)
    {
        var intervals = new Duration[times.Length];
        if (times.Length < 2) return intervals;
        // The schedule is published in advance, so the first settlement may look at the second.
        var present = Between(times[0], times[1]);
        intervals[0] = Told(present);
        for (var i = 1; i < times.Length; i++)
        {
            var gap = Between(times[i - 1], times[i]);
            var isRepeated = i > 1 && gap == Between(times[i - 2], times[i - 1]);
            if (gap < present || isRepeated) present = gap;
            intervals[i] = Told(present);
        }

        return intervals;
    }

    // Settlement times are some milliseconds late now and then.
    private static long Between(long earlier, long later) => Math.Min(Usual, (later - earlier + Hour / 2) / Hour * Hour);

    private static Duration Told(long gap) => gap is 0 or Usual ? default : new(gap);
}
