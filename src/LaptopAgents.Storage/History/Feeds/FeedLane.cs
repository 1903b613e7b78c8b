using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LaptopAgents.Domain;
using LaptopAgents.Engine;

namespace LaptopAgents.Storage;

/// <summary>The bars and settlements of one instrument, in time order.</summary>
internal sealed class FeedLane : IDisposable
{
    private readonly IEnumerator<BarSeries> _chunks;
    private readonly FundingSeries _funding;
    private readonly long _interval;
    private readonly List<DataGap> _gaps = [];
    // The columns of the present part and the place in them; kept here because a bar must cost a few loads and stores.
    private BarRange _bars = BarSeries.Empty.Range;
    private int _at;
    private int _fundingIndex;
    private long _lastOpen = long.MinValue;

    // Close of the next bar and time of the next settlement, or MaxValue when there is none.
    private long _nextClose;
    private long _nextFunding;

    public FeedLane(FeedInput input)
    {
        Id = input.Id;
        _interval = input.Interval.Nanos;
        _funding = input.Funding;
        _chunks = input.Chunks.GetEnumerator();
        _nextFunding = _funding.Count > 0 ? _funding.Times[0] : long.MaxValue;
        NextChunk();
        SkipFundingBeforeFirstBar();
    }

    public InstrumentId Id { get; }

    public IReadOnlyList<DataGap> Gaps => _gaps;

    public long NextTime => Math.Min(_nextClose, _nextFunding);

    /// <summary>Makes the batch of the next bar when nothing else happens at its close.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryReadQuiet(MarketBatch batch)
    {
        var close = _nextClose;
        if (close >= _nextFunding) return false;
        TellBar(close, ref batch.BeginSingle(new(close)));
        return true;
    }

    public void AddFunding(long time, MarketBatch batch)
    {
        if (_nextFunding != time) return;
        batch.Add(EngineEvent.OfFundingRate(Id, new(time), new(time), _funding[_fundingIndex]));
        _fundingIndex++;
        _nextFunding = _fundingIndex < _funding.Count ? _funding.Times[_fundingIndex] : long.MaxValue;
    }

    public void AddBar(long time, MarketBatch batch)
    {
        if (_nextClose != time) return;
        TellBar(time, ref batch.Next());
    }

    public void Dispose() => _chunks.Dispose();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void TellBar(long close, ref EngineEvent target)
    {
        var at = _at;
        EngineEvent.SetBar(ref target, Id, new(close - _interval), new(close),
            At(_bars.Opens, at), At(_bars.Highs, at), At(_bars.Lows, at), At(_bars.Closes, at), At(_bars.Volumes, at));
        _at = ++at;
        if (at < _bars.End) _nextClose = At(_bars.OpenTimes, at) + _interval;
        else NextChunk();
    }

    // Without a check of the bounds: a place is from Start up to End, and a series is only made when no column is shorter than that.
    private static long At(long[] column, int place) => Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(column), place);

    private void NextChunk()
    {
        while (_chunks.MoveNext())
        {
            var part = _chunks.Current;
            if (part.Count == 0) continue;
            var times = part.OpenTimes;
            if (times[0] <= _lastOpen) throw new InvalidOperationException("The parts of a feed must follow each other in time.");
            DataGap.AddTo(_gaps, _lastOpen == long.MinValue ? times[0] - _interval : _lastOpen, times, _interval);
            _lastOpen = times[^1];
            _bars = part.Range;
            _at = _bars.Start;
            _nextClose = times[0] + _interval;
            return;
        }

        // After the last bar nothing more can happen to a position, so nothing more is told.
        _bars = BarSeries.Empty.Range;
        _nextClose = long.MaxValue;
        _nextFunding = long.MaxValue;
    }

    private void SkipFundingBeforeFirstBar()
    {
        if (_nextClose == long.MaxValue) return;
        _fundingIndex = _funding.FirstAtOrAfter(new(_nextClose - _interval));
        _nextFunding = _fundingIndex < _funding.Count ? _funding.Times[_fundingIndex] : long.MaxValue;
    }
}
