using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>
/// How many standard deviations (population) the newest close lies from the mean of the last n closes, itself among them; zero where
/// nothing moved. Warm-up: n bars.
/// </summary>
public sealed class ZScore : IValueFeature
{
    private readonly WindowMoments _closes;
    private long _close;

    /// <param name="bars">Length n.</param>
    public ZScore(int bars = 20) => _closes = new WindowMoments(bars);

    public int WarmUpBars => _closes.Length;

    public bool IsReady => _closes.IsFull;

    public double Value => !IsReady ? double.NaN : _closes.Deviation == 0 ? 0 : (_close - _closes.Mean) / _closes.Deviation;

    public void OnBar(in Bar bar)
    {
        _close = bar.Close.Raw;
        _closes.Push(_close);
    }
}
