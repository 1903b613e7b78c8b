using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>
/// Exponential moving average of closes: the mean of the first n, then <c>e += (close − e) · 2/(n+1)</c>; never seeded again.
/// Warm-up: n bars.
/// </summary>
public sealed class Ema : IValueFeature
{
    private ExponentialMean _mean;

    /// <param name="bars">Length n.</param>
    public Ema(int bars)
    {
        _mean = ExponentialMean.Standard(bars);
        WarmUpBars = bars;
    }

    public int WarmUpBars { get; }

    public bool IsReady => _mean.IsReady;

    public double Value => _mean.Value;

    public void OnBar(in Bar bar) => _mean.Push(bar.Close.ToDouble());
}
