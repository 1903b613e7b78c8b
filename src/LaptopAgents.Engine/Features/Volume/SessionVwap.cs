using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>
/// Volume-weighted average price since 00:00 UTC of the newest bar's day; typical price as in <see cref="RollingVwap"/>. The newest close
/// while nothing was traded. Warm-up: one bar; until the first midnight it counts from the first bar that it saw.
/// </summary>
public sealed class SessionVwap : IValueFeature
{
    private Int128 _turnover;
    private long _volume;
    private long _day = long.MinValue;
    private Price _close;

    public int WarmUpBars => 1;

    public bool IsReady => _day != long.MinValue;

    public double Value => IsReady ? VolumeWeighted.Price(_turnover, _volume, _close) : double.NaN;

    public void OnBar(in Bar bar)
    {
        if (bar.OpenTime.UtcDay != _day)
        {
            _day = bar.OpenTime.UtcDay;
            _turnover = 0;
            _volume = 0;
        }

        _turnover += VolumeWeighted.Turnover(in bar);
        _volume += bar.Volume.Raw;
        _close = bar.Close;
    }
}
