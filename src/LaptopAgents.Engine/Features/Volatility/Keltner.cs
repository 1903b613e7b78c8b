using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>
/// Keltner channel: middle = EMA of closes, bands = middle ± width · ATR (Wilder). Warm-up: the longer of the two, the ATR's being its
/// length + 1.
/// </summary>
public sealed class Keltner : IFeature
{
    private readonly Ema _middle;
    private readonly Atr _atr;
    private readonly double _width;

    /// <param name="bars">Length of the average.</param>
    /// <param name="atrBars">Length of the average true range.</param>
    /// <param name="width">Average true ranges from the middle to a band.</param>
    public Keltner(int bars = 20, int atrBars = 10, double width = 2)
    {
        _middle = new Ema(bars);
        _atr = new Atr(atrBars, AtrMethod.Wilder);
        _width = width;
        WarmUpBars = Math.Max(bars, _atr.WarmUpBars);
    }

    public int WarmUpBars { get; }

    public bool IsReady => _middle.IsReady && _atr.IsReady;

    public double Middle => IsReady ? _middle.Value : double.NaN;

    public double Upper => IsReady ? _middle.Value + _width * _atr.Value : double.NaN;

    public double Lower => IsReady ? _middle.Value - _width * _atr.Value : double.NaN;

    public void OnBar(in Bar bar)
    {
        _middle.OnBar(in bar);
        _atr.OnBar(in bar);
    }
}
