using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>
/// The average true range behind a trailing stop. It follows the bars without taking part in the strategy's warm-up: how a stop is
/// trailed must not change when a strategy begins.
/// </summary>
internal sealed class TrailingRange : IFeature
{
    private readonly Atr _atr = new();

    public int WarmUpBars => 0;

    public bool IsReady => true;

    /// <summary>In quote currency; NaN for the first fourteen bars.</summary>
    public double Value => _atr.Value;

    public void OnBar(in Bar bar) => _atr.OnBar(in bar);
}
