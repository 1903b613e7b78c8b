using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>
/// Turning points (fractals): a bar whose high is strictly above the highs of the k bars on either side, or whose low is strictly below
/// their lows. It is known only k bars later, and is told only then. Warm-up: 2k + 1 bars.
/// </summary>
public sealed class Pivot : IFeature
{
    private readonly Bar[] _bars;
    private readonly int _reach;
    private int _next;
    private int _seen;

    /// <param name="reach">Bars k on either side.</param>
    public Pivot(int reach = 2)
    {
        _reach = Period.Check(reach);
        _bars = new Bar[2 * reach + 1];
    }

    public int WarmUpBars => _bars.Length;

    public bool IsReady => _seen == _bars.Length;

    /// <summary>Price of the newest confirmed high; zero before the first.</summary>
    public Price High { get; private set; }

    /// <summary>Price of the newest confirmed low; zero before the first.</summary>
    public Price Low { get; private set; }

    /// <summary>The newest bar confirmed a high.</summary>
    public bool IsNewHigh { get; private set; }

    /// <summary>The newest bar confirmed a low.</summary>
    public bool IsNewLow { get; private set; }

    public void OnBar(in Bar bar)
    {
        _bars[_next] = bar;
        _next = _next + 1 == _bars.Length ? 0 : _next + 1;
        if (_seen < _bars.Length) _seen++;
        if (!IsReady) return;
        var centre = (_next + _reach) % _bars.Length;
        IsNewHigh = IsNewLow = true;
        for (var i = 0; i < _bars.Length; i++)
        {
            if (i == centre) continue;
            if (_bars[i].High >= _bars[centre].High) IsNewHigh = false;
            if (_bars[i].Low <= _bars[centre].Low) IsNewLow = false;
        }

        if (IsNewHigh) High = _bars[centre].High;
        if (IsNewLow) Low = _bars[centre].Low;
    }
}
