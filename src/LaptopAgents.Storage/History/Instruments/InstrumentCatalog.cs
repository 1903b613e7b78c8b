using System.Text.Json;
using LaptopAgents.Domain;

namespace LaptopAgents.Storage;

/// <summary>The contracts whose rules ship with the program (the <c>instruments.json</c> beside this file).</summary>
public static class InstrumentCatalog
{
    private const string ResourceName = "LaptopAgents.Storage.History.Instruments.instruments.json";
    private static readonly string[] Endings = ["-SPOT", "-SWAP", "-PERP", "_SPOT", "_PERP"];
    private static readonly Lazy<InstrumentRules[]> Shipped = new(ReadShipped);

    /// <summary>Symbols with shipped rules.</summary>
    public static IReadOnlyList<string> Symbols => [.. Shipped.Value.Select(rules => rules.Symbol)];

    /// <summary>The shipped rules of a symbol; false when it is not known.</summary>
    public static bool TryGet(string symbol, InstrumentId id, out Instrument? instrument)
    {
        instrument = Find(symbol)?.ToInstrument(symbol, id);
        return instrument is not null;
    }

    /// <summary>
    /// The shipped rules of a symbol, also under another venue's spelling (<c>BTC-USDT-SWAP</c>, <c>BTCUSDT-SPOT</c>): it is traded
    /// here as the contract that is known.
    /// </summary>
    internal static InstrumentRules? Find(string symbol)
    {
        var plain = symbol;
        foreach (var ending in Endings)
        {
            if (plain.EndsWith(ending, StringComparison.Ordinal)) plain = plain[..^ending.Length];
        }

        plain = plain.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal);
        return Shipped.Value.FirstOrDefault(rules => rules.Symbol == plain);
    }

    /// <summary>Rules for a symbol that nobody described: steps as fine as its data, and the first known contract's fees and tiers.</summary>
    internal static InstrumentRules Derive(string symbol, BarSeries bars)
    {
        var priceScale = ColumnType.PriceFor(bars).Scale;
        // The product of both steps must be a whole 10⁻⁸ unit, so a very fine price leaves a coarser quantity.
        var lotScale = Math.Min(ColumnType.DecimalFor(bars.Volumes).Scale, FixedPoint.Decimals - priceScale);
        var model = Shipped.Value[0];
        return model with
        {
            Symbol = symbol,
            TickSize = Step(priceScale),
            LotSize = Step(lotScale),
            MinQuantity = Step(lotScale),
            MaxQuantity = null,
            Assumed = true,
        };
    }

    private static string Step(int scale) => new decimal(1, 0, 0, false, (byte)scale).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static InstrumentRules[] ReadShipped()
    {
        using var stream = typeof(InstrumentCatalog).Assembly.GetManifestResourceStream(ResourceName)
            ?? throw new InvalidOperationException($"The resource {ResourceName} is missing from the program.");
        return JsonSerializer.Deserialize(stream, HistoryJson.Default.InstrumentRulesArray)!;
    }
}
