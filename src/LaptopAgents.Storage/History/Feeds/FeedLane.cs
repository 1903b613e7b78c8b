using System.Runtime.CompilerServices;
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
    private BarSeries _bars = BarSeries.Empty;
    private long _lastOpen = long.MinValue;
    private int _index;
    private int _fundingIndex;

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
        batch.Begin(new(close));
        _bars.Write(_index, Id, new(close), ref batch.Next());
        Advance();
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
        _bars.Write(_index, Id, new(time), ref batch.Next());
        Advance();
    }

    public void Dispose() => _chunks.Dispose();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Advance()
    {
        _index++;
        var times = _bars.OpenTimes;
        if ((uint)_index < (uint)times.Length) _nextClose = times[_index] + _interval;
        else NextChunk();
    }

    private void NextChunk()
    {
        while (_chunks.MoveNext())
        {
            _bars = _chunks.Current;
            if (_bars.Count == 0) continue;
            var times = _bars.OpenTimes;
            if (times[0] <= _lastOpen) throw new InvalidOperationException("The parts of a feed must follow each other in time.");
            DataGap.AddTo(_gaps, _lastOpen == long.MinValue ? times[0] - _interval : _lastOpen, times, _interval);
            _lastOpen = times[^1];
            _index = 0;
            _nextClose = times[0] + _interval;
            return;
        }

        // After the last bar nothing more can happen to a position, so nothing more is told.
        _bars = BarSeries.Empty;
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
