using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>
/// Linearly weighted moving average of closes: weights 1 (oldest) to n (newest) over n(n+1)/2. Both sums are kept exactly: when a
/// window moves on, every close in it loses one weight, which is the plain sum. Warm-up: n bars.
/// </summary>
public sealed class Wma : IValueFeature
{
    private readonly WindowSum _window;
    private readonly double _divisor;
    private Int128 _weighted;

    /// <param name="bars">Length of the window.</param>
    public Wma(int bars)
    {
        _window = new WindowSum(bars);
        _divisor = FixedPoint.One * (bars * (bars + 1.0) / 2.0);
    }

    public int WarmUpBars => _window.Length;

    public bool IsReady => _window.IsFull;

    public double Value => IsReady ? (double)_weighted / _divisor : double.NaN;

    public void OnBar(in Bar bar)
    {
        var close = bar.Close.Raw;
        _weighted += (Int128)close * _window.Length - _window.Sum;
        _window.Push(close);
    }
}
