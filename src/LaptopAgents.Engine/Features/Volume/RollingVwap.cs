using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>
/// Volume-weighted average price of the last n bars: Σ typical × volume ÷ Σ volume, typical = (high + low + close) ÷ 3. Both sums are
/// exact; there is one division. The newest close while the volume of the window is zero. Warm-up: n bars.
/// </summary>
public sealed class RollingVwap : IValueFeature
{
    private readonly WideWindowSum _turnover;
    private readonly WindowSum _volume;
    private Price _close;

    /// <param name="bars">Length of the window.</param>
    public RollingVwap(int bars = 60)
    {
        _turnover = new WideWindowSum(bars);
        _volume = new WindowSum(bars);
    }

    public int WarmUpBars => _volume.Length;

    public bool IsReady => _volume.IsFull;

    public double Value => IsReady ? VolumeWeighted.Price(_turnover.Sum, _volume.Sum, _close) : double.NaN;

    public void OnBar(in Bar bar)
    {
        _turnover.Push(VolumeWeighted.Turnover(in bar));
        _volume.Push(bar.Volume.Raw);
        _close = bar.Close;
    }
}
