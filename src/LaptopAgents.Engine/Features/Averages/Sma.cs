using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>
/// Simple moving average: the mean of the last n closes. The sum is kept in whole 10⁻⁸ units, so it is exact: two averages that are
/// equal compare as equal, whatever was added and taken away before. Warm-up: n bars.
/// </summary>
public sealed class Sma : IValueFeature
{
    private readonly long[] _closes;
    private readonly double _divisor;
    private long _sum;
    private int _next;
    private int _seen;

    /// <param name="bars">Length of the window.</param>
    public Sma(int bars)
    {
        _closes = new long[Period.Check(bars)];
        _divisor = (double)FixedPoint.One * bars;
    }

    public int WarmUpBars => _closes.Length;

    public bool IsReady => _seen == _closes.Length;

    public double Value => IsReady ? _sum / _divisor : double.NaN;

    /// <summary>A sum beyond 64 bits (n × price above 92 billion) throws <see cref="OverflowException"/>.</summary>
    public void OnBar(in Bar bar)
    {
        var closes = _closes;
        var next = _next;
        if (next < 0 || next >= closes.Length) return;
        var close = bar.Close.Raw;
        _sum += close - closes[next];
        closes[next] = close;
        unchecked
        {
            next++;
        }

        _next = next == closes.Length ? 0 : next;
        if (_seen != closes.Length) _seen++;
    }

    /// <summary>
    /// This average is strictly above <paramref name="other"/>. Compares sum × length crosswise instead of two rounded quotients, so that
    /// a tie is a tie.
    /// </summary>
    public bool IsAbove(Sma other)
    {
        var (length, otherLength) = (_closes.Length, other._closes.Length);
        // Sums below 2⁵¹ (22 million) times lengths below 2¹² fit in 64 bits: nearly all there are.
        if (((_sum | other._sum) >> 51 | (long)(length | otherLength) >> 12) == 0) return unchecked(_sum * otherLength > other._sum * length);
        var thisHigh = Math.BigMul(_sum, other._closes.Length, out long thisLow);
        var otherHigh = Math.BigMul(other._sum, _closes.Length, out long otherLow);
        return thisHigh != otherHigh ? thisHigh > otherHigh : unchecked((ulong)thisLow > (ulong)otherLow);
    }
}
