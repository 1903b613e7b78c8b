using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>
/// Realised volatility per bar: √(Σr²/n) over the last n logarithmic returns of the close, the mean return taken as zero. Returns are
/// rounded to 10⁻¹² before they are summed, so that the sums are exact and the same on every machine. Warm-up: n + 1 bars.
/// </summary>
public sealed class RealisedVolatility : IValueFeature
{
    private const double Scale = 1e12;
    private const double NanosPerYear = 365.0 * 86_400e9;
    private readonly WindowMoments _returns;
    private double _previousClose;

    /// <param name="bars">Number n of returns.</param>
    public RealisedVolatility(int bars = 60) => _returns = new WindowMoments(bars);

    public int WarmUpBars => _returns.Length + 1;

    public bool IsReady => _returns.IsFull;

    /// <summary>As a fraction per bar: 0.001 is ten basis points.</summary>
    public double Value => IsReady ? _returns.RootMeanSquare / Scale : double.NaN;

    /// <summary>As a fraction per year of 365 days, for bars of <paramref name="interval"/>.</summary>
    public double Annualised(Duration interval) => Value * Math.Sqrt(NanosPerYear / interval.Nanos);

    public void OnBar(in Bar bar)
    {
        var close = bar.Close.ToDouble();
        if (_previousClose > 0) _returns.Push((long)Math.Round(Math.Log(close / _previousClose) * Scale));
        _previousClose = close;
    }
}
