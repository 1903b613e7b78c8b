using System.Globalization;
using LaptopAgents.Domain;

namespace LaptopAgents.Storage;

/// <summary>Where things are in a data catalog.</summary>
/// <remarks>
/// <c>candles/BTCUSDT/2025-05.parquet</c> holds one-minute bars of one UTC month; another interval is part of the folder's name,
/// <c>candles/BTCUSDT@15m/</c>. <c>funding/BTCUSDT_funding.csv</c> holds settlements, <c>ticks/BTCUSDT/20240718T235702Z/</c> a recording.
/// </remarks>
internal sealed class CatalogPaths(string root)
{
    public const string MetadataName = "metadata.json";
    public const string QualityName = "quality.json";
    private const string FundingSuffix = "_funding.csv";

    public string Root { get; } = root;

    public string Candles => Path.Combine(Root, "candles");

    public string Funding => Path.Combine(Root, "funding");

    public string Ticks => Path.Combine(Root, "ticks");

    public string SetFolder(string symbol, BarInterval interval) =>
        Path.Combine(Candles, interval == BarInterval.OneMinute ? symbol : $"{symbol}@{interval}");

    public string FundingFile(string symbol) => Path.Combine(Funding, symbol + FundingSuffix);

    public IReadOnlyList<string> FundingSymbols() => !Directory.Exists(Funding)
        ? []
        : [.. Directory.EnumerateFiles(Funding, "*" + FundingSuffix).Select(path => Path.GetFileName(path)[..^FundingSuffix.Length])
            .Where(IsSymbol).Order(StringComparer.Ordinal)];

    public static string MonthName(DateTime month) => month.ToString("yyyy-MM", CultureInfo.InvariantCulture) + ".parquet";

    /// <summary>The first instant of the month that a file name stands for.</summary>
    public static bool TryParseMonth(string fileName, out Timestamp start)
    {
        var known = DateTime.TryParseExact(Path.GetFileNameWithoutExtension(fileName), "yyyy-MM", CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var month);
        start = known ? Timestamp.FromDateTime(month) : default;
        return known;
    }

    /// <summary>Symbol and interval of a folder under <c>candles/</c>.</summary>
    public static bool TryParseSetFolder(string name, out string symbol, out BarInterval interval)
    {
        var at = name.IndexOf('@', StringComparison.Ordinal);
        symbol = at < 0 ? name : name[..at];
        interval = BarInterval.OneMinute;
        return IsSymbol(symbol) && (at < 0 || BarInterval.TryParse(name[(at + 1)..], out interval));
    }

    /// <summary>Capital letters, digits, dash and underscore, so that a symbol can never leave its folder.</summary>
    public static bool IsSymbol(string text) =>
        text.Length is > 0 and <= 40 && text.All(letter => char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter) || letter is '-' or '_');

    /// <exception cref="DataException">The text is no symbol.</exception>
    public static string RequireSymbol(string text)
    {
        var symbol = text.Trim().ToUpperInvariant();
        return IsSymbol(symbol)
            ? symbol
            : throw new DataException($"'{text}' is not a symbol.", "Use letters, digits, '-' and '_', for example BTCUSDT.");
    }
}
