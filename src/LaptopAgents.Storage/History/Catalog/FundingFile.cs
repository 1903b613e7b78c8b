using System.Buffers.Text;
using System.Text;
using LaptopAgents.Domain;

namespace LaptopAgents.Storage;

/// <summary>The funding file of a symbol: <c>timestamp,rate</c> and, where it is known, <c>mark_price</c>.</summary>
internal static class FundingFile
{
    public static byte[] Write(FundingSeries funding)
    {
        var hasMark = funding.MarkPrices.ContainsAnyExcept(0L);
        var text = new StringBuilder(hasMark ? "timestamp,rate,mark_price\n" : "timestamp,rate\n", funding.Count * 48 + 32);
        for (var i = 0; i < funding.Count; i++)
        {
            text.Append(funding.Time(i)).Append(',').Append(FixedPoint.Format(funding.Rates[i]));
            if (hasMark) text.Append(',').Append(funding.MarkPrices[i] == 0 ? "" : FixedPoint.Format(funding.MarkPrices[i]));
            text.Append('\n');
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <exception cref="DataException">A line is not a settlement, or the lines are not in order of time.</exception>
    public static FundingSeries Read(ReadOnlySpan<byte> bytes, string name)
    {
        var (times, rates, marks) = (new List<long>(), new List<long>(), new List<long>());
        if (bytes.StartsWith("\uFEFF"u8)) bytes = bytes[3..];
        var line = 0;
        foreach (var range in bytes.Split((byte)'\n'))
        {
            line++;
            var row = bytes[range].TrimEnd((byte)'\r');
            if (row.IsEmpty || (line == 1 && !char.IsAsciiDigit((char)row[0]))) continue;
            var problem = ReadRow(row, times, rates, marks);
            if (problem is not null) throw new DataException($"{name}, line {line}: {problem}.", "A line is `timestamp,rate` or `timestamp,rate,mark_price`, in order of time.");
        }

        return times.Count == 0 ? FundingSeries.Empty : new([.. times], [.. rates], [.. marks]);
    }

    private static string? ReadRow(ReadOnlySpan<byte> row, List<long> times, List<long> rates, List<long> marks)
    {
        Span<Range> fields = stackalloc Range[4];
        var count = Split(row, fields);
        if (count is < 2 or > 3) return $"it has {count} fields";
        if (!TryTime(row[fields[0]], out var time)) return "the time cannot be read";
        if (times.Count > 0 && time <= times[^1]) return $"its time {new Timestamp(time)} is not after the line before";
        if (DecimalText.Parse(row[fields[1]], out var rate) != NumberOutcome.Exact) return "the rate is not a number of at most eight places";
        var mark = 0L;
        if (count == 3 && !row[fields[2]].IsEmpty && (DecimalText.Parse(row[fields[2]], out mark) != NumberOutcome.Exact || mark <= 0))
            return "the mark price is not a positive number of at most eight places";
        times.Add(time);
        rates.Add(rate);
        marks.Add(mark);
        return null;
    }

    // The form that we write is read by hand: the general parser takes a microsecond a line, which is milliseconds a start.
    private static bool TryTime(ReadOnlySpan<byte> text, out long nanos)
    {
        nanos = 0;
        if (text.Length == 24 && text[^1] == 'Z' && text[10] == 'T'
            && Utf8Parser.TryParse(text[..4], out int year, out _) && Utf8Parser.TryParse(text[5..7], out int month, out _)
            && Utf8Parser.TryParse(text[8..10], out int day, out _) && Utf8Parser.TryParse(text[11..13], out int hour, out _)
            && Utf8Parser.TryParse(text[14..16], out int minute, out _) && Utf8Parser.TryParse(text[17..19], out int second, out _)
            && Utf8Parser.TryParse(text[20..23], out int milli, out _)
            && year is >= 1970 and < 2262 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            && hour is >= 0 and < 24 && minute is >= 0 and < 60 && second is >= 0 and < 60 && milli >= 0)
        {
            nanos = Timestamp.FromDateTime(new(year, month, day, hour, minute, second, milli, DateTimeKind.Utc)).UnixNanos;
            return true;
        }

        return TimeText.TryParse(text, out nanos, out _);
    }

    private static int Split(ReadOnlySpan<byte> row, Span<Range> fields)
    {
        var count = 0;
        foreach (var field in row.Split((byte)','))
        {
            if (count < fields.Length) fields[count] = field;
            count++;
        }

        return count;
    }
}
