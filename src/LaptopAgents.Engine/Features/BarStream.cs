using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>
/// The bars of one instrument in one timeframe, and the features that follow them. Higher timeframes are rolled up from the base bars
/// here, by this one aggregator, so that every mode sees the same. A rolled-up bar closes with the base bar that ends its interval, or
/// with the first base bar after it when that one is missing.
/// </summary>
public sealed class BarStream
{
    private readonly Duration _baseInterval;
    private readonly bool _isBase;
    private IFeature[] _features = [];
    private Bar _current;
    private Bar _forming;
    private Timestamp _formingEnd;

    internal BarStream(Duration interval, Duration baseInterval)
    {
        if (interval.Nanos <= 0 || interval.Nanos % baseInterval.Nanos != 0)
            throw new ArgumentException($"A timeframe of {interval.TotalSeconds} s is no multiple of the base bar of {baseInterval.TotalSeconds} s.");
        Interval = interval;
        _baseInterval = baseInterval;
        _isBase = interval == baseInterval;
    }

    public Duration Interval { get; }

    /// <summary>The newest closed bar.</summary>
    public ref readonly Bar Current => ref _current;

    /// <summary>The newest bar closed with the event that is being handled.</summary>
    public bool JustClosed { get; private set; }

    /// <summary>Bars closed so far.</summary>
    public long Count { get; private set; }

    /// <summary>The longest warm-up among its features, in bars of this stream.</summary>
    public int WarmUpBars { get; private set; }

    /// <summary>Every feature has seen enough.</summary>
    public bool IsReady { get; private set; }

    internal void Attach(IFeature feature)
    {
        _features = [.. _features, feature];
        WarmUpBars = Math.Max(WarmUpBars, feature.WarmUpBars);
    }

    internal void OnBaseBar(in Bar bar)
    {
        if (_isBase) Close(in bar);
        else RollUp(in bar);
    }

    internal void OnTrade(in MarketTrade trade)
    {
        foreach (var feature in _features) feature.OnTrade(in trade);
    }

    internal void OnQuote(in Quote quote)
    {
        foreach (var feature in _features) feature.OnQuote(in quote);
    }

    private void RollUp(in Bar bar)
    {
        JustClosed = false;
        var start = bar.OpenTime.FloorTo(Interval);
        if (_formingEnd != default && bar.OpenTime >= _formingEnd) CloseForming();
        if (_formingEnd == default)
        {
            _forming = bar with { OpenTime = start };
            _formingEnd = start + Interval;
        }
        else
        {
            _forming = _forming with
            {
                High = bar.High > _forming.High ? bar.High : _forming.High,
                Low = bar.Low < _forming.Low ? bar.Low : _forming.Low,
                Close = bar.Close,
                Volume = _forming.Volume + bar.Volume,
            };
        }

        if (bar.OpenTime + _baseInterval >= _formingEnd) CloseForming();
    }

    private void CloseForming()
    {
        Close(in _forming);
        _formingEnd = default;
    }

    internal void Close(in Bar bar)
    {
        // Field by field: a bar that has just been written in words stalls a copy in vectors.
        _current = new Bar(bar.OpenTime, bar.Open, bar.High, bar.Low, bar.Close, bar.Volume);
        AfterClose();
    }

    /// <summary>Closes a bar of a run.</summary>
    internal void Close(in BarRun run, int place)
    {
        run.CopyTo(place, ref _current);
        AfterClose();
    }

    private void AfterClose()
    {
        Count++;
        JustClosed = true;
        foreach (var feature in _features) feature.OnBar(in _current);
        if (!IsReady) IsReady = Array.TrueForAll(_features, static feature => feature.IsReady);
    }
}
