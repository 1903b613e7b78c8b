using LaptopAgents.Domain;
using LaptopAgents.Runtime.Configuration;
using LaptopAgents.Storage;

namespace LaptopAgents.Cli.Composition;

/// <summary>The time that a run asked for, whether or not there are data for all of it.</summary>
/// <param name="To">Exclusive.</param>
internal readonly record struct AskedRange(Timestamp From, Timestamp To)
{
    /// <summary>What was not asked for is what there is; a number of days counts back from its end, or on from the given start.</summary>
    public static AskedRange Of(DataConfig data, (Timestamp From, Timestamp To) available)
    {
        var (from, to) = (At(data.From), At(data.To));
        if (data.Days is not { } days) return new(from ?? available.From, to ?? available.To);
        var length = Duration.FromTimeSpan(TimeSpan.FromDays((double)days));
        if (from is { } start) return new(start, to ?? start + length);
        var end = to ?? available.To;
        return new(end - length, end);
    }

    /// <summary>What is missing at the two ends of a set; null where it has all. Gaps inside are the business of its quality.</summary>
    public DataShortfall? Against(MarketDataSet set)
    {
        var length = set.Interval.Length.Nanos;
        var missing = Math.Max(0, (set.From - From).Nanos / length) + Math.Max(0, (To - set.To).Nanos / length);
        return missing > 0 ? new DataShortfall(From, To, missing) : null;
    }

    public static Timestamp? At(DateTimeOffset? time) => time is { } given ? Timestamp.FromDateTime(given.UtcDateTime) : null;
}
