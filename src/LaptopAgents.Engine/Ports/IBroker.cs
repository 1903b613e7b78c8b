using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>
/// Where orders go and what comes back. It takes only commands that passed the risk gate. The simulated venue and a real adapter
/// implement it alike; nothing above it can tell which it is.
/// </summary>
public interface IBroker
{
    /// <summary>Shows the broker the market's next instant, before the engine is told of it. A real adapter has no use for it.</summary>
    void OnMarket(MarketBatch batch);

    /// <param name="sentAt">When the engine decided.</param>
    void Submit(in RiskApproved<SubmitOrder> order, Timestamp sentAt);

    void Cancel(in RiskApproved<CancelOrder> cancel, Timestamp sentAt);

    void Modify(in RiskApproved<ModifyOrder> modify, Timestamp sentAt);

    /// <summary>
    /// Takes the next execution report or funding payment that is due before <paramref name="until"/>, or a funding payment at that
    /// very instant (it settles ahead of everything else). Reports come in time order. Commands given between two calls take part.
    /// </summary>
    bool TryTakeReport(Timestamp until, out EngineEvent report);

    /// <summary>The data has ended: what is still on its way arrives now, at the last known price and without spread or slippage.</summary>
    void FinishAt(Timestamp end);
}
