using System.Globalization;
using LaptopAgents.Domain;
using LaptopAgents.Engine;

namespace LaptopAgents.Runtime.Observability;

/// <summary>From what on a session is not well.</summary>
public sealed record WatchLimits
{
    /// <summary>Age of the newest market event from which data counts as stale.</summary>
    public TimeSpan StaleAfter { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>Time that one turn may take before the session counts as hung.</summary>
    public TimeSpan HungAfter { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Difference between the machine's clock and the venue's from which it counts as drift.</summary>
    public TimeSpan MaxClockOffset { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Free bytes on the workspace's disk below which is warned.</summary>
    public long MinDiskBytes { get; init; } = 1_000_000_000;
}

/// <summary>The conditions for opening a position, as far as they can be seen from outside. The engine's own gate decides.</summary>
internal static class SessionGates
{
    public static IEnumerable<GateBeat> Of(SessionSnapshot snapshot, bool killSwitch, WatchLimits limits)
    {
        var risk = snapshot.Identity.Engine.Risk;
        yield return new("trading", snapshot.TradingState == TradingState.Active, Words.Of(snapshot.TradingState));
        yield return new("kill switch", !killSwitch, killSwitch ? "set" : "off");
        yield return Data(snapshot.DataAge, limits);
        yield return Warmup(snapshot);
        if (risk.MaxDailyLoss.IsPositive)
        {
            var loss = Money.Max(-snapshot.Account.Today, Money.Zero);
            yield return new("daily loss", loss < risk.MaxDailyLoss, Text($"{loss.ToDecimal():N2} of {risk.MaxDailyLoss.ToDecimal():N2}"));
        }

        if (risk.MaxDrawdownPercent > 0m)
        {
            var peak = snapshot.Account.Equity + snapshot.Account.Drawdown;
            var percent = peak.IsPositive ? 100m * snapshot.Account.Drawdown.ToDecimal() / peak.ToDecimal() : 0m;
            yield return new("drawdown", percent < risk.MaxDrawdownPercent, Text($"{percent:0.0} % of {risk.MaxDrawdownPercent:0.0} %"));
        }

        if (snapshot.Outside.PositionDrift is { } drift) yield return new("position", drift.IsZero, drift.IsZero ? "as at the venue" : $"differs by {drift}");
    }

    private static GateBeat Data(Duration? age, WatchLimits limits) => age is { } known
        ? new("data", known.ToTimeSpan() < limits.StaleAfter, Text($"{known.TotalSeconds:0.0} s old"))
        : new("data", false, "none yet");

    private static GateBeat Warmup(SessionSnapshot snapshot)
    {
        var needed = snapshot.Identity.Engine.WarmupBars;
        var seen = snapshot.Instruments.Count == 0 ? 0 : snapshot.Instruments.Min(view => view.Bars);
        return new("warm-up", seen >= needed, seen >= needed ? "done" : Text($"{seen} of {needed} bars"));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
