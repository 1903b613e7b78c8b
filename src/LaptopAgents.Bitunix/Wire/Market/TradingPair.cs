using System.Text.Json;
using LaptopAgents.Domain;

namespace LaptopAgents.Bitunix;

/// <summary>Whether a pair may be traded.</summary>
public enum PairStatus
{
    /// <summary>A word that is not known: not tradable.</summary>
    Unknown,
    Open,
    CancelOnly,
    Stopped,
}

/// <summary>The rules of a pair, <c>market/trading_pairs</c>.</summary>
/// <param name="QuantityDecimals">Decimals of a quantity: the lot is 10 to the minus that.</param>
/// <param name="PriceDecimals">Decimals of a price: the tick is 10 to the minus that.</param>
/// <param name="PriceProtection">Largest distance of a limit from the mark price, as a fraction; null when not stated.</param>
/// <param name="IsApiSupported">False: an order would be refused with 710002.</param>
public sealed record TradingPair(
    string Symbol, string Base, string Quote, Quantity MinQuantity, Quantity? MaxLimitQuantity, Quantity? MaxMarketQuantity,
    int QuantityDecimals, int PriceDecimals, int MinLeverage, int MaxLeverage, decimal? PriceProtection, PairStatus Status, bool IsApiSupported)
{
    private static readonly WireShape s_shape = new(
        "trading_pair",
        "symbol base quote minTradeVolume maxLimitOrderVolume maxMarketOrderVolume basePrecision quotePrecision minLeverage maxLeverage priceProtectScope symbolStatus isApiSupported",
        "minBuyPriceOffset maxSellPriceOffset defaultLeverage defaultMarginMode maxFundingRate minFundingRate launchTime delistTime");

    internal static TradingPair Parse(JsonElement element, WireNotes notes)
    {
        var row = WireObject.Open(element, s_shape, notes);
        return new(
            row.Text("symbol"), row.TextOrNull("base") ?? "", row.TextOrNull("quote") ?? "", row.Quantity("minTradeVolume"),
            row.QuantityOrNull("maxLimitOrderVolume"), row.QuantityOrNull("maxMarketOrderVolume"),
            row.SmallInteger("basePrecision", FixedPoint.Decimals), row.SmallInteger("quotePrecision", FixedPoint.Decimals),
            row.IntegerOrNull("minLeverage") is null ? 1 : row.SmallInteger("minLeverage", 1000),
            row.IntegerOrNull("maxLeverage") is null ? 1 : row.SmallInteger("maxLeverage", 1000),
            row.NumberOrNull("priceProtectScope"), StatusOf(row.TextOrNull("symbolStatus")), row.FlagOrNull("isApiSupported") ?? true);
    }

    private static PairStatus StatusOf(string? text) => text is null ? PairStatus.Unknown : WireWords.Plain(text) switch
    {
        "OPEN" => PairStatus.Open,
        "CANCEL_ONLY" => PairStatus.CancelOnly,
        "STOP" => PairStatus.Stopped,
        _ => PairStatus.Unknown,
    };
}
