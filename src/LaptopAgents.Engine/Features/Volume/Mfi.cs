using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>
/// Money flow index: 100 · up/(up + down), where typical price × volume counts as up when the typical price rose, down when it fell, and
/// not at all when it stayed, summed exactly over the last n bars; 50 while nothing flowed. Warm-up: n + 1 bars.
/// </summary>
public sealed class Mfi : IValueFeature
{
    private readonly WideWindowSum _up;
    private readonly WideWindowSum _down;
    private long _previousTypical;
    private bool _hasPrevious;

    /// <param name="bars">Length n.</param>
    public Mfi(int bars = 14)
    {
        _up = new WideWindowSum(bars);
        _down = new WideWindowSum(bars);
        WarmUpBars = bars + 1;
    }

    public int WarmUpBars { get; }

    public bool IsReady => _up.IsFull;

    /// <summary>0 to 100.</summary>
    public double Value => IsReady ? Percent.Of((double)_up.Sum, (double)(_up.Sum + _down.Sum)) : double.NaN;

    public void OnBar(in Bar bar)
    {
        var typical = bar.High.Raw + bar.Low.Raw + bar.Close.Raw;
        var change = typical - _previousTypical;
        _previousTypical = typical;
        if (!_hasPrevious)
        {
            _hasPrevious = true;
            return;
        }

        var flow = VolumeWeighted.Turnover(in bar);
        _up.Push(change > 0 ? flow : 0);
        _down.Push(change < 0 ? flow : 0);
    }
}
