using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>How an average true range averages.</summary>
public enum AtrMethod : byte
{
    /// <summary>The mean of the last n true ranges.</summary>
    Simple,

    /// <summary>Wilder's smoothing: the mean of the first n, then <c>a += (range − a)/n</c>.</summary>
    Wilder,
}

/// <summary>Average true range over n bars, in quote currency. Warm-up: n + 1 bars, because the first bar has no true range.</summary>
public sealed class Atr : IValueFeature
{
    private readonly WindowSum? _window;
    private TrueRange _trueRange;
    private ExponentialMean _wilder;

    /// <param name="bars">Length n.</param>
    /// <param name="method">Plain mean by default.</param>
    public Atr(int bars = 14, AtrMethod method = AtrMethod.Simple)
    {
        WarmUpBars = Period.Check(bars) + 1;
        if (method == AtrMethod.Simple) _window = new WindowSum(bars);
        else _wilder = ExponentialMean.Wilder(bars);
    }

    public int WarmUpBars { get; }

    public bool IsReady => _window?.IsFull ?? _wilder.IsReady;

    public double Value =>
        !IsReady ? double.NaN
        : _window is null ? _wilder.Value
        : _window.Sum / ((double)FixedPoint.One * _window.Length);

    public void OnBar(in Bar bar)
    {
        if (!_trueRange.TryNext(in bar, out var range)) return;
        if (_window is not null) _window.Push(range);
        else _wilder.Push(new Price(range).ToDouble());
    }
}
