using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>
/// Bollinger bands: middle = mean of the last n closes, bands = middle ± width · standard deviation (population). Warm-up: n bars.
/// </summary>
public sealed class Bollinger : IFeature
{
    private readonly WindowMoments _closes;
    private readonly double _width;

    /// <param name="bars">Length n.</param>
    /// <param name="width">Standard deviations from the middle to a band.</param>
    public Bollinger(int bars = 20, double width = 2)
    {
        _closes = new WindowMoments(bars);
        _width = width;
    }

    public int WarmUpBars => _closes.Length;

    public bool IsReady => _closes.IsFull;

    public double Middle => IsReady ? _closes.Mean / FixedPoint.One : double.NaN;

    /// <summary>One standard deviation, in quote currency.</summary>
    public double Deviation => IsReady ? _closes.Deviation / FixedPoint.One : double.NaN;

    public double Upper => Middle + _width * Deviation;

    public double Lower => Middle - _width * Deviation;

    public void OnBar(in Bar bar) => _closes.Push(bar.Close.Raw);
}
