using System.Globalization;

namespace LaptopAgents.Runtime.Observability;

/// <summary>How a session is.</summary>
public enum SessionCondition
{
    Running,

    /// <summary>It runs, and the market has been silent for too long.</summary>
    Stale,

    /// <summary>It runs, and may open nothing: halted, reducing, or the kill switch is set.</summary>
    Restricted,

    /// <summary>Its process lives, and its loop does not come on.</summary>
    Hung,
    Stopped,
    Crashed,
}

/// <summary>A judgement over a heartbeat.</summary>
/// <param name="Since">From when on it is so; null when that is not known or does not matter.</param>
public sealed record SessionVerdict(SessionCondition Condition, DateTime? Since, string Words)
{
    // The beat comes every second; a machine under load may be late.
    private static readonly TimeSpan BeatPatience = TimeSpan.FromSeconds(10);

    public bool IsWell => Condition is SessionCondition.Running or SessionCondition.Stopped;

    /// <param name="isAlive">Whether the process lives; null when nobody can tell.</param>
    public static SessionVerdict Of(Heartbeat beat, DateTime now, bool? isAlive)
    {
        ArgumentNullException.ThrowIfNull(beat);
        var silence = now - beat.Written;
        if (beat.State == "stopped") return new(SessionCondition.Stopped, beat.Written, $"stopped {Ago(silence)}{Because(beat.Reason)}");
        if (beat.State == "crashed") return new(SessionCondition.Crashed, beat.Written, $"crashed {Ago(silence)}{Because(beat.Reason)}");
        if (isAlive == false) return new(SessionCondition.Crashed, beat.Written, $"crashed or was killed {Ago(silence)}: its process is gone and it said no good-bye");
        if (silence > BeatPatience)
            return isAlive is null
                ? new(SessionCondition.Hung, beat.Written, $"has not been heard of since {Clock(beat.Written)}, on machine {beat.Machine}")
                : new(SessionCondition.Hung, beat.Written, $"hung since {Clock(beat.Written)}: its process lives and does nothing ({Length(silence)})");
        var turn = now - beat.LastProgress;
        if (beat.Activity == "working" && turn.TotalSeconds > beat.HungAfterSec)
            return new(SessionCondition.Hung, beat.LastProgress, $"hung since {Clock(beat.LastProgress)}: one turn has taken {Length(turn)}");
        if (beat.KillSwitch) return new(SessionCondition.Restricted, null, "running; the kill switch is set");
        if (beat.Trading != "active") return new(SessionCondition.Restricted, null, $"running; trading is {beat.Trading}");
        if (beat.DataAgeSec is { } age && age + silence.TotalSeconds > beat.StaleAfterSec)
            return new(SessionCondition.Stale, null, $"running; the newest market data is {Length(TimeSpan.FromSeconds(age) + silence)} old");
        return new(SessionCondition.Running, beat.Started, $"running for {Length(now - beat.Started)}");
    }

    /// <summary>A length of time in at most two units.</summary>
    public static string Length(TimeSpan span) => span switch
    {
        { TotalSeconds: < 10 } => Text($"{Math.Max(0, span.TotalSeconds):0.0} s"),
        { TotalMinutes: < 1 } => Text($"{span.TotalSeconds:0} s"),
        { TotalHours: < 1 } => Text($"{span.Minutes} min {span.Seconds} s"),
        { TotalDays: < 1 } => Text($"{span.Hours} h {span.Minutes} min"),
        _ => Text($"{span.Days} d {span.Hours} h"),
    };

    private static string Ago(TimeSpan span) => $"{Length(span)} ago";

    private static string Because(string? reason) => string.IsNullOrEmpty(reason) ? "" : $": {reason}";

    private static string Clock(DateTime time) => time.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
