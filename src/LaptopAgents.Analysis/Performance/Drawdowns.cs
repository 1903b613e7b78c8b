using LaptopAgents.Domain;

namespace LaptopAgents.Analysis;

/// <summary>One stay of equity below its highest value so far.</summary>
/// <param name="Peak">When the highest value was last seen.</param>
/// <param name="Recovered">When it was reached again; null when the run ended before.</param>
/// <param name="Depth">Largest loss as a fraction of the peak.</param>
/// <param name="Amount">The same in quote currency.</param>
/// <param name="End">Recovery, or the end of the run.</param>
public sealed record Drawdown(Timestamp Peak, Timestamp Trough, Timestamp? Recovered, double Depth, Money Amount, Timestamp End)
{
    public Duration Length => End - Peak;
}

/// <summary>All drawdowns of an equity curve, per bar and mark-to-market, measured from the running maximum that starts at the starting equity.</summary>
internal sealed class Drawdowns
{
    private readonly List<Drawdown> _all = [];

    public IReadOnlyList<Drawdown> All => _all;

    /// <summary>Largest depth as a fraction of its peak.</summary>
    public double MaxDepth { get; private set; }

    /// <summary>Largest loss from a peak in quote currency. It may belong to another drawdown than <see cref="MaxDepth"/>.</summary>
    public Money MaxAmount { get; private set; }

    /// <summary>Depth at the last bar.</summary>
    public double CurrentDepth { get; private set; }

    /// <summary>Bars below the running maximum, as a fraction of all.</summary>
    public double UnderwaterShare { get; private set; }

    public static Drawdowns From(EquityCurve curve, Money startEquity, Timestamp start)
    {
        var result = new Drawdowns();
        result.Walk(curve.UnixNanos, curve.RawEquity, startEquity.Raw, start.UnixNanos);
        return result;
    }

    /// <summary>The deepest <paramref name="count"/>, deepest first.</summary>
    public IReadOnlyList<Drawdown> Deepest(int count)
    {
        var sorted = _all.ToArray();
        Array.Sort(sorted, static (left, right) =>
            left.Depth != right.Depth ? right.Depth.CompareTo(left.Depth) : left.Peak.CompareTo(right.Peak));
        return sorted.Length <= count ? sorted : sorted[..count];
    }

    private void Walk(ReadOnlySpan<long> times, ReadOnlySpan<long> equity, long peak, long peakTime)
    {
        var trough = 0;
        var below = 0;
        var isUnder = false;
        for (var i = 0; i < equity.Length; i++)
        {
            if (equity[i] < peak)
            {
                below++;
                if (!isUnder || equity[i] < equity[trough]) trough = i;
                isUnder = true;
                continue;
            }

            if (isUnder) Close(times, equity, peak, peakTime, trough, times[i], hasRecovered: true);
            isUnder = false;
            (peak, peakTime) = (equity[i], times[i]);
        }

        if (isUnder) Close(times, equity, peak, peakTime, trough, times[^1], hasRecovered: false);
        UnderwaterShare = equity.IsEmpty ? 0 : below / (double)equity.Length;
        CurrentDepth = isUnder ? Fraction(peak - equity[^1], peak) : 0;
    }

    private void Close(
        ReadOnlySpan<long> times, ReadOnlySpan<long> equity, long peak, long peakTime, int trough, long end, bool hasRecovered)
    {
        var amount = new Money(peak - equity[trough]);
        var depth = Fraction(amount.Raw, peak);
        MaxDepth = Math.Max(MaxDepth, depth);
        MaxAmount = Money.Max(MaxAmount, amount);
        _all.Add(new Drawdown(
            new Timestamp(peakTime), new Timestamp(times[trough]), hasRecovered ? new Timestamp(end) : null, depth, amount, new Timestamp(end)));
    }

    private static double Fraction(long part, long whole) => whole > 0 ? part / (double)whole : 0;
}
