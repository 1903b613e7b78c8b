using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>Mean volume of the last n bars, the newest among them, in base currency. Warm-up: n bars.</summary>
public sealed class VolumeAverage : IValueFeature
{
    private readonly WindowSum _window;

    /// <param name="bars">Length of the window.</param>
    public VolumeAverage(int bars = 20) => _window = new WindowSum(bars);

    public int WarmUpBars => _window.Length;

    public bool IsReady => _window.IsFull;

    public double Value => IsReady ? _window.Sum / ((double)FixedPoint.One * _window.Length) : double.NaN;

    public void OnBar(in Bar bar) => _window.Push(bar.Volume.Raw);
}
