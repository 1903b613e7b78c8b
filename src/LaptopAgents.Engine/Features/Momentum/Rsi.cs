using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>
/// Relative strength index: 100 · gain/(gain + loss), where gain and loss are Wilder means of the rises and falls of the close; 50 while
/// nothing moved. Warm-up: n + 1 bars.
/// </summary>
public sealed class Rsi : IValueFeature
{
    private ExponentialMean _gain;
    private ExponentialMean _loss;
    private long _previousClose;
    private bool _hasPrevious;

    /// <param name="bars">Length n.</param>
    public Rsi(int bars = 14)
    {
        _gain = ExponentialMean.Wilder(bars);
        _loss = ExponentialMean.Wilder(bars);
        WarmUpBars = bars + 1;
    }

    public int WarmUpBars { get; }

    public bool IsReady => _gain.IsReady;

    public double Value => IsReady ? Percent.Of(_gain.Value, _gain.Value + _loss.Value) : double.NaN;

    public void OnBar(in Bar bar)
    {
        var change = new Price(bar.Close.Raw - _previousClose).ToDouble();
        _previousClose = bar.Close.Raw;
        if (!_hasPrevious)
        {
            _hasPrevious = true;
            return;
        }

        _gain.Push(Math.Max(change, 0));
        _loss.Push(Math.Max(-change, 0));
    }
}
