using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>Which side's stops the newest bar took.</summary>
public enum SweepSide : byte
{
    None,

    /// <summary>Stops above the recent high were taken, and the close is back under it.</summary>
    High,

    /// <summary>Stops under the recent low were taken, and the close is back above it.</summary>
    Low,
}

/// <summary>
/// A liquidity sweep. SH and SL are the highest high and the lowest low of the n bars before the newest: High when high &gt; SH and
/// close &lt; SH; else Low when low &lt; SL and close &gt; SL; else none. All strict. Warm-up: n + 1 bars.
/// </summary>
public sealed class Sweep : IFeature
{
    private readonly WindowExtreme _highest;
    private readonly WindowExtreme _lowest;
    private int _seen;

    /// <param name="bars">Bars before the newest that make the level.</param>
    public Sweep(int bars = 10)
    {
        _highest = WindowExtreme.Largest(bars);
        _lowest = WindowExtreme.Smallest(bars);
        WarmUpBars = bars + 1;
    }

    public int WarmUpBars { get; }

    public bool IsReady => _seen >= WarmUpBars;

    /// <summary>None until ready.</summary>
    public SweepSide Value { get; private set; }

    /// <summary>The level that was swept; zero when none was.</summary>
    public Price Level { get; private set; }

    public void OnBar(in Bar bar)
    {
        if (_seen < WarmUpBars) _seen++;
        (Value, Level) = IsReady ? Look(in bar) : default;
        _highest.Push(bar.High.Raw);
        _lowest.Push(bar.Low.Raw);
    }

    private (SweepSide Side, Price Level) Look(in Bar bar)
    {
        var high = _highest.Value;
        var low = _lowest.Value;
        if (bar.High.Raw > high && bar.Close.Raw < high) return (SweepSide.High, new Price(high));
        if (bar.Low.Raw < low && bar.Close.Raw > low) return (SweepSide.Low, new Price(low));
        return default;
    }
}
