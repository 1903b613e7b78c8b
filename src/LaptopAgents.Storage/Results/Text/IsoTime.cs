using System.Globalization;
using System.Runtime.CompilerServices;
using LaptopAgents.Domain;

namespace LaptopAgents.Storage;

/// <summary>
/// Instants as ISO 8601 UTC text. The date is worked out once a day and copied after that, because neighbouring rows share it.
/// </summary>
internal sealed class IsoTime
{
    /// <summary><c>2025-05-04T15:33:00.000Z</c></summary>
    public const int MillisecondsLength = 24;

    /// <summary><c>2025-05-04T15:33:00.000000000Z</c></summary>
    public const int NanosecondsLength = 30;

    private const uint NanosPerMillisecond = 1_000_000;

    private const int DateLength = 11;
    private const long NanosPerDay = 86_400_000_000_000;
    private const long NanosPerSecond = 1_000_000_000;

    private readonly byte[] _date = new byte[DateLength];
    private long _dayStart = long.MinValue;

    /// <summary>Writes <see cref="MillisecondsLength"/> bytes. What is finer than a millisecond is cut off.</summary>
    public void WriteMilliseconds(Timestamp time, Span<byte> destination)
    {
        WriteThousandths(WriteSeconds(time, destination) / NanosPerMillisecond, destination);
        destination[23] = (byte)'Z';
    }

    /// <summary>
    /// Writes an instant so that it can be read back exactly: <see cref="MillisecondsLength"/> bytes for a whole millisecond, else
    /// <see cref="NanosecondsLength"/>. Returns how many.
    /// </summary>
    public int WriteExact(Timestamp time, Span<byte> destination)
    {
        var fraction = WriteSeconds(time, destination);
        var milliseconds = fraction / NanosPerMillisecond;
        if (milliseconds * NanosPerMillisecond == fraction)
        {
            WriteThousandths(milliseconds, destination);
            destination[23] = (byte)'Z';
            return MillisecondsLength;
        }

        var first = fraction / 100_000_000;
        destination[20] = (byte)('0' + first);
        Utf8Digits.WriteEight(fraction - first * 100_000_000, destination[21..]);
        destination[29] = (byte)'Z';
        return NanosecondsLength;
    }

    // Writes "yyyy-MM-ddTHH:mm:ss." and returns the nanoseconds within the second.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private uint WriteSeconds(Timestamp time, Span<byte> destination)
    {
        var nanos = time.UnixNanos - _dayStart;
        if ((ulong)nanos >= NanosPerDay) nanos = StartDay(time);
        _date.AsSpan().CopyTo(destination);
        var second = (uint)(nanos / NanosPerSecond);
        var minute = second / 60;
        var hour = minute / 60;
        Utf8Digits.WriteClock(hour, minute - hour * 60, second - minute * 60, destination[DateLength..]);
        destination[19] = (byte)'.';
        return (uint)(nanos - second * NanosPerSecond);
    }

    private long StartDay(Timestamp time)
    {
        var day = (int)Math.DivRem(time.UnixNanos, NanosPerDay, out var nanos);
        if (nanos < 0) (day, nanos) = (day - 1, nanos + NanosPerDay);
        _dayStart = time.UnixNanos - nanos;
        DateOnly.FromDayNumber(DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber + day)
            .TryFormat(_date, out _, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        _date[DateLength - 1] = (byte)'T';
        return nanos;
    }

    private static void WriteThousandths(uint value, Span<byte> destination)
    {
        var hundreds = value / 100;
        var tens = value / 10;
        destination[20] = (byte)('0' + hundreds);
        destination[21] = (byte)('0' + tens - hundreds * 10);
        destination[22] = (byte)('0' + value - tens * 10);
    }
}
