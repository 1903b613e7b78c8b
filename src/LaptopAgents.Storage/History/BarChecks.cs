using LaptopAgents.Domain;

namespace LaptopAgents.Storage;

/// <summary>What every bar must satisfy before anything is reckoned with it.</summary>
internal static class BarChecks
{
    /// <summary>First instant that market data can have; earlier is a mistaken unit.</summary>
    public static Timestamp Earliest { get; } = Timestamp.FromDateTime(new(2009, 1, 3, 0, 0, 0, DateTimeKind.Utc));

    /// <summary>First instant that market data cannot have; later is a mistaken unit.</summary>
    public static Timestamp Latest { get; } = Timestamp.FromDateTime(new(2100, 1, 1, 0, 0, 0, DateTimeKind.Utc));

    /// <exception cref="DataException">A bar is impossible, or does not come after the one before it.</exception>
    public static void Require(BarSeries bars, Timestamp? previous, string name)
    {
        var last = previous?.UnixNanos ?? Earliest.UnixNanos - 1;
        var times = bars.OpenTimes;
        var opens = bars.Opens;
        var highs = bars.Highs;
        var lows = bars.Lows;
        var closes = bars.Closes;
        var volumes = bars.Volumes;
        for (var i = 0; i < times.Length; i++)
        {
            var holds = times[i] > last & lows[i] > 0 & highs[i] >= lows[i] & opens[i] >= lows[i] & opens[i] <= highs[i]
                & closes[i] >= lows[i] & closes[i] <= highs[i] & volumes[i] >= 0;
            if (!holds) throw Refuse(bars[i], last, name, i);
            last = times[i];
        }

        if (last >= Latest.UnixNanos) throw Refuse(bars[^1], last - 1, name, bars.Count - 1);
    }

    /// <exception cref="DataException">A bar does not open on a multiple of the interval.</exception>
    public static void RequireGrid(BarSeries bars, BarInterval interval, string name)
    {
        var times = bars.OpenTimes;
        // A week's bar opens on Monday; the epoch was a Thursday, so weeks have no grid that counts from it.
        if (interval.Nanos > Duration.FromMinutes(24 * 60).Nanos) return;
        for (var i = 0; i < times.Length; i++)
        {
            if (times[i] % interval.Nanos != 0)
                throw new DataException($"{name}, row {i + 1}: the bar at {new Timestamp(times[i])} does not open on the grid of {interval}.", "State the right --interval.");
        }
    }

    /// <summary>What is wrong with a bar, or null.</summary>
    public static string? Problem(in Bar bar)
    {
        if (bar.OpenTime < Earliest || bar.OpenTime >= Latest) return $"its time {bar.OpenTime} is outside 2009 to 2099";
        if (bar.Open.Raw <= 0 || bar.High.Raw <= 0 || bar.Low.Raw <= 0 || bar.Close.Raw <= 0) return "a price is not positive";
        if (bar.High < bar.Low) return $"its high {bar.High} is below its low {bar.Low}";
        if (bar.Open < bar.Low || bar.Open > bar.High) return $"its open {bar.Open} is outside its range {bar.Low} to {bar.High}";
        if (bar.Close < bar.Low || bar.Close > bar.High) return $"its close {bar.Close} is outside its range {bar.Low} to {bar.High}";
        return bar.Volume.IsNegative ? $"its volume {bar.Volume} is negative" : null;
    }

    private static DataException Refuse(in Bar bar, long last, string name, int row)
    {
        var problem = Problem(bar) ?? (bar.OpenTime.UnixNanos == last
            ? $"its time {bar.OpenTime} is there twice"
            : $"its time {bar.OpenTime} is not after {new Timestamp(last)}");
        return new($"{name}, row {row + 1}: {problem}.", "Correct the source and import it again.");
    }
}
