using LaptopAgents.Domain;

namespace LaptopAgents.Simulation;

/// <summary>One report on its way back.</summary>
internal struct PendingReport
{
    public long Time;
    public InstrumentId Instrument;
    public ExecutionReport Report;
}

/// <summary>Reports on their way back, in the order in which they were sent: one connection, nothing overtakes.</summary>
internal sealed class ReportQueue
{
    private PendingReport[] _ring = new PendingReport[8];
    private int _head;
    private long _lastTime;

    public int Count { get; private set; }

    /// <summary>Time of the first, or <see cref="long.MaxValue"/>.</summary>
    public long NextTime => Count == 0 ? long.MaxValue : _ring[_head].Time;

    /// <summary>Adds a place at the end; the caller fills in the report. A report is never earlier than the one before.</summary>
    public ref ExecutionReport Add(long time, InstrumentId instrument)
    {
        if (Count == _ring.Length) Grow();
        ref var added = ref _ring[(_head + Count++) & (_ring.Length - 1)];
        if (time < _lastTime) time = _lastTime;
        added.Time = _lastTime = time;
        added.Instrument = instrument;
        return ref added.Report;
    }

    public void Take(out EngineEvent report)
    {
        ref var first = ref _ring[_head];
        report = EngineEvent.OfReport(first.Instrument, new Timestamp(first.Time), in first.Report);
        _head = (_head + 1) & (_ring.Length - 1);
        Count--;
    }

    private void Grow()
    {
        var larger = new PendingReport[_ring.Length * 2];
        for (var i = 0; i < Count; i++) larger[i] = _ring[(_head + i) & (_ring.Length - 1)];
        (_ring, _head) = (larger, 0);
    }
}
