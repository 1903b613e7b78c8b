using LaptopAgents.Domain;
using LaptopAgents.Engine;

namespace LaptopAgents.ExchangeSimulator;

/// <summary>
/// The market's events one by one in time order: what the feed tells, and for a feed of bars the quotes, trades and mark prices that
/// each bar becomes. A bar is told at its close, so the feed is read one bar ahead of what is given out.
/// </summary>
internal sealed class MarketReplay
{
    private readonly ExchangeOptions _options;
    private readonly PriorityQueue<EngineEvent, (long Time, long Sequence)> _due = new();
    private readonly MarketBatch _batch = new();
    private readonly List<Print> _prints = [];
    private readonly TradePath[] _paths;
    private readonly MarkModel[] _marks;
    private readonly bool[] _hasTrades;
    private readonly bool[] _hasMarks;
    private readonly long _interval;
    private IMarketDataFeed _feed;
    private long _sequence;
    private long _read = long.MinValue;
    private long _first = long.MaxValue;
    private long _shift;
    private long _from;

    public MarketReplay(ExchangeOptions options)
    {
        _options = options;
        _interval = options.BarInterval.Nanos;
        _from = options.From?.UnixNanos ?? long.MinValue;
        var count = options.Instruments.Count;
        _paths = new TradePath[count];
        _marks = new MarkModel[count];
        _hasTrades = new bool[count];
        _hasMarks = new bool[count];
        for (var i = 0; i < count; i++)
        {
            var info = options.Instruments[i];
            _paths[i] = new TradePath(options.Seed, i, info.TickSize.Raw, info.LotSize.Raw, options.TradesPerBar);
            _marks[i] = new MarkModel(info.TickSize.Raw);
        }

        _feed = options.Feed();
    }

    /// <summary>The data ended, and do not begin again.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Time of the next event, or <see cref="long.MaxValue"/> when there is none.</summary>
    public long NextTime
    {
        get
        {
            Fill();
            return _due.TryPeek(out _, out var key) ? key.Time : long.MaxValue;
        }
    }

    /// <summary>Takes the next event if it is not later than <paramref name="until"/>.</summary>
    public bool TryTake(long until, out EngineEvent next)
    {
        if (NextTime <= until) return _due.TryDequeue(out next, out _);
        next = default;
        return false;
    }

    // What is due may be given out once the feed was read beyond it by a bar, since a bar still to be told may reach back that far.
    private void Fill()
    {
        while (!HasEnded && (!_due.TryPeek(out _, out var key) || key.Time > _read - _interval))
        {
            if (_feed.TryRead(_batch)) Read();
            else if (_options.Loop && _first != long.MaxValue) BeginAgain();
            else HasEnded = true;
        }
    }

    private void Read()
    {
        var time = _batch.Time.UnixNanos + _shift;
        if (_first == long.MaxValue) _first = time;
        _read = time;
        foreach (ref readonly var next in _batch.Events)
        {
            var id = next.Instrument.Index;
            _hasTrades[id] |= next.Kind == EventKind.Trade;
            _hasMarks[id] |= next.Kind == EventKind.MarkPrice;
            var isPast = time <= _from;
            if (next.Kind == EventKind.BarClose && !_hasTrades[id] && !isPast) Expand(id, in next);
            Enqueue(EventCopy.At(in next, next.Instrument, new Timestamp(time)));
            // A recording without marks gets them as bars do.
            if (next.Kind == EventKind.Trade) MarkAfter(id, next.Trade.Price.Raw, new Timestamp(time));
        }
    }

    private void MarkAfter(int id, long last, Timestamp time)
    {
        if (_hasMarks[id]) return;
        var mark = new Price(_marks[id].Next(last));
        Enqueue(EngineEvent.OfMarkPrice(new InstrumentId(id), time, time, new MarkPrice(mark, mark)));
    }

    private void Expand(int id, in EngineEvent closed)
    {
        var bar = closed.Bar;
        bar = bar with { OpenTime = new Timestamp(bar.OpenTime.UnixNanos + _shift) };
        _prints.Clear();
        _paths[id].Walk(in bar, _interval, _prints);
        var info = _options.Instruments[id];
        var (instrument, tick) = (new InstrumentId(id), info.TickSize.Raw);
        foreach (var print in _prints)
        {
            var time = new Timestamp(print.Time);
            var bid = print.Aggressor == Side.Buy ? Math.Max(tick, print.Price - tick) : print.Price;
            var ask = print.Aggressor == Side.Buy ? print.Price : print.Price + tick;
            var (bidSize, askSize) = BookMaker.Touch(_options.Seed, id, print.Time, print.Quantity, info.LotSize.Raw);
            // The touch is there before somebody takes it.
            Enqueue(EngineEvent.OfQuote(instrument, time, time, new Quote(new Price(bid), new Quantity(bidSize), new Price(ask), new Quantity(askSize))));
            Enqueue(EngineEvent.OfTrade(instrument, time, time, new MarketTrade(new Price(print.Price), new Quantity(print.Quantity), print.Aggressor)));
            MarkAfter(id, print.Price, time);
        }
    }

    private void Enqueue(EngineEvent next) => _due.Enqueue(next, (next.Time.UnixNanos, ++_sequence));

    // Whole days later, so that hours, settlements and daily bars keep their places.
    private void BeginAgain()
    {
        const long day = 86_400_000_000_000;
        var length = _read - _first + _interval;
        _shift += (length + day - 1) / day * day;
        _from = long.MinValue;
        (_feed as IDisposable)?.Dispose();
        _feed = _options.Feed();
    }
}
