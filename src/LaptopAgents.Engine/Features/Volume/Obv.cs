using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>
/// On-balance volume: adds the volume of a bar that closes higher than the one before, subtracts it when lower. Exact. Warm-up: one bar.
/// </summary>
public sealed class Obv : IValueFeature
{
    private long _raw;
    private long _previousClose;

    public int WarmUpBars => 1;

    public bool IsReady { get; private set; }

    /// <summary>In base currency, from zero at the first bar.</summary>
    public double Value => IsReady ? new Quantity(_raw).ToDouble() : double.NaN;

    public void OnBar(in Bar bar)
    {
        if (IsReady) _raw += Math.Sign(bar.Close.Raw - _previousClose) * bar.Volume.Raw;
        _previousClose = bar.Close.Raw;
        IsReady = true;
    }
}
