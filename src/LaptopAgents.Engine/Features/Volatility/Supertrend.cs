using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>
/// Supertrend: a stop line that follows the trend. Bands = (high + low)/2 ± width · ATR (Wilder); in a trend the band behind the price only
/// tightens: the lower one falls back, and the upper one rises again, only after the previous close was beyond it. A close beyond the
/// opposite band turns the trend. The first bar that has an ATR is up when its close is at or above the middle. Warm-up: n + 1 bars.
/// </summary>
public sealed class Supertrend : IValueFeature
{
    private readonly Atr _atr;
    private readonly double _width;
    private double _upper;
    private double _lower;
    private double _previousClose;
    private bool _hasBands;

    /// <param name="bars">Length n of the average true range.</param>
    /// <param name="width">Average true ranges from the middle to a band.</param>
    public Supertrend(int bars = 10, double width = 3)
    {
        _atr = new Atr(bars, AtrMethod.Wilder);
        _width = width;
    }

    public int WarmUpBars => _atr.WarmUpBars;

    public bool IsReady => _hasBands;

    /// <summary>The trend is up; false until ready.</summary>
    public bool IsUp { get; private set; }

    /// <summary>The line: the lower band in an up trend, else the upper.</summary>
    public double Value => !IsReady ? double.NaN : IsUp ? _lower : _upper;

    public void OnBar(in Bar bar)
    {
        _atr.OnBar(in bar);
        if (!_atr.IsReady) return;
        var middle = (bar.High.ToDouble() + bar.Low.ToDouble()) / 2;
        var close = bar.Close.ToDouble();
        var upper = middle + _width * _atr.Value;
        var lower = middle - _width * _atr.Value;
        if (_hasBands)
        {
            _upper = upper < _upper || _previousClose > _upper ? upper : _upper;
            _lower = lower > _lower || _previousClose < _lower ? lower : _lower;
            IsUp = IsUp ? close >= _lower : close > _upper;
        }
        else
        {
            (_upper, _lower, IsUp, _hasBands) = (upper, lower, close >= middle, true);
        }

        _previousClose = close;
    }
}
