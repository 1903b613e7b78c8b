using LaptopAgents.Domain;
using LaptopAgents.Engine;

namespace LaptopAgents.Strategies;

/// <summary>
/// A feature of one's own: the close of the newest bar against the highest high of the bars before it. A feature is told each closed bar
/// once; it must not allocate, and must not depend on how many bars came before its warm-up. Features that come with the engine compose:
/// this one asks a <see cref="Swing"/> before it tells it the new bar.
/// </summary>
internal sealed class Breakout(int bars) : IFeature
{
    private readonly Swing _before = new(bars);

    /// <summary>The window, and the bar that is compared with it.</summary>
    public int WarmUpBars => bars + 1;

    public bool IsReady { get; private set; }

    /// <summary>The newest close is strictly above <see cref="High"/>.</summary>
    public bool IsUp { get; private set; }

    /// <summary>Highest high of the bars before the newest.</summary>
    public Price High { get; private set; }

    public void OnBar(in Bar bar)
    {
        IsReady = _before.IsReady;
        High = _before.High;
        IsUp = IsReady && bar.Close > High;
        _before.OnBar(in bar);
    }
}
