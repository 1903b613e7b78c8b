using System.Globalization;
using System.Text;
using LaptopAgents.Domain;

namespace LaptopAgents.Storage;

/// <summary>What a whole number counts when it stands for a time.</summary>
internal enum TimeUnit
{
    /// <summary>Not a number: ISO 8601 text.</summary>
    Text,
    Seconds,
    Milliseconds,
    Microseconds,
    Nanoseconds,
}

/// <summary>Reads instants: whole seconds, milli-, micro- or nanoseconds since the epoch, told apart by size, or ISO 8601 text.</summary>
internal static class TimeText
{
    /// <summary>
    /// Reads a time and says what it was written in. The four units cannot be confused between the years 2001 and 2286: in that span
    /// each has its own number of digits.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out long nanos, out TimeUnit unit)
    {
        (nanos, unit) = (0, TimeUnit.Text);
        if (text.Length is 0 or > 40) return false;
        var number = 0L;
        foreach (var letter in text)
        {
            var digit = (uint)(letter - '0');
            if (digit > 9) return TryParseIso(text, out nanos);
            if (number > (long.MaxValue - 9) / 10) return false;
            number = number * 10 + digit;
        }

        return TryFromNumber(number, out nanos, out unit);
    }

    public static bool TryFromNumber(long number, out long nanos, out TimeUnit unit)
    {
        (unit, var multiplier) = number switch
        {
            < 100_000_000_000 => (TimeUnit.Seconds, 1_000_000_000L),
            < 100_000_000_000_000 => (TimeUnit.Milliseconds, 1_000_000L),
            < 100_000_000_000_000_000 => (TimeUnit.Microseconds, 1_000L),
            _ => (TimeUnit.Nanoseconds, 1L),
        };
        nanos = 0;
        if (number < 0 || number > long.MaxValue / multiplier) return false;
        nanos = number * multiplier;
        return true;
    }

    public static string Format(Timestamp time) => time.ToString();

    private static bool TryParseIso(ReadOnlySpan<byte> text, out long nanos)
    {
        nanos = 0;
        // Without a zone a time is UTC; with one it is converted. There is no local time anywhere.
        if (!DateTimeOffset.TryParse(Encoding.UTF8.GetString(text), CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)) return false;
        if (text.Length < 8 || !char.IsAsciiDigit((char)text[3]) || time.Year is < 1970 or > 2261) return false;
        nanos = Timestamp.FromDateTime(time.UtcDateTime).UnixNanos;
        return true;
    }
}
