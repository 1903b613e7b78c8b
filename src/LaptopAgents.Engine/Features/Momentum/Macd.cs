using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>
/// Moving average convergence/divergence: line = EMA(fast) − EMA(slow) of closes; signal = EMA of the line, seeded with the mean of its
/// first values. Warm-up: slow + signal − 1 bars.
/// </summary>
public sealed class Macd : IValueFeature
{
    private ExponentialMean _fast;
    private ExponentialMean _slow;
    private ExponentialMean _signal;

    public Macd(int fast = 12, int slow = 26, int signal = 9)
    {
        if (fast >= slow) throw new ArgumentOutOfRangeException(nameof(fast), fast, "The fast length must be less than the slow one.");
        _fast = ExponentialMean.Standard(fast);
        _slow = ExponentialMean.Standard(slow);
        _signal = ExponentialMean.Standard(signal);
        WarmUpBars = slow + signal - 1;
    }

    public int WarmUpBars { get; }

    public bool IsReady => _signal.IsReady;

    /// <summary>The line, in quote currency.</summary>
    public double Value => IsReady ? _fast.Value - _slow.Value : double.NaN;

    /// <summary>The smoothed line.</summary>
    public double Signal => _signal.Value;

    /// <summary>Line − signal.</summary>
    public double Histogram => Value - Signal;

    public void OnBar(in Bar bar)
    {
        var close = bar.Close.ToDouble();
        _fast.Push(close);
        _slow.Push(close);
        if (_slow.IsReady) _signal.Push(_fast.Value - _slow.Value);
    }
}
