using System.Globalization;
using LaptopAgents.Domain;
using LaptopAgents.Engine;

namespace LaptopAgents.Runtime.Observability;

/// <summary>What the process knows of itself beside the session.</summary>
/// <param name="State">running, stopped or crashed.</param>
internal sealed record ProcessFacts(
    int Pid, DateTime Started, string Machine, string State, string? Reason, bool KillSwitch, IReadOnlyList<string> Alerts);

/// <summary>Writes a snapshot down as a heartbeat.</summary>
internal static class HeartbeatMaker
{
    private const int DecisionsShown = 20;

    public static Heartbeat Of(SessionSnapshot snapshot, ProcessFacts process, WatchLimits limits)
    {
        var account = snapshot.Account;
        return new Heartbeat
        {
            Session = snapshot.Identity.Id,
            Mode = snapshot.Identity.Mode,
            Strategy = snapshot.Identity.Strategy,
            Synthetic = snapshot.Identity.IsSynthetic,
            State = process.State,
            Reason = process.Reason,
            Pid = process.Pid,
            ProcessStarted = process.Started,
            Machine = process.Machine,
            Started = snapshot.Started.ToDateTime(),
            Written = snapshot.Taken.ToDateTime(),
            LastProgress = snapshot.LastProgress.ToDateTime(),
            Activity = Words.Of(snapshot.Activity),
            EventTime = Time(snapshot.EventTime),
            DataAgeSec = snapshot.DataAge?.TotalSeconds,
            StaleAfterSec = limits.StaleAfter.TotalSeconds,
            HungAfterSec = limits.HungAfter.TotalSeconds,
            Events = snapshot.Events,
            StateHash = snapshot.StateHash.ToString("x16", CultureInfo.InvariantCulture),
            Trading = Words.Of(snapshot.TradingState),
            KillSwitch = process.KillSwitch,
            Account = new AccountBeat(
                account.Equity.ToDecimal(), account.Cash.ToDecimal(), account.RealisedPnl.ToDecimal(), account.Fees.ToDecimal(), account.Funding.ToDecimal(),
                account.Today.ToDecimal(), account.Drawdown.ToDecimal()),
            Counts = snapshot.Counts,
            Instruments = [.. snapshot.Instruments.Select(Instrument)],
            Orders = [.. snapshot.Orders.Select(order => Order(snapshot, in order))],
            Gates = [.. SessionGates.Of(snapshot, process.KillSwitch, limits)],
            Decisions = [.. snapshot.Decisions.TakeLast(DecisionsShown).Select(decision =>
                new DecisionBeat(decision.Time.ToDateTime(), Words.Of(decision.Kind), decision.Symbol, decision.Text, decision.CorrelationId))],
            Alerts = process.Alerts,
            StepMs = Timing(snapshot.StepTime),
            FillLatencyMs = Timing(snapshot.FillLatency),
            Reconnects = snapshot.Outside.Reconnects,
            ClockOffsetMs = snapshot.Outside.ClockOffset?.TotalMilliseconds,
            PositionDrift = snapshot.Outside.PositionDrift?.ToDecimal(),
        };
    }

    private static InstrumentBeat Instrument(InstrumentView view) => new(
        view.Symbol, Known(view.Price), Known(view.Bid), Known(view.Ask), Known(view.Mark), view.Position.Quantity.ToDecimal(),
        view.Position.IsFlat ? null : view.Position.AveragePrice.ToDecimal(), view.Unrealised.ToDecimal(), view.Notional.ToDecimal(), Time(view.LastBar),
        view.Bars, view.Block, view.Blocks);

    private static OrderBeat Order(SessionSnapshot snapshot, in OrderRecord order) => new(
        order.OrderId.ToString(), snapshot.Identity.Instruments[order.Instrument.Index].Symbol, order.Side == Side.Buy ? "BUY" : "SELL", Words.Of(order.Type),
        Words.Of(order.Purpose), Words.Of(order.Status), order.Quantity.ToDecimal(), order.FilledQuantity.ToDecimal(), Known(order.LimitPrice),
        Known(order.TriggerPrice), order.CreatedTime.ToDateTime());

    private static TimingBeat Timing(HistogramView view) =>
        new(view.Count, view.Quantile(0.5), view.Quantile(0.99), view.Count == 0 ? null : view.Largest);

    private static DateTime? Time(Timestamp time) => time == default ? null : time.ToDateTime();

    private static decimal? Known(Price price) => price.IsZero ? null : price.ToDecimal();
}
