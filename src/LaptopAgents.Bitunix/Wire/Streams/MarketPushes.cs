using System.Text.Json;
using LaptopAgents.Domain;

namespace LaptopAgents.Bitunix;

/// <summary>What a WebSocket said. <c>Time</c> is the gateway's time of sending, which is all the time the venue gives.</summary>
public abstract record VenuePush(string Symbol, Timestamp Time);

/// <summary>The bar so far, <c>market_kline_*</c> or <c>mark_kline_*</c>. It has no opening time and no mark of being closed.</summary>
/// <param name="Channel">The channel's name, which holds the interval.</param>
public sealed record KlinePush(string Symbol, Timestamp Time, string Channel, Price Open, Price High, Price Low, Price Close, Quantity Volume) : VenuePush(Symbol, Time)
{
    private static readonly WireShape s_shape = new("kline_push", "o h l c b", "q");

    internal static KlinePush Parse(JsonElement data, in PushHead head, WireNotes notes)
    {
        var row = WireObject.Open(data, s_shape, notes);
        var (open, high, low, close) = (row.Price("o"), row.Price("h"), row.Price("l"), row.Price("c"));
        if (low.Raw <= 0 || low > high || open < low || open > high || close < low || close > high)
            throw new WireFormatException($"kline_push: open {open}, high {high}, low {low}, close {close} contradict each other.");
        var volume = row.NumberOrNull("b") ?? 0;
        if (volume is < 0 or > 9e10m) throw new WireFormatException("kline_push: the volume cannot be right.");
        return new(head.Symbol, head.Time, head.Channel, open, high, low, close, new(FixedPoint.FromDecimal(volume, Rounding.HalfEven)));
    }
}

/// <summary>Public trades of one push.</summary>
public sealed record TradePush(string Symbol, Timestamp Time, IReadOnlyList<PublicTrade> Trades) : VenuePush(Symbol, Time)
{
    private static readonly WireShape s_shape = new("trade_push", "t p v s");

    internal static TradePush Parse(JsonElement data, in PushHead head, WireNotes notes) =>
        new(head.Symbol, head.Time, WireLists.Rows(data, notes, ParseRow));

    private static PublicTrade ParseRow(JsonElement element, WireNotes notes)
    {
        var row = WireObject.Open(element, s_shape, notes);
        var (price, quantity) = (row.Price("p"), row.Quantity("v"));
        if (price.Raw <= 0 || quantity.Raw < 0) throw new WireFormatException("trade_push: a trade has a positive price and quantity.");
        return new(row.TimeOrNull("t"), new(price, quantity, WireWords.Side(row, "s")));
    }
}

/// <param name="Time">Whole seconds only.</param>
public readonly record struct PublicTrade(Timestamp? Time, MarketTrade Trade);

/// <summary>Best bid and ask of <c>tickers</c>; null when the push lacked a part of it.</summary>
public sealed record QuotePush(string Symbol, Timestamp Time, Quote? Quote, Price? LastPrice) : VenuePush(Symbol, Time)
{
    private static readonly WireShape s_shape = new("tickers_push", "s la bd ak bv av", "o h l b q r");

    internal static QuotePush Parse(JsonElement data, in PushHead head, WireNotes notes)
    {
        var row = WireObject.Open(data, s_shape, notes);
        var symbol = row.TextOrNull("s") ?? head.Symbol;
        var (bid, ask) = (row.PriceOrNull("bd"), row.PriceOrNull("ak"));
        Quote? quote = bid is { Raw: > 0 } && ask is { Raw: > 0 } && bid.Value < ask.Value
            ? new Quote(bid.Value, row.QuantityOrNull("bv") ?? default, ask.Value, row.QuantityOrNull("av") ?? default)
            : null;
        return new(symbol, head.Time, quote, row.PriceOrNull("la"));
    }
}

/// <summary>Last price and 24 hours of <c>ticker</c>.</summary>
public sealed record TickerPush(string Symbol, Timestamp Time, Price? LastPrice, Price? Open, Price? High, Price? Low) : VenuePush(Symbol, Time)
{
    private static readonly WireShape s_shape = new("ticker_push", "s la o h l", "b q r");

    internal static TickerPush Parse(JsonElement data, in PushHead head, WireNotes notes)
    {
        var row = WireObject.Open(data, s_shape, notes);
        return new(row.TextOrNull("s") ?? head.Symbol, head.Time, row.PriceOrNull("la"), row.PriceOrNull("o"), row.PriceOrNull("h"), row.PriceOrNull("l"));
    }
}

/// <summary>Mark price and funding of <c>price</c>. Any part may be missing: it has not changed.</summary>
/// <param name="RawRate">In the venue's unit; see <see cref="FundingUnits"/>.</param>
public sealed record PricePush(
    string Symbol, Timestamp Time, Price? MarkPrice, Price? IndexPrice, decimal? RawRate, Timestamp? LastSettlement, Timestamp? NextSettlement) : VenuePush(Symbol, Time)
{
    private static readonly WireShape s_shape = new("price_push", "mp ip fr ft nft", "s");

    internal static PricePush Parse(JsonElement data, in PushHead head, WireNotes notes)
    {
        var row = WireObject.Open(data, s_shape, notes);
        return new(
            row.TextOrNull("s") ?? head.Symbol, head.Time, row.ComputedPriceOrNull("mp") is { Raw: > 0 } mark ? mark : null,
            row.ComputedPriceOrNull("ip"), row.NumberOrNull("fr"), row.TimeOrNull("ft"), row.TimeOrNull("nft"));
    }
}

/// <summary>A snapshot of the best levels, <c>depth_book*</c>.</summary>
public sealed record DepthPush(string Symbol, Timestamp Time, string Channel, DepthBook Book) : VenuePush(Symbol, Time)
{
    internal static DepthPush Parse(JsonElement data, in PushHead head, WireNotes notes) =>
        new(head.Symbol, head.Time, head.Channel, DepthBook.ParsePush(data, notes));
}
