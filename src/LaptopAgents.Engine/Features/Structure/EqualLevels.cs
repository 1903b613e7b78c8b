using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>Which extreme of the bars a level is looked for in.</summary>
public enum LevelSource : byte
{
    Highs,
    Lows,
}

/// <summary>
/// Equal highs or equal lows, where stops gather: over the last 12 values, the mean of the newest and of all others within a relative
/// tolerance of it. Warm-up: 6 bars. The search is made when the level is read, not on every bar.
/// </summary>
public sealed class EqualLevels : IValueFeature
{
    private const int Window = 12;
    private readonly long[] _values = new long[Window];
    private readonly double _tolerance;
    private readonly LevelSource _source;
    private int _newest = -1;
    private int _count;

    /// <param name="source">Highs or lows.</param>
    /// <param name="tolerance">Largest distance, as a fraction of the newest value; 0.0005 is five basis points.</param>
    public EqualLevels(LevelSource source, double tolerance)
    {
        if (!(tolerance >= 0 && tolerance < 1))
            throw new ArgumentOutOfRangeException(nameof(tolerance), tolerance, "A fraction from 0 to 1.");
        _source = source;
        _tolerance = tolerance;
    }

    public int WarmUpBars => 6;

    public bool IsReady => _count >= WarmUpBars;

    /// <summary>The newest value has at least one equal.</summary>
    public bool IsSet => IsReady && Search(out _) > 1;

    /// <summary>The level; NaN when no other value is near the newest.</summary>
    public double Value => IsReady && Search(out var sum) is > 1 and var matches ? sum / ((double)FixedPoint.One * matches) : double.NaN;

    public void OnBar(in Bar bar)
    {
        _newest = _newest + 1 == Window ? 0 : _newest + 1;
        _values[_newest] = _source == LevelSource.Highs ? bar.High.Raw : bar.Low.Raw;
        if (_count < Window) _count++;
    }

    /// <summary>How many values before the newest lie within the tolerance of <paramref name="level"/>.</summary>
    public int CountBeforeNewest(Price level)
    {
        if (_count == 0) return 0;
        var matches = Count(level.Raw, out _);
        return IsNear(_values[_newest], level.Raw) ? matches - 1 : matches;
    }

    private int Search(out long sum) => Count(_values[_newest], out sum);

    private int Count(long level, out long sum)
    {
        var matches = 0;
        sum = 0;
        for (var i = 0; i < _count; i++)
        {
            if (!IsNear(_values[i], level)) continue;
            sum += _values[i];
            matches++;
        }

        return matches;
    }

    private bool IsNear(long value, long level) => Math.Abs(value - level) <= Math.Abs(level) * _tolerance;
}
