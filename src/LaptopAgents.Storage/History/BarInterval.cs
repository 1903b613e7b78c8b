using System.Globalization;
using LaptopAgents.Domain;

namespace LaptopAgents.Storage;

/// <summary>The length of a bar and its usual name: <c>1m</c>, <c>15m</c>, <c>1h</c>, <c>8h</c>, <c>1d</c>.</summary>
public readonly record struct BarInterval : IComparable<BarInterval>
{
    private const long NanosPerSecond = 1_000_000_000;

    private BarInterval(Duration length) => Length = length;

    public static BarInterval OneMinute { get; } = new(Duration.FromMinutes(1));

    public Duration Length { get; }

    public long Nanos => Length.Nanos;

    /// <summary>Reads <c>30s</c>, <c>1m</c>, <c>4h</c>, <c>1d</c> or <c>1w</c>.</summary>
    public static bool TryParse(string? text, out BarInterval interval)
    {
        interval = default;
        if (text is not { Length: > 1 and < 7 }) return false;
        var unit = text[^1] switch { 's' => 1L, 'm' => 60, 'h' => 3_600, 'd' => 86_400, 'w' => 604_800, _ => 0 };
        if (unit == 0 || !long.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            return false;
        if (count <= 0 || count * unit > 604_800) return false;
        interval = new(Duration.FromSeconds(count * unit));
        return true;
    }

    /// <exception cref="DataException">The text is not an interval.</exception>
    public static BarInterval Parse(string text) => TryParse(text, out var interval)
        ? interval
        : throw new DataException($"'{text}' is not an interval.", "Use a number and a unit, for example 1m, 15m, 1h or 1d, at most one week.");

    /// <summary>The interval of a length in whole seconds, up to a week.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The length is not such a number.</exception>
    public static BarInterval Of(Duration length)
    {
        if (length.Nanos <= 0 || length.Nanos % NanosPerSecond != 0 || length.Nanos > 604_800 * NanosPerSecond)
            throw new ArgumentOutOfRangeException(nameof(length), length, "A bar lasts whole seconds, at most a week.");
        return new(length);
    }

    public int CompareTo(BarInterval other) => Length.CompareTo(other.Length);

    public override string ToString()
    {
        var seconds = Nanos / NanosPerSecond;
        var (count, unit) = seconds switch
        {
            _ when seconds % 86_400 == 0 => (seconds / 86_400, 'd'),
            _ when seconds % 3_600 == 0 => (seconds / 3_600, 'h'),
            _ when seconds % 60 == 0 => (seconds / 60, 'm'),
            _ => (seconds, 's'),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{count}{unit}");
    }

    public static bool operator <(BarInterval left, BarInterval right) => left.Nanos < right.Nanos;

    public static bool operator >(BarInterval left, BarInterval right) => left.Nanos > right.Nanos;

    public static bool operator <=(BarInterval left, BarInterval right) => left.Nanos <= right.Nanos;

    public static bool operator >=(BarInterval left, BarInterval right) => left.Nanos >= right.Nanos;
}
