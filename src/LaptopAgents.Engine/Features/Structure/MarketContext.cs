using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>Where the market is going.</summary>
public enum Trend : byte
{
    Chop,
    Up,
    Down,
}

/// <summary>How much it moves.</summary>
public enum Regime : byte
{
    Normal,
    ChopLowVolatility,
    TrendHighVolatility,
}

/// <summary>
/// Trend: Up when EMA20 &gt; EMA50 and close &gt; EMA20, Down mirrored, else Chop. Regime by ATR14 ÷ close: under 0.2 % low volatility,
/// above 0.6 % high, else normal. Owns the averages it needs. Warm-up: 50 bars.
/// </summary>
public sealed class MarketContext : IFeature
{
    private const double LowVolatility = 0.002;
    private const double HighVolatility = 0.006;
    private readonly Ema _fast = new(20);
    private readonly Ema _slow = new(50);
    private readonly Atr _atr = new();
    private double _close;

    public int WarmUpBars => _slow.WarmUpBars;

    public bool IsReady => _slow.IsReady;

    /// <summary>EMA20; NaN until it is ready.</summary>
    public double Fast => _fast.Value;

    /// <summary>EMA50; NaN until it is ready.</summary>
    public double Slow => _slow.Value;

    /// <summary>ATR14; NaN until it is ready.</summary>
    public double Atr => _atr.Value;

    /// <summary>Chop until ready.</summary>
    public Trend Trend =>
        _fast.Value > _slow.Value && _close > _fast.Value ? Trend.Up
        : _fast.Value < _slow.Value && _close < _fast.Value ? Trend.Down
        : Trend.Chop;

    /// <summary>Normal until ready.</summary>
    public Regime Regime =>
        !IsReady ? Regime.Normal
        : _atr.Value / _close < LowVolatility ? Regime.ChopLowVolatility
        : _atr.Value / _close > HighVolatility ? Regime.TrendHighVolatility
        : Regime.Normal;

    public void OnBar(in Bar bar)
    {
        _fast.OnBar(in bar);
        _slow.OnBar(in bar);
        _atr.OnBar(in bar);
        _close = bar.Close.ToDouble();
    }
}
