using LaptopAgents.Engine;

namespace LaptopAgents.Runtime.Alerts;

/// <summary>How often alerts are sent.</summary>
public sealed record AlertOptions
{
    /// <summary>Time before the same alert is sent again while its cause lasts.</summary>
    public TimeSpan Repeat { get; init; } = TimeSpan.FromHours(1);

    public int MaxPerHour { get; init; } = 30;

    /// <summary>Attempts for one alert before it is given up.</summary>
    public int Attempts { get; init; } = 6;

    /// <summary>Pause before the second attempt; it doubles each time.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long one attempt may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the end of the program waits for what is queued.</summary>
    public TimeSpan DrainTime { get; init; } = TimeSpan.FromSeconds(5);
}

/// <summary>Lets an alert through once a matter, again after a while, and never more than so many an hour.</summary>
internal sealed class AlertLimiter(AlertOptions options, TimeProvider time)
{
    // A matter that begins and ends all the time is one matter: the pause between two beginnings is at least this part of the repeat time.
    private const int FlapDivisor = 4;

    private readonly SortedDictionary<string, (long At, bool IsOpen)> _sent = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _held = new(StringComparer.Ordinal);
    private readonly Queue<long> _hour = new();

    /// <summary>Alerts that were held back because of the hourly limit, since one was last let through.</summary>
    public int HeldBack { get; private set; }

    /// <summary>Whether to send an alert; if so it counts as sent.</summary>
    public bool Admit(Alert alert)
    {
        var now = time.GetTimestamp();
        var known = _sent.TryGetValue(alert.Key, out var last);
        // The end is told only of what was told to have begun.
        if (alert.IsOver && !(known && last.IsOpen)) return false;
        if (!alert.IsOver && known && time.GetElapsedTime(last.At, now) < (last.IsOpen ? options.Repeat : options.Repeat / FlapDivisor)) return false;
        while (_hour.TryPeek(out var oldest) && time.GetElapsedTime(oldest, now) >= TimeSpan.FromHours(1)) _hour.Dequeue();
        if (_hour.Count >= options.MaxPerHour)
        {
            // It stays unsent, so that it is let through as soon as there is room, while its cause lasts. Counted once.
            if (!_held.Add(alert.Key)) return false;
            HeldBack++;
            return false;
        }

        _held.Remove(alert.Key);
        _hour.Enqueue(now);
        // An end keeps the time of the beginning, from which the next beginning is counted.
        _sent[alert.Key] = (alert.IsOver ? last.At : now, !alert.IsOver);
        return true;
    }

    /// <summary>Takes the count of alerts held back.</summary>
    public int TakeHeldBack()
    {
        var count = HeldBack;
        HeldBack = 0;
        return count;
    }
}
