using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>What a strategy may ask for before it starts.</summary>
public sealed class StrategySetup
{
    private readonly List<BarStream> _streams;

    internal StrategySetup(Instrument instrument, Duration baseInterval, List<BarStream> streams)
    {
        Instrument = instrument;
        _streams = streams;
        Bars = Timeframe(baseInterval);
    }

    /// <summary>The instrument that this instance trades.</summary>
    public Instrument Instrument { get; }

    /// <summary>The base bars.</summary>
    public BarStream Bars { get; }

    /// <summary>Bars of a higher timeframe, rolled up from the base bars. Asking twice gives the same stream.</summary>
    /// <exception cref="ArgumentException">The interval is no multiple of the base interval.</exception>
    public BarStream Timeframe(Duration interval)
    {
        foreach (var stream in _streams)
            if (stream.Interval == interval) return stream;
        var created = new BarStream(interval, _streams.Count == 0 ? interval : _streams[0].Interval);
        _streams.Add(created);
        return created;
    }

    /// <summary>Follows the base bars with <paramref name="feature"/>. Features are updated in the order in which they were asked for.</summary>
    public TFeature Use<TFeature>(TFeature feature)
        where TFeature : IFeature => Use(Bars, feature);

    /// <summary>Follows <paramref name="stream"/> with <paramref name="feature"/>.</summary>
    public TFeature Use<TFeature>(BarStream stream, TFeature feature)
        where TFeature : IFeature
    {
        stream.Attach(feature);
        return feature;
    }
}
