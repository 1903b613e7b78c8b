using LaptopAgents.Domain;

namespace LaptopAgents.Storage;

/// <summary>What the times of a series show.</summary>
internal sealed record BarOrderScan(IReadOnlyList<DataGap> Gaps, long Missing, int Duplicates, int Backward, int Misaligned)
{
    public static BarOrderScan Of(ReadOnlySpan<long> times, long interval)
    {
        var gaps = new List<DataGap>();
        var (missing, duplicates, backward, misaligned) = (0L, 0, 0, 0);
        for (var i = 0; i < times.Length; i++)
        {
            // On the grid's own step a remainder need not be computed, and nearly every bar is.
            var step = i == 0 ? -1 : times[i] - times[i - 1];
            if (step == interval && misaligned == 0) continue;
            if (times[i] % interval != 0) misaligned++;
            if (i == 0) continue;
            if (step == 0) duplicates++;
            else if (step < 0) backward++;
            else if (step > interval)
            {
                var gap = new DataGap(new(times[i - 1] + interval), new(times[i]), (step - 1) / interval);
                gaps.Add(gap);
                missing += gap.MissingBars;
            }
        }

        return new(gaps, missing, duplicates, backward, misaligned);
    }
}

/// <summary>What each bar shows by itself and against the one before.</summary>
internal readonly record struct BarShapeScan(int Violations, int ZeroVolume, int LongestZeroVolumeRun, int Stale)
{
    public static BarShapeScan Of(BarSeries bars)
    {
        var opens = bars.Opens;
        var highs = bars.Highs;
        var lows = bars.Lows;
        var closes = bars.Closes;
        var volumes = bars.Volumes;
        var (violations, zero, run, longest, stale, same) = (0, 0, 0, 0, 0, 0);
        for (var i = 0; i < opens.Length; i++)
        {
            var (open, high, low, close, volume) = (opens[i], highs[i], lows[i], closes[i], volumes[i]);
            if (!(low > 0 & high >= low & open >= low & open <= high & close >= low & close <= high & volume >= 0)) violations++;
            run = volume == 0 ? run + 1 : 0;
            if (run > 0) zero++;
            longest = Math.Max(longest, run);
            same = i > 0 && volume != 0 && close == closes[i - 1] && volume == volumes[i - 1]
                && open == opens[i - 1] && high == highs[i - 1] && low == lows[i - 1] ? same + 1 : 0;
            if (same >= 2) stale++;
        }

        return new(violations, zero, longest, stale);
    }
}

/// <summary>Moves that are out of all proportion to the usual ones.</summary>
internal static class ReturnScan
{
    // Exponent and five bits of the fraction of a single: a logarithmic histogram with steps of about 3 %.
    private const int Shift = 18;
    private const int Buckets = 1 << (31 - Shift);

    public static int Outliers(BarSeries bars)
    {
        if (bars.Count < 100) return 0;
        var moves = new int[Buckets];
        var reaches = new int[Buckets];
        for (var i = 1; i < bars.Count; i++)
        {
            var (move, reach) = Measure(bars, i);
            moves[Bucket(move)]++;
            reaches[Bucket(reach)]++;
        }

        var limit = Median(moves, bars.Count - 1) * 1.4826 * DataQuality.OutlierDistance;
        if (limit == 0 || !reaches.AsSpan(Bucket(limit)).ContainsAnyExcept(0)) return 0;
        var outliers = 0;
        for (var i = 1; i < bars.Count; i++)
        {
            if (Measure(bars, i).Reach > limit) outliers++;
        }

        return outliers;
    }

    /// <summary>The move from the last close, and the farther of it and the bar's wicks, as fractions.</summary>
    private static (double Move, double Reach) Measure(BarSeries bars, int i)
    {
        var before = bars.Closes[i - 1];
        var (open, close) = (bars.Opens[i], bars.Closes[i]);
        var move = Math.Abs(close - before);
        var wick = Math.Max(bars.Highs[i] - Math.Max(open, close), Math.Min(open, close) - bars.Lows[i]);
        var scale = 1.0 / Math.Max(1, before);
        return (move * scale, Math.Max(move, wick) * scale);
    }

    private static int Bucket(double value) => Math.Min(Buckets - 1, BitConverter.SingleToInt32Bits((float)Math.Max(0, value)) >> Shift);

    // Zero moves are left out: in a market with a coarse tick most minutes may stand still, and a median of zero would say nothing.
    private static double Median(int[] counts, int total)
    {
        var left = (total - counts[0] + 1) / 2;
        for (var bucket = 1; bucket < counts.Length; bucket++)
        {
            left -= counts[bucket];
            if (left <= 0) return BitConverter.Int32BitsToSingle(bucket << Shift);
        }

        return 0;
    }
}
