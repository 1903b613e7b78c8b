using LaptopAgents.Domain;

namespace LaptopAgents.Storage;

/// <summary>Stored bars and new ones as one series.</summary>
internal readonly record struct BarMerge(BarSeries Bars, int Added, int Identical, int Replaced)
{
    /// <param name="replace">A new bar that differs from the stored one of its time wins; otherwise it is refused.</param>
    /// <exception cref="DataException">Two bars of one time differ.</exception>
    public static BarMerge Merge(BarSeries stored, BarSeries fresh, bool replace, string name)
    {
        if (stored.Count == 0) return new(fresh, fresh.Count, 0, 0);
        var builder = new BarSeriesBuilder(stored.Count + fresh.Count);
        var (old, next, added, identical, replaced) = (0, 0, 0, 0, 0);
        while (old < stored.Count || next < fresh.Count)
        {
            var oldTime = old < stored.Count ? stored.OpenTimes[old] : long.MaxValue;
            var newTime = next < fresh.Count ? fresh.OpenTimes[next] : long.MaxValue;
            if (oldTime < newTime)
            {
                builder.Add(stored[old++]);
                continue;
            }

            var bar = fresh[next++];
            builder.Add(bar);
            if (newTime < oldTime)
            {
                added++;
                continue;
            }

            var before = stored[old++];
            if (bar == before) identical++;
            else if (replace) replaced++;
            else throw Conflict(name, before, bar);
        }

        return new(builder.ToSeries(), added, identical, replaced);
    }

    private static DataException Conflict(string name, in Bar stored, in Bar fresh) => new(
        $"{name} already has another bar at {stored.OpenTime}: stored {Text(stored)}, new {Text(fresh)}.",
        "Use --replace to let the new bars win, or import them under another symbol.");

    private static string Text(in Bar bar) => $"O {bar.Open} H {bar.High} L {bar.Low} C {bar.Close} V {bar.Volume}";
}

/// <summary>Stored settlements and new ones as one series.</summary>
internal static class FundingMerge
{
    public static (FundingSeries Funding, SaveResult Result) Merge(FundingSeries stored, FundingSeries fresh, bool replace, string symbol)
    {
        var all = new SortedDictionary<long, FundingRate>();
        for (var i = 0; i < stored.Count; i++) all[stored.Times[i]] = stored[i];
        var (added, identical, replaced) = (0, 0, 0);
        for (var i = 0; i < fresh.Count; i++)
        {
            var rate = fresh[i];
            if (!all.TryGetValue(fresh.Times[i], out var before))
            {
                added++;
            }
            else
            {
                // A source without mark prices must not take away the ones that are known.
                if (rate.MarkPrice.IsZero) rate = rate with { MarkPrice = before.MarkPrice };
                if (rate == before) identical++;
                else if (replace || (before.MarkPrice.IsZero && rate.Rate == before.Rate)) replaced++;
                else throw Conflict(symbol, fresh.Time(i), before, rate);
            }

            all[fresh.Times[i]] = rate;
        }

        var merged = new FundingSeries(
            [.. all.Keys], [.. all.Values.Select(rate => rate.Rate.Raw)], [.. all.Values.Select(rate => rate.MarkPrice.Raw)]);
        return (merged, new(added, identical, replaced, []));
    }

    private static DataException Conflict(string symbol, Timestamp time, FundingRate stored, FundingRate fresh) => new(
        $"{symbol} already has another funding settlement at {time}: stored {stored.Rate} at {stored.MarkPrice}, new {fresh.Rate} at {fresh.MarkPrice}.",
        "Use --replace to let the new ones win.");
}
