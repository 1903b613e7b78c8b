using System.Globalization;
using LaptopAgents.Domain;
using LaptopAgents.Engine;
using LaptopAgents.Runtime.Observability;

namespace LaptopAgents.Runtime.Alerts;

/// <summary>
/// Looks at a session and raises an alert when something begins to need a person, and another when it is over. What is open is raised at
/// every look: <see cref="AlertDispatcher"/> decides what is sent again.
/// </summary>
internal sealed class SessionAlerts(WatchLimits limits, IAlertSink? sink)
{
    private readonly SortedDictionary<string, string> _open = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <summary>Titles of the matters that are open.</summary>
    public IReadOnlyList<string> Open
    {
        get
        {
            lock (_lock) return [.. _open.Values];
        }
    }

    /// <param name="freeBytes">Of the workspace's disk; null when it cannot be told.</param>
    public void Look(SessionSnapshot snapshot, bool killSwitch, long? freeBytes)
    {
        lock (_lock)
        {
            Halt(snapshot, killSwitch);
            Flow(snapshot);
            Drift(snapshot);
            Funding(snapshot);
            Matter(snapshot, "disk_low", freeBytes < limits.MinDiskBytes, AlertSeverity.Critical, "The disk is nearly full",
                Text($"{freeBytes / 1e6:N0} MB are free. Free some space: without it the journal cannot be written and the session ends."));
        }
    }

    public void OnCrash(SessionSnapshot snapshot, string reason)
    {
        lock (_lock)
        {
            Matter(snapshot, "crash", true, AlertSeverity.Critical, "The session crashed",
                $"{reason}. {Positions(snapshot)} Read the log, then go on with `la run --resume`.");
        }
    }

    private void Halt(SessionSnapshot snapshot, bool killSwitch)
    {
        Matter(snapshot, "halt", snapshot.TradingState == TradingState.Halted, AlertSeverity.Critical, "Trading is halted",
            $"{Newest(snapshot, DecisionKind.TradingState, DecisionKind.Operator)} {Positions(snapshot)}");
        Matter(snapshot, "reducing", snapshot.TradingState == TradingState.Reducing, AlertSeverity.Warning, "Nothing may raise exposure",
            Positions(snapshot));
        Matter(snapshot, "kill_switch", killSwitch, AlertSeverity.Critical, "The kill switch is set",
            $"Nothing is opened until a person removes its file. {Positions(snapshot)}");
        var limit = snapshot.Identity.Engine.Risk.MaxDailyLoss;
        var loss = -snapshot.Account.Today;
        Matter(snapshot, "daily_loss", limit.IsPositive && loss >= limit, AlertSeverity.Critical, "The day's loss limit is reached",
            Text($"Today's loss is {loss.ToDecimal():N2} of {limit.ToDecimal():N2}. Nothing is opened until the next UTC day."));
    }

    private void Flow(SessionSnapshot snapshot)
    {
        var age = snapshot.DataAge?.ToTimeSpan() ?? (snapshot.Taken - snapshot.Started).ToTimeSpan();
        Matter(snapshot, "data_stale", age >= limits.StaleAfter, AlertSeverity.Critical, "Market data is stale",
            $"The newest market event is {SessionVerdict.Length(age)} old. Nothing is opened on it. {Positions(snapshot)}");
        var turn = snapshot.WorkingFor.ToTimeSpan();
        Matter(snapshot, "session_hung", turn >= limits.HungAfter, AlertSeverity.Critical, "The session hangs",
            $"One turn has taken {SessionVerdict.Length(turn)}. {Positions(snapshot)}");
    }

    private void Funding(SessionSnapshot snapshot)
    {
        var limit = snapshot.Identity.Engine.Risk.Funding.Extreme;
        var extreme = snapshot.Instruments.Where(view => !limit.IsZero && view.FundingRate.Abs() >= limit)
            .Select(view => Text($"{view.Symbol} {view.FundingRate.ToDecimal():0.####%} in eight hours")).ToList();
        Matter(snapshot, "funding_extreme", extreme.Count > 0, AlertSeverity.Warning, "Funding is extreme",
            $"{string.Join(", ", extreme)}. Nothing is opened that would pay it. {Positions(snapshot)}");
    }

    private void Drift(SessionSnapshot snapshot)
    {
        var drift = snapshot.Outside.PositionDrift ?? default;
        Matter(snapshot, "position_drift", !drift.IsZero, AlertSeverity.Critical, "The position differs from the venue's",
            $"The difference is {drift}. Compare both before anything is opened.");
        var offset = snapshot.Outside.ClockOffset?.ToTimeSpan() ?? TimeSpan.Zero;
        Matter(snapshot, "clock_drift", offset.Duration() >= limits.MaxClockOffset, AlertSeverity.Warning, "The clock differs from the venue's",
            Text($"The difference is {offset.TotalMilliseconds:N0} ms. Synchronise this machine's clock, or the venue refuses its orders."));
    }

    private void Matter(SessionSnapshot snapshot, string key, bool holds, AlertSeverity severity, string title, string detail)
    {
        if (holds) _open[key] = title;
        else if (!_open.Remove(key)) return;
        sink?.Raise(holds
            ? new Alert(key, severity, title, detail, snapshot.Identity.Id, snapshot.Taken)
            : new Alert(key, AlertSeverity.Info, $"Over: {title}", "", snapshot.Identity.Id, snapshot.Taken, IsOver: true));
    }

    private static string Positions(SessionSnapshot snapshot)
    {
        var open = snapshot.Instruments.Where(view => !view.Position.IsFlat).Select(view => $"{view.Position.Quantity} {view.Symbol}").ToList();
        return Text($"Position: {(open.Count == 0 ? "flat" : string.Join(", ", open))}; equity {snapshot.Account.Equity.ToDecimal():N2}; live orders {snapshot.Orders.Count}.");
    }

    private static string Newest(SessionSnapshot snapshot, params ReadOnlySpan<DecisionKind> kinds)
    {
        for (var i = snapshot.Decisions.Count - 1; i >= 0; i--)
            if (kinds.Contains(snapshot.Decisions[i].Kind)) return $"Newest: {snapshot.Decisions[i].Text}.";
        return "";
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
