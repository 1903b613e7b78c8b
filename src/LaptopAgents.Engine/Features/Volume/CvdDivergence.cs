using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>What price and volume delta say about each other.</summary>
public enum Divergence : byte
{
    None,

    /// <summary>A new low in price that the volume delta does not confirm.</summary>
    Bullish,

    /// <summary>A new high in price that the volume delta does not confirm.</summary>
    Bearish,
}

/// <summary>
/// Bullish when the newest low is under the lowest of the four before it while <see cref="BarCvd"/> is above its lowest of the four before;
/// bearish mirrored with highs and maxima; bullish is looked for first. Warm-up: n bars, at least five.
/// </summary>
public sealed class CvdDivergence : IFeature
{
    private const int Before = 4;
    private readonly BarCvd _cvd = new();
    private LastFour _lows;
    private LastFour _highs;
    private LastFour _cvds;
    private Divergence _value;
    private int _seen;

    /// <param name="bars">Bars before the first answer.</param>
    public CvdDivergence(int bars = 20) => WarmUpBars = Period.Check(bars, Before + 1);

    public int WarmUpBars { get; }

    public bool IsReady => _seen >= WarmUpBars;

    /// <summary>None until ready.</summary>
    public Divergence Value => IsReady ? _value : Divergence.None;

    public void OnBar(in Bar bar)
    {
        _cvd.OnBar(in bar);
        var cvd = _cvd.Raw;
        _value = bar.Low.Raw < _lows.Smallest && cvd > _cvds.Smallest ? Divergence.Bullish
            : bar.High.Raw > _highs.Largest && cvd < _cvds.Largest ? Divergence.Bearish
            : Divergence.None;
        _lows.Push(bar.Low.Raw);
        _highs.Push(bar.High.Raw);
        _cvds.Push(cvd);
        if (_seen < WarmUpBars) _seen++;
    }
}
