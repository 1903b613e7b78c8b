using System.Text.RegularExpressions;

namespace LaptopAgents.Storage;

/// <summary>Symbol and interval as the names of a file and of its folders tell them.</summary>
internal static partial class NameHints
{
    /// <summary>A symbol from <c>BTCUSDT-1m-2025-05.csv</c>, <c>BTCUSDT_funding.csv</c> or <c>…/BTC-USDT-SWAP/1m/2025-05.csv</c>.</summary>
    public static string? Symbol(string path)
    {
        foreach (var part in Parts(path))
        {
            if (SymbolPattern().Match(part) is { Success: true } match) return match.Groups["symbol"].Value;
        }

        return null;
    }

    /// <summary>An interval from <c>BTCUSDT-15m-2025.csv</c> or from a folder called <c>15m</c>.</summary>
    public static BarInterval? Interval(string path)
    {
        foreach (var part in Parts(path))
        {
            foreach (var word in part.Split('-', '_', '@', '.'))
            {
                if (BarInterval.TryParse(word, out var interval)) return interval;
            }
        }

        return null;
    }

    /// <summary>The kind of market from <c>data/spot/…</c>, <c>binance-usdm/…</c>, <c>BTC-USDT-SWAP</c> and the like.</summary>
    public static MarketKind Market(string path)
    {
        foreach (var part in Parts(path))
        {
            foreach (var word in part.ToLowerInvariant().Split('-', '_', '@', '.', ' '))
            {
                if (word == "spot") return MarketKind.Spot;
                if (word is "usdm" or "coinm" or "swap" or "perp" or "perpetual" or "futures") return MarketKind.Perpetual;
            }
        }

        return MarketKind.Unknown;
    }

    // The file's own name first, then its folders from the inside out: the nearest name is the most exact.
    private static IEnumerable<string> Parts(string path)
    {
        yield return Path.GetFileNameWithoutExtension(path);
        for (var folder = Path.GetDirectoryName(path); !string.IsNullOrEmpty(folder); folder = Path.GetDirectoryName(folder))
            yield return Path.GetFileName(folder);
    }

    // A base, a usual quote currency, and perhaps the kind of contract.
    [GeneratedRegex("^(?<symbol>[A-Z0-9]{2,15}[-_]?(USDT|USDC|BUSD|USD|EUR|BTC)([-_](SWAP|SPOT|PERP))?)(?![A-Z0-9])", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex SymbolPattern();
}
