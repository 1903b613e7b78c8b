using System.Globalization;
using LaptopAgents.Domain;

namespace LaptopAgents.Analysis;

/// <summary>Numbers as a person reads them: rounded sensibly, thousands separated, a real minus sign.</summary>
internal static class Format
{
    /// <summary>What stands where a number does not exist.</summary>
    public const string None = "–";

    public static string Value(Statistic statistic) =>
        statistic.Value is { } value ? Value(value, statistic.Unit) : None;

    public static string Value(double value, StatisticUnit unit) => unit switch
    {
        StatisticUnit.Amount => Amount(value),
        StatisticUnit.Percent => Number(value, Math.Abs(value) >= 1000 ? 0 : 2) + " %",
        StatisticUnit.Count => Number(value, 0),
        StatisticUnit.Days => Number(value, Math.Abs(value) >= 100 ? 0 : 1) + " d",
        StatisticUnit.Seconds => Span(value),
        StatisticUnit.BasisPoints => Number(value, 2) + " bps",
        StatisticUnit.R => Number(value, 2) + " R",
        _ => Number(value, Math.Abs(value) >= 1000 ? 0 : Math.Abs(value) is > 0 and < 0.01 ? 4 : 2),
    };

    /// <summary>The number without any rounding that matters, for a tooltip.</summary>
    public static string Exact(Statistic statistic) =>
        statistic.Exact is { } exact ? exact.ToString("0.########", CultureInfo.InvariantCulture)
        : statistic.Value is { } value ? value.ToString("G10", CultureInfo.InvariantCulture) : "does not exist for this run";

    public static string Amount(double value) => Number(value, Math.Abs(value) switch { >= 100_000 => 0, >= 1 => 2, 0 => 2, _ => 4 });

    public static string Amount(Money value) => Amount(value.ToDouble());

    /// <summary>With a plus sign when above zero.</summary>
    public static string Signed(string number) => number.StartsWith('−') || !number.AsSpan().ContainsAnyInRange('1', '9') ? number : "+" + number;

    public static string Percent(double fraction, int decimals = 2) => Number(fraction * 100, decimals) + " %";

    public static string Number(double value, int decimals)
    {
        if (!double.IsFinite(value)) return None;
        var text = Math.Abs(value).ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return value < 0 && text.AsSpan().ContainsAnyInRange('1', '9') ? "−" + text : text;
    }

    /// <summary>A length of time in its two largest units.</summary>
    public static string Span(double seconds) => seconds switch
    {
        < 120 => Number(seconds, 0) + " s",
        < 7_200 => Number(seconds / 60, 0) + " min",
        < 172_800 => $"{Number(Math.Floor(seconds / 3600), 0)} h {Number(Math.Floor(seconds / 60 % 60), 0)} min",
        _ => $"{Number(Math.Floor(seconds / 86_400), 0)} d {Number(Math.Floor(seconds / 3600 % 24), 0)} h",
    };

    /// <summary>A bar's length: one unit where it is a whole number of it.</summary>
    public static string Interval(Duration interval) => interval.TotalSeconds switch
    {
        >= 3_600 and var seconds when seconds % 3_600 == 0 => Number(seconds / 3_600, 0) + " h",
        >= 60 and var seconds when seconds % 60 == 0 => Number(seconds / 60, 0) + " min",
        var seconds => Span(seconds),
    };

    public static string Minute(Timestamp time) => time.ToDateTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    public static string Day(Timestamp time) => time.ToDateTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
