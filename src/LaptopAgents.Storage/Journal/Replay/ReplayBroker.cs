using LaptopAgents.Domain;
using LaptopAgents.Engine;

namespace LaptopAgents.Storage;

/// <summary>
/// The broker of a recorded session. Alone it gives the recorded reports, and takes commands for nothing but comparison. Over a
/// simulated venue it lets that venue report, so that the venue, too, comes to where it was; when the record ends it steps aside.
/// </summary>
/// <param name="venue">Null to report what was recorded.</param>
public sealed class ReplayBroker(JournalReplay replay, IBroker? venue = null) : IBroker
{
    /// <inheritdoc />
    public void OnMarket(MarketBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        // A turn without market events is an operator's: the venue was not shown it.
        if (batch.Count > 0) venue?.OnMarket(batch);
    }

    /// <inheritdoc />
    public bool TryTakeReport(Timestamp until, out EngineEvent report)
    {
        if (venue is null) return replay.TryTakeReport(out report);
        if (replay.TryTakeReport(out report) && report.Kind == EventKind.OperatorCommand) return true;
        return venue.TryTakeReport(until, out report);
    }

    /// <inheritdoc />
    public void Submit(in RiskApproved<SubmitOrder> order, Timestamp sentAt) => venue?.Submit(in order, sentAt);

    /// <inheritdoc />
    public void Cancel(in RiskApproved<CancelOrder> cancel, Timestamp sentAt) => venue?.Cancel(in cancel, sentAt);

    /// <inheritdoc />
    public void Modify(in RiskApproved<ModifyOrder> modify, Timestamp sentAt) => venue?.Modify(in modify, sentAt);

    /// <inheritdoc />
    public void FinishAt(Timestamp end) => venue?.FinishAt(end);
}
