using System.Globalization;
using LaptopAgents.Domain;

namespace LaptopAgents.Bitunix;

/// <summary>Times as the venue writes them: Unix milliseconds, Unix seconds, or ISO 8601 text in UTC with up to nine decimals.</summary>
internal static class WireTime
{
    // A number up to the first is seconds, one from the second on milliseconds (from 1973); what lies between is neither.
    private const long LastSecond = 9_223_372_036;
    private const long FirstMillisecond = 100_000_000_000;
    private const long LastMillisecond = 9_223_372_036_854;

    public static bool TryParse(string text, out Timestamp time)
    {
        time = default;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return TryFromNumber(number, out time);
        return TryParseIso(text, out time);
    }

    public static bool TryFromNumber(long number, out Timestamp time)
    {
        time = default;
        var milliseconds = number is >= 0 and <= LastSecond ? number * 1000 : number is >= FirstMillisecond and <= LastMillisecond ? number : -1;
        if (milliseconds < 0) return false;
        time = Timestamp.FromUnixMilliseconds(milliseconds);
        return true;
    }

    private static bool TryParseIso(string text, out Timestamp time)
    {
        time = default;
        var whole = text;
        var nanos = 0L;
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        if (dot >= 0)
        {
            var end = dot + 1;
            for (; end < text.Length && char.IsAsciiDigit(text[end]); end++)
            {
                if (end - dot <= 9) nanos = nanos * 10 + (text[end] - '0');
            }

            for (var digits = end - dot - 1; digits < 9; digits++) nanos *= 10;
            whole = string.Concat(text.AsSpan(0, dot), text.AsSpan(end));
        }

        string[] forms = ["yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd'T'HH:mm'Z'"];
        if (!DateTime.TryParseExact(whole, forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var seconds)) return false;
        if (seconds.Year is < 1970 or > 2261) return false;
        time = new(Timestamp.FromDateTime(seconds).UnixNanos + nanos);
        return true;
    }
}
