using LaptopAgents.Domain;

namespace LaptopAgents.Bitunix;

/// <summary>
/// Reports on their way to the engine. Times never go back: a report that came to be known late is told at the newest instant that was told.
/// Safe for use from several tasks.
/// </summary>
internal sealed class ReportQueue
{
    private readonly Lock _gate = new();
    private readonly Queue<EngineEvent> _reports = new();
    private Timestamp _lastQueued;
    private Timestamp _lastTaken;

    public void Add(InstrumentId instrument, Timestamp time, in ExecutionReport report)
    {
        lock (_gate)
        {
            _lastQueued = Later(_lastQueued, time);
            _reports.Enqueue(EngineEvent.OfReport(instrument, _lastQueued, in report));
        }
    }

    public void Add(InstrumentId instrument, Timestamp time, in FundingPayment payment)
    {
        lock (_gate)
        {
            _lastQueued = Later(_lastQueued, time);
            _reports.Enqueue(EngineEvent.OfFundingPayment(instrument, _lastQueued, in payment));
        }
    }

    /// <summary>The instant before which the engine has been told everything.</summary>
    public void Reached(Timestamp time)
    {
        lock (_gate) _lastTaken = Later(_lastTaken, time);
    }

    public bool TryTake(Timestamp until, out EngineEvent report)
    {
        lock (_gate)
        {
            report = default;
            if (!_reports.TryPeek(out var next)) return false;
            var time = Later(next.Time, _lastTaken);
            if (time >= until) return false;
            _reports.Dequeue();
            _lastTaken = time;
            report = next.Kind == EventKind.FundingPayment
                ? EngineEvent.OfFundingPayment(next.Instrument, time, in next.FundingPayment)
                : EngineEvent.OfReport(next.Instrument, time, in next.Report);
            return true;
        }
    }

    private static Timestamp Later(Timestamp left, Timestamp right) => left > right ? left : right;
}
