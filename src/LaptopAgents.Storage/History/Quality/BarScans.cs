using System.Runtime.CompilerServices;
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
        if (bars.Count < 100 || bars.Closes.ContainsAnyInRange(long.MinValue, 0)) return 0;
        var moves = new int[Buckets];
        var farthest = Scan(bars, moves, float.MaxValue).Farthest;
        var limit = (float)(Median(moves, bars.Count - 1) * 1.4826 * DataQuality.OutlierDistance);
        return limit == 0 || farthest <= limit ? 0 : Scan(bars, moves, limit).Beyond;
    }

    /// <summary>Counts the moves from close to close, and finds the farthest of moves and wicks, as fractions of the close before.</summary>
    private static (float Farthest, int Beyond) Scan(BarSeries bars, int[] moves, float limit)
    {
        var opens = bars.Opens;
        var highs = bars.Highs;
        var lows = bars.Lows;
        var closes = bars.Closes;
        var (farthest, beyond) = (0f, 0);
        var before = closes[0];
        for (var i = 1; i < closes.Length && i < opens.Length && i < highs.Length && i < lows.Length; i++)
        {
            var (open, close) = (opens[i], closes[i]);
            var scale = 1f / before;
            var move = Larger(close - before, before - close);
            var wick = Larger(highs[i] - Larger(open, close), -Larger(-open, -close) - lows[i]);
            var reach = Larger(move, wick) * scale;
            moves[Bucket(move * scale)]++;
            farthest = reach > farthest ? reach : farthest;
            if (reach > limit) beyond++;
            before = close;
        }

        return (farthest, beyond);
    }

    // Which of two prices is larger is a coin toss, and a branch on it would be mispredicted half of the time.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long Larger(long left, long right)
    {
        var difference = left - right;
        return left - (difference & (difference >> 63));
    }

    private static int Bucket(float value) => BitConverter.SingleToInt32Bits(value) >> Shift & (Buckets - 1);

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
