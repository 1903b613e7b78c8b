using System.Buffers.Text;
using LaptopAgents.Domain;

namespace LaptopAgents.Storage;

/// <summary>Reads back the numbers and times that a journal holds, exactly.</summary>
internal static class JournalText
{
    // The longest amount has eleven digits before the point and eight behind it.
    private const int MaxDigits = 24;
    private const long NanosPerMillisecond = 1_000_000;

    /// <summary>A decimal number of at most eight places as 10⁻⁸ units.</summary>
    public static bool TryParseFixed(ReadOnlySpan<byte> text, out long raw)
    {
        raw = 0;
        var isNegative = text.Length > 0 && text[0] == '-';
        if (isNegative) text = text[1..];
        if (text.IsEmpty || text.Length > MaxDigits) return false;
        var (magnitude, places) = ((UInt128)0, -1);
        foreach (var character in text)
        {
            if (character == '.' && places < 0) places = 0;
            else if (character is < (byte)'0' or > (byte)'9' || places == FixedPoint.Decimals) return false;
            else (magnitude, places) = (magnitude * 10 + (uint)(character - '0'), places < 0 ? places : places + 1);
        }

        for (var missing = FixedPoint.Decimals - Math.Max(places, 0); missing > 0; missing--) magnitude *= 10;
        if (magnitude > (isNegative ? (UInt128)long.MaxValue + 1 : (UInt128)long.MaxValue)) return false;
        raw = isNegative ? unchecked(-(long)(ulong)magnitude) : (long)(ulong)magnitude;
        return true;
    }

    /// <summary>A time as <see cref="IsoTime.WriteExact"/> writes it.</summary>
    public static bool TryParseTime(ReadOnlySpan<byte> text, out Timestamp time)
    {
        time = default;
        if (text.Length is not (IsoTime.MillisecondsLength or IsoTime.NanosecondsLength)) return false;
        if (text[10] != 'T' || text[19] != '.' || text[^1] != 'Z') return false;
        if (text[4] != '-' || text[7] != '-' || text[13] != ':' || text[16] != ':') return false;
        if (!TryNumber(text[..4], out var year) || !TryNumber(text[5..7], out var month)) return false;
        if (!TryNumber(text[8..10], out var day) || !TryNumber(text[11..13], out var hour)) return false;
        if (!TryNumber(text[14..16], out var minute) || !TryNumber(text[17..19], out var second)) return false;
        if (!TryNumber(text[20..^1], out var fraction)) return false;
        var nanos = text.Length == IsoTime.NanosecondsLength ? fraction : fraction * NanosPerMillisecond;
        if (year is < 1677 or > 2262 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return false;
        if (hour > 23 || minute > 59 || second > 59) return false;
        var sinceEpoch = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc) - DateTime.UnixEpoch;
        var total = (Int128)sinceEpoch.Ticks * TimeSpan.NanosecondsPerTick + nanos;
        if (total < long.MinValue || total > long.MaxValue) return false;
        time = new Timestamp((long)total);
        return true;
    }

    private static bool TryNumber(ReadOnlySpan<byte> digits, out int value) =>
        Utf8Parser.TryParse(digits, out value, out var length) && length == digits.Length && value >= 0;
}
