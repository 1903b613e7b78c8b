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

    private const int DateLength = 11;
    private const long NanosPerDay = 86_400_000_000_000;
    private const long NanosPerSecond = 1_000_000_000;

    private readonly byte[] _date = new byte[DateLength];
    private long _dayStart = long.MinValue;

    /// <summary>Writes <see cref="MillisecondsLength"/> bytes. What is finer than a millisecond is cut off.</summary>
    public void WriteMilliseconds(Timestamp time, Span<byte> destination)
    {
        var fraction = WriteSeconds(time, destination) / 1_000_000;
        destination[20] = (byte)('0' + fraction / 100);
        Utf8Digits.WritePair(fraction % 100, destination[21..]);
        destination[23] = (byte)'Z';
    }

    /// <summary>Writes <see cref="NanosecondsLength"/> bytes, from which the instant can be read back exactly.</summary>
    public void WriteNanoseconds(Timestamp time, Span<byte> destination)
    {
        var fraction = WriteSeconds(time, destination);
        var high = fraction / 10_000;
        var low = fraction - high * 10_000;
        var top = high / 10_000;
        var middle = high - top * 10_000;
        destination[20] = (byte)('0' + top);
        Utf8Digits.WritePair(middle / 100, destination[21..]);
        Utf8Digits.WritePair(middle % 100, destination[23..]);
        Utf8Digits.WritePair(low / 100, destination[25..]);
        Utf8Digits.WritePair(low % 100, destination[27..]);
        destination[29] = (byte)'Z';
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
        Utf8Digits.WritePair(hour, destination[11..]);
        destination[13] = (byte)':';
        Utf8Digits.WritePair(minute - hour * 60, destination[14..]);
        destination[16] = (byte)':';
        Utf8Digits.WritePair(second - minute * 60, destination[17..]);
        destination[19] = (byte)'.';
        return (uint)(nanos - second * NanosPerSecond);
    }

    private long StartDay(Timestamp time)
    {
        var day = (int)Math.DivRem(time.UnixNanos, NanosPerDay, out var nanos);
        if (nanos < 0) (day, nanos) = (day - 1, nanos + NanosPerDay);
        _dayStart = time.UnixNanos - nanos;
        var date = DateOnly.FromDayNumber(DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber + day);
        Utf8Digits.WritePair((uint)date.Year / 100, _date);
        Utf8Digits.WritePair((uint)date.Year % 100, _date.AsSpan(2));
        _date[4] = (byte)'-';
        Utf8Digits.WritePair((uint)date.Month, _date.AsSpan(5));
        _date[7] = (byte)'-';
        Utf8Digits.WritePair((uint)date.Day, _date.AsSpan(8));
        _date[10] = (byte)'T';
        return nanos;
    }
}
