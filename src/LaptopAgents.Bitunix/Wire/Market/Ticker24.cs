using System.Text.Json;
using LaptopAgents.Domain;

namespace LaptopAgents.Bitunix;

/// <summary>A pair's last 24 hours, <c>market/tickers</c>. It has neither bid nor ask nor time.</summary>
/// <param name="BaseVolume">Base currency; the names are right here, unlike in klines.</param>
public sealed record Ticker24(string Symbol, Price? MarkPrice, Price? LastPrice, Price? Open, Price? High, Price? Low, decimal? BaseVolume, decimal? QuoteVolume)
{
    private static readonly WireShape s_shape = new("ticker24", "symbol markPrice lastPrice open last quoteVol baseVol high low");

    internal static Ticker24 Parse(JsonElement element, WireNotes notes)
    {
        var row = WireObject.Open(element, s_shape, notes);
        return new(
            row.Text("symbol"), row.ComputedPriceOrNull("markPrice"), row.PriceOrNull("lastPrice", "last"), row.PriceOrNull("open"),
            row.PriceOrNull("high"), row.PriceOrNull("low"), row.NumberOrNull("baseVol"), row.NumberOrNull("quoteVol"));
    }
}
