using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>
/// Fast stochastic oscillator: %K = 100 · (close − lowest low)/(highest high − lowest low) over the last n bars, 50 where the range is
/// nothing; %D = the mean of the last d values of %K. Warm-up: n + d − 1 bars.
/// </summary>
public sealed class Stochastic : IValueFeature
{
    private readonly WindowExtreme _highest;
    private readonly WindowExtreme _lowest;
    private readonly double[] _lines;
    private int _next;
    private int _seen;

    /// <param name="bars">Length n of the range.</param>
    /// <param name="smoothing">Length d of the mean, a few bars: it is added up anew each time, so that no rounding stays behind.</param>
    public Stochastic(int bars = 14, int smoothing = 3)
    {
        _highest = WindowExtreme.Largest(bars);
        _lowest = WindowExtreme.Smallest(bars);
        _lines = new double[Period.Check(smoothing)];
        WarmUpBars = bars + smoothing - 1;
    }

    public int WarmUpBars { get; }

    public bool IsReady => _seen == _lines.Length;

    /// <summary>%K, 0 to 100.</summary>
    public double Value => IsReady ? _lines[_next == 0 ? _lines.Length - 1 : _next - 1] : double.NaN;

    /// <summary>%D, 0 to 100.</summary>
    public double Smoothed
    {
        get
        {
            if (!IsReady) return double.NaN;
            var sum = 0.0;
            for (var i = _next; i < _lines.Length; i++) sum += _lines[i];
            for (var i = 0; i < _next; i++) sum += _lines[i];
            return sum / _lines.Length;
        }
    }

    public void OnBar(in Bar bar)
    {
        _highest.Push(bar.High.Raw);
        _lowest.Push(bar.Low.Raw);
        if (!_highest.IsFull) return;
        _lines[_next] = Percent.Of(bar.Close.Raw - _lowest.Value, _highest.Value - _lowest.Value);
        _next = _next + 1 == _lines.Length ? 0 : _next + 1;
        if (_seen < _lines.Length) _seen++;
    }
}
