namespace LaptopAgents.Domain;

/// <summary>A span of time in nanoseconds.</summary>
/// <param name="Nanos">Nanoseconds.</param>
public readonly record struct Duration(long Nanos) : IComparable<Duration>
{
    public static Duration Zero => default;

    public static Duration FromSeconds(long seconds) => new(seconds * 1_000_000_000);

    public static Duration FromMinutes(long minutes) => FromSeconds(minutes * 60);

    public static Duration FromMilliseconds(long milliseconds) => new(milliseconds * 1_000_000);

    public static Duration FromTimeSpan(TimeSpan span) => new(span.Ticks * 100);

    public TimeSpan ToTimeSpan() => new(Nanos / 100);

    public double TotalSeconds => Nanos / 1e9;

    public double TotalMilliseconds => Nanos / 1e6;

    public int CompareTo(Duration other) => Nanos.CompareTo(other.Nanos);

    public static Duration operator +(Duration left, Duration right) => new(left.Nanos + right.Nanos);

    public static Duration operator *(Duration left, long count) => new(left.Nanos * count);

    public static bool operator <(Duration left, Duration right) => left.Nanos < right.Nanos;

    public static bool operator >(Duration left, Duration right) => left.Nanos > right.Nanos;

    public static bool operator <=(Duration left, Duration right) => left.Nanos <= right.Nanos;

    public static bool operator >=(Duration left, Duration right) => left.Nanos >= right.Nanos;
}
