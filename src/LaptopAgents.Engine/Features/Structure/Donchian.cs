using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>
/// Donchian channel: highest high, lowest low and their middle over the last n bars, the newest among them. Warm-up: n bars.
/// </summary>
public sealed class Donchian : IFeature
{
    private readonly Swing _range;

    /// <param name="bars">Length of the window.</param>
    public Donchian(int bars = 20) => _range = new Swing(bars);

    public int WarmUpBars => _range.WarmUpBars;

    public bool IsReady => _range.IsReady;

    public double Upper => IsReady ? _range.High.ToDouble() : double.NaN;

    public double Lower => IsReady ? _range.Low.ToDouble() : double.NaN;

    public double Middle => (Upper + Lower) / 2;

    public void OnBar(in Bar bar) => _range.OnBar(in bar);
}
