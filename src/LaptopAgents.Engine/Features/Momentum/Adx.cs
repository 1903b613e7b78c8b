using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>
/// Average directional index. Per bar: up move = high − previous high, down move = previous low − low; the larger, if positive, is the
/// directional movement of its side. Both movements and the true range are Wilder means; DI± = 100 · movement/range; DX = 100 · |DI₊ −
/// DI₋|/(DI₊ + DI₋), zero where nothing moved; ADX = Wilder mean of DX. Warm-up: 2n bars.
/// </summary>
public sealed class Adx : IValueFeature
{
    private TrueRange _trueRange;
    private ExponentialMean _range;
    private ExponentialMean _up;
    private ExponentialMean _down;
    private ExponentialMean _index;
    private long _previousHigh;
    private long _previousLow;

    /// <param name="bars">Length n.</param>
    public Adx(int bars = 14)
    {
        _range = ExponentialMean.Wilder(bars);
        _up = ExponentialMean.Wilder(bars);
        _down = ExponentialMean.Wilder(bars);
        _index = ExponentialMean.Wilder(bars);
        WarmUpBars = 2 * bars;
    }

    public int WarmUpBars { get; }

    public bool IsReady => _index.IsReady;

    /// <summary>0 to 100.</summary>
    public double Value => _index.Value;

    /// <summary>DI₊, 0 to 100.</summary>
    public double Plus => IsReady ? Directional(_up.Value) : double.NaN;

    /// <summary>DI₋, 0 to 100.</summary>
    public double Minus => IsReady ? Directional(_down.Value) : double.NaN;

    public void OnBar(in Bar bar)
    {
        var up = bar.High.Raw - _previousHigh;
        var down = _previousLow - bar.Low.Raw;
        _previousHigh = bar.High.Raw;
        _previousLow = bar.Low.Raw;
        if (!_trueRange.TryNext(in bar, out var range)) return;
        _range.Push(range);
        _up.Push(up > down && up > 0 ? up : 0);
        _down.Push(down > up && down > 0 ? down : 0);
        if (!_range.IsReady) return;
        var plus = Directional(_up.Value);
        var minus = Directional(_down.Value);
        _index.Push(plus + minus == 0 ? 0 : 100 * Math.Abs(plus - minus) / (plus + minus));
    }

    private double Directional(double movement) => _range.Value == 0 ? 0 : 100 * movement / _range.Value;
}
