using System.Runtime.CompilerServices;
using LaptopAgents.Domain;
using LaptopAgents.Engine;

namespace LaptopAgents.Storage;

/// <summary>The bars and settlements of one instrument, in time order.</summary>
internal sealed class FeedLane : IDisposable
{
    private readonly IEnumerator<BarSeries> _chunks;
    private readonly FundingSeries _funding;
    private readonly Duration[] _fundingIntervals;
    private readonly long _interval;
    private readonly List<DataGap> _gaps = [];
    // The present part: its columns, the next row, and the row after the last.
    private BarArrays _arrays = BarSeries.Empty.Arrays;
    private int _at;
    private int _end;

    // Row after the last bar that closes before the next settlement.
    private int _quietEnd;
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
        _fundingIntervals = FundingIntervals.Of(_funding.Times);
        _chunks = input.Chunks.GetEnumerator();
        NextChunk();
        SkipFundingBeforeFirstBar();
    }

    public InstrumentId Id { get; }

    public IReadOnlyList<DataGap> Gaps => _gaps;

    public long NextTime => Math.Min(_nextClose, _nextFunding);

    /// <summary>Shows the bars that close before the next settlement.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryPeek(out BarRun run)
    {
        var count = _quietEnd - _at;
        if (count <= 0)
        {
            Unsafe.SkipInit(out run);
            return false;
        }

        run = new BarRun(Id, new(_interval), in _arrays, _at, count);
        return true;
    }

    /// <summary>Goes on behind bars that were shown.</summary>
    public void Pass(int bars)
    {
        _at += bars;
        FindNext();
    }

    public void AddFunding(long time, MarketBatch batch)
    {
        if (_nextFunding != time) return;
        var rate = _funding[_fundingIndex] with { Interval = _fundingIntervals[_fundingIndex] };
        batch.Add(EngineEvent.OfFundingRate(Id, new(time), new(time), in rate));
        _fundingIndex++;
        FindFunding();
    }

    public void AddBar(long time, MarketBatch batch)
    {
        if (_nextClose != time) return;
        var (bars, at) = (_arrays, _at);
        EngineEvent.SetBar(ref batch.Next(), Id, new(time - _interval), new(time),
            bars.Opens[at], bars.Highs[at], bars.Lows[at], bars.Closes[at], bars.Volumes[at]);
        Pass(1);
    }

    public void Dispose() => _chunks.Dispose();

    private void FindNext()
    {
        if (_at < _end) _nextClose = _arrays.OpenTimes[_at] + _interval;
        else NextChunk();
    }

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
            (_arrays, _at, _end) = (part.Arrays, part.Start, part.Start + part.Count);
            _nextClose = times[0] + _interval;
            FindQuietEnd();
            return;
        }

        // After the last bar nothing more can happen to a position, so nothing more is told.
        _at = _end = _quietEnd = 0;
        _nextClose = long.MaxValue;
        _nextFunding = long.MaxValue;
    }

    private void SkipFundingBeforeFirstBar()
    {
        if (_nextClose == long.MaxValue) return;
        _fundingIndex = _funding.FirstAtOrAfter(new(_nextClose - _interval));
        FindFunding();
    }

    private void FindFunding()
    {
        _nextFunding = _fundingIndex < _funding.Count ? _funding.Times[_fundingIndex] : long.MaxValue;
        FindQuietEnd();
    }

    private void FindQuietEnd()
    {
        var rest = _arrays.OpenTimes.AsSpan(_at, _end - _at);
        var place = rest.BinarySearch(_nextFunding - _interval);
        _quietEnd = _at + (place < 0 ? ~place : place);
    }
}
