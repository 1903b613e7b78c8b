using LaptopAgents.Domain;
using LaptopAgents.Engine;

namespace LaptopAgents.Storage;

/// <summary>Up to where a session was told of the market.</summary>
public sealed class MarketProgress(int instruments)
{
    private readonly Timestamp[] _bars = new Timestamp[instruments];
    private readonly Timestamp[] _funding = new Timestamp[instruments];

    /// <summary>The newest instant.</summary>
    public Timestamp Time { get; private set; }

    /// <summary>Open of the newest bar; zero before the first.</summary>
    public Timestamp LastBarOpen(InstrumentId instrument) => _bars[instrument.Index];

    /// <summary>Whether an event says something that was not said before.</summary>
    public bool IsNew(in EngineEvent next) => next.Kind switch
    {
        EventKind.BarClose => next.Bar.OpenTime > _bars[next.Instrument.Index],
        EventKind.FundingRate => next.Time > _funding[next.Instrument.Index],
        _ => next.Time > Time,
    };

    internal void Take(MarketBatch batch)
    {
        if (batch.Time > Time) Time = batch.Time;
        foreach (ref readonly var next in batch.Events)
        {
            if (next.Kind == EventKind.BarClose) _bars[next.Instrument.Index] = next.Bar.OpenTime;
            else if (next.Kind == EventKind.FundingRate) _funding[next.Instrument.Index] = next.Time;
        }
    }
}

/// <summary>
/// A live feed behind a recorded session: what was told before is not told again, and time does not run backwards where a bar that the
/// session missed ended before the last thing it heard.
/// </summary>
public sealed class FreshFeed(IMarketDataFeed feed, MarketProgress told) : IMarketDataFeed
{
    private readonly MarketBatch _read = new();

    /// <inheritdoc />
    public bool TryRead(MarketBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        while (feed.TryRead(_read))
        {
            var time = _read.Time > told.Time ? _read.Time : told.Time;
            batch.Begin(time);
            foreach (ref readonly var next in _read.Events)
                if (told.IsNew(in next)) batch.Add(At(time, in next));
            if (batch.Count == 0) continue;
            told.Take(batch);
            return true;
        }

        return false;
    }

    /// <inheritdoc />
    public ValueTask<bool> WaitAsync(CancellationToken cancellation) => feed.WaitAsync(cancellation);

    private static EngineEvent At(Timestamp time, in EngineEvent next)
    {
        if (next.Time >= time) return next;
        return next.Kind switch
        {
            EventKind.BarClose => EngineEvent.OfBar(next.Instrument, time, Later(next.ReceiveTime, time), next.Bar, next.IsBackfilled),
            EventKind.FundingRate => EngineEvent.OfFundingRate(next.Instrument, time, Later(next.ReceiveTime, time), next.FundingRate),
            _ => next,
        };
    }

    private static Timestamp Later(Timestamp left, Timestamp right) => left > right ? left : right;
}
