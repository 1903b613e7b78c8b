using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>
/// Highest high and lowest low of the last n bars, the newest among them. A range and no turning point, which is <see cref="Pivot"/>.
/// Warm-up: n bars.
/// </summary>
public sealed class Swing : IFeature
{
    private readonly WindowExtreme _highest;
    private readonly WindowExtreme _lowest;

    /// <param name="bars">Length of the window.</param>
    public Swing(int bars = 40)
    {
        _highest = WindowExtreme.Largest(bars);
        _lowest = WindowExtreme.Smallest(bars);
        WarmUpBars = bars;
    }

    public int WarmUpBars { get; }

    public bool IsReady => _highest.IsFull;

    /// <summary>Zero until ready.</summary>
    public Price High => IsReady ? new Price(_highest.Value) : Price.Zero;

    /// <summary>Zero until ready.</summary>
    public Price Low => IsReady ? new Price(_lowest.Value) : Price.Zero;

    public void OnBar(in Bar bar)
    {
        _highest.Push(bar.High.Raw);
        _lowest.Push(bar.Low.Raw);
    }
}
