using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using LaptopAgents.Runtime.Configuration.Loading;

namespace LaptopAgents.Runtime.Configuration.Schema;

/// <summary>A bar length: a number and s, m, h or d, from 1s to 1d, that divides a day into equal parts.</summary>
internal sealed class BarLengthKey(string name, string doc) : ConfigKey(name, doc)
{
    private const long SecondsPerDay = 86_400;

    public override string TypeName => "bar length";

    public override string Range => "such as 1s, 1m, 15m, 4h or 1d that divides a day";

    public override bool TryRead(ConfigNode node, [NotNullWhen(true)] out object? value, [NotNullWhen(false)] out string? problem)
    {
        value = node is ScalarNode scalar && TryParse(scalar.Text, out var seconds) ? TimeSpan.FromSeconds(seconds) : null;
        problem = value is null ? Needs(node) : null;
        return value is not null;
    }

    public override string Write(object value)
    {
        var seconds = (long)((TimeSpan)value).TotalSeconds;
        var (count, unit) = seconds switch
        {
            SecondsPerDay => (1L, "d"),
            _ when seconds % 3600 == 0 => (seconds / 3600, "h"),
            _ when seconds % 60 == 0 => (seconds / 60, "m"),
            _ => (seconds, "s"),
        };
        return count.ToString(CultureInfo.InvariantCulture) + unit;
    }

    public override void WriteSchema(Utf8JsonWriter json)
    {
        json.WriteString("type", "string");
        json.WriteString("pattern", "^[1-9][0-9]{0,4}[smhd]$");
    }

    private static bool TryParse(string text, out long seconds)
    {
        seconds = 0;
        if (text.Length is < 2 or > 6 || text[0] is '0') return false;
        if (!int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count)) return false;
        seconds = count * (text[^1] switch { 's' => 1L, 'm' => 60L, 'h' => 3600L, 'd' => SecondsPerDay, _ => 0L });
        return seconds is > 0 and <= SecondsPerDay && SecondsPerDay % seconds == 0;
    }
}

/// <summary>A moment in UTC. A date means its midnight; an offset other than Z is refused, because everything here is UTC.</summary>
internal sealed class InstantKey(string name, string doc) : ConfigKey(name, doc)
{
    private static readonly string[] Formats =
        ["yyyy-MM-dd", "yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mmZ", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mm:ssZ", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss"];

    public override string TypeName => "UTC time";

    public override string Range => "such as 2025-05-04 or 2025-05-04T15:33Z";

    public override bool TryRead(ConfigNode node, [NotNullWhen(true)] out object? value, [NotNullWhen(false)] out string? problem)
    {
        value = node is ScalarNode scalar && DateTime.TryParseExact(
            scalar.Text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            && time.Year is >= 1970 and <= 2200
            ? new DateTimeOffset(time, TimeSpan.Zero)
            : null;
        problem = value is null ? Needs(node) : null;
        return value is not null;
    }

    public override string Write(object value)
    {
        var time = (DateTimeOffset)value;
        return time.ToString(time.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
    }

    public override void WriteSchema(Utf8JsonWriter json)
    {
        json.WriteString("type", "string");
        json.WriteString("pattern", "^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}(:[0-9]{2})?Z?)?$");
    }
}
