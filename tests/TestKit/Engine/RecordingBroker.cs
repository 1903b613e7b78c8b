using LaptopAgents.Domain;
using LaptopAgents.Engine;

namespace LaptopAgents.TestKit;

/// <summary>A broker that writes down each call and hands out the reports that the test gave it.</summary>
internal sealed class RecordingBroker(List<string> log) : IBroker
{
    private readonly Queue<EngineEvent> _reports = new();

    public void Report(EngineEvent report) => _reports.Enqueue(report);

    public void OnMarket(MarketBatch batch) => log.Add($"market {batch.Time}");

    public void Submit(in RiskApproved<SubmitOrder> order, Timestamp sentAt) => log.Add($"submit {order.Command.Purpose} {sentAt}");

    public void Cancel(in RiskApproved<CancelOrder> cancel, Timestamp sentAt) => log.Add($"cancel {sentAt}");

    public void Modify(in RiskApproved<ModifyOrder> modify, Timestamp sentAt) => log.Add($"modify {sentAt}");

    public bool TryTakeReport(Timestamp until, out EngineEvent report)
    {
        report = default;
        if (_reports.Count == 0 || _reports.Peek().Time >= until) return false;
        report = _reports.Dequeue();
        return true;
    }

    public void FinishAt(Timestamp end) => log.Add($"finish {end}");
}
