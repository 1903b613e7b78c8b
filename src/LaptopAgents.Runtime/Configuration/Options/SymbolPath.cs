namespace LaptopAgents.Runtime.Configuration;

/// <summary>
/// One path in a profile serves every symbol of a run: <c>{symbol}</c> is replaced, and so is a symbol that stands in the last part of
/// the path alone or before an underscore, dot or hyphen (<c>data/candles/BTCUSDT/</c>, <c>BTCUSDT_funding.csv</c>).
/// </summary>
public static class SymbolPath
{
    private static readonly string[] Quotes = ["USDT", "USDC", "USD"];

    /// <summary>The path for <paramref name="symbol"/>; unchanged where it names no symbol.</summary>
    public static string For(string path, string symbol)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(symbol);
        if (path.Contains("{symbol}", StringComparison.Ordinal)) return path.Replace("{symbol}", symbol, StringComparison.Ordinal);
        var end = path.Length;
        while (end > 0 && (path[end - 1] is '/' or '\\')) end--;
        var start = path.AsSpan(0, end).LastIndexOfAny('/', '\\') + 1;
        var last = path.AsSpan(start, end - start);
        var stop = last.IndexOfAny('_', '.', '-');
        var name = stop < 0 ? last : last[..stop];
        return IsSymbol(name) ? string.Concat(path.AsSpan(0, start), symbol, path.AsSpan(start + name.Length)) : path;
    }

    private static bool IsSymbol(ReadOnlySpan<char> name)
    {
        foreach (var c in name)
            if (!char.IsAsciiLetterUpper(c) && !char.IsAsciiDigit(c)) return false;
        foreach (var quote in Quotes)
            if (name.Length > quote.Length && name.EndsWith(quote, StringComparison.Ordinal)) return true;
        return false;
    }
}
