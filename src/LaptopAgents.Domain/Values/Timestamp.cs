using System.Globalization;

namespace LaptopAgents.Domain;

/// <summary>An instant: nanoseconds since 1970-01-01T00:00:00Z. Always UTC; there is no other clock in the system.</summary>
/// <param name="UnixNanos">Nanoseconds since the Unix epoch; reaches to the year 2262.</param>
public readonly record struct Timestamp(long UnixNanos) : IComparable<Timestamp>
{
    private const long NanosPerMillisecond = 1_000_000;
    private const long NanosPerDay = 86_400_000_000_000;

    public static Timestamp MinValue => default;

    public static Timestamp MaxValue => new(long.MaxValue);

    /// <summary>Whole days since the epoch: the UTC date, which is what daily limits count in.</summary>
    public long UtcDay => FloorDivide(UnixNanos, NanosPerDay);

    public long UnixMilliseconds => FloorDivide(UnixNanos, NanosPerMillisecond);

    public static Timestamp FromUnixMilliseconds(long milliseconds) => new(checked(milliseconds * NanosPerMillisecond));

    public static Timestamp FromDateTime(DateTime utc)
    {
        if (utc.Kind == DateTimeKind.Local) throw new ArgumentException("A timestamp is UTC; a local time is ambiguous.", nameof(utc));
        return new(checked((utc.Ticks - DateTime.UnixEpoch.Ticks) * 100));
    }

    public DateTime ToDateTime() => DateTime.UnixEpoch.AddTicks(UnixNanos / 100);

    /// <summary>The last multiple of <paramref name="interval"/> since the epoch at or before this instant.</summary>
    public Timestamp FloorTo(Duration interval) => new(FloorDivide(UnixNanos, interval.Nanos) * interval.Nanos);

    public int CompareTo(Timestamp other) => UnixNanos.CompareTo(other.UnixNanos);

    /// <summary>ISO 8601 with milliseconds, for example <c>2025-05-04T15:33:00.000Z</c>.</summary>
    public override string ToString() =>
        ToDateTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static Timestamp operator +(Timestamp time, Duration span) => new(time.UnixNanos + span.Nanos);

    public static Timestamp operator -(Timestamp time, Duration span) => new(time.UnixNanos - span.Nanos);

    public static Duration operator -(Timestamp left, Timestamp right) => new(left.UnixNanos - right.UnixNanos);

    public static bool operator <(Timestamp left, Timestamp right) => left.UnixNanos < right.UnixNanos;

    public static bool operator >(Timestamp left, Timestamp right) => left.UnixNanos > right.UnixNanos;

    public static bool operator <=(Timestamp left, Timestamp right) => left.UnixNanos <= right.UnixNanos;

    public static bool operator >=(Timestamp left, Timestamp right) => left.UnixNanos >= right.UnixNanos;

    // Instants before the epoch belong to the day that holds them, not to the one after.
    private static long FloorDivide(long value, long divisor) => value / divisor - (value % divisor < 0 ? 1 : 0);
}
