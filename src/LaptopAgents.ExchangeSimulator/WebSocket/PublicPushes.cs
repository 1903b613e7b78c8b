using System.Buffers;
using System.Globalization;
using System.Text.Json;
using LaptopAgents.Domain;

namespace LaptopAgents.ExchangeSimulator;

/// <summary>Writes what public channels push.</summary>
internal sealed class PublicPushes(Exchange exchange)
{
    private readonly ArrayBufferWriter<byte> _buffer = new(4096);
    private ulong _partial;

    /// <summary>The push of a topic as its market stands; null when there is nothing to say.</summary>
    /// <param name="isUpdate">The market has just moved; otherwise somebody wants to know how it stands.</param>
    public byte[]? Write(Topic topic, bool isUpdate, bool forNewListener = false)
    {
        var market = topic.Market;
        if (!market.HasPrice) return null;
        _buffer.ResetWrittenCount();
        using var json = new Utf8JsonWriter(_buffer);
        json.WriteStartObject();
        json.WriteString("ch", topic.Channel);
        if (topic.Kind != TopicKind.Tickers || !exchange.Quirks.TickersAsArray) json.WriteString("symbol", market.Rules.Symbol);
        json.WriteNumber("ts", exchange.ShownNow / 1_000_000);
        json.WritePropertyName("data");
        var hasData = topic.Kind switch
        {
            TopicKind.Kline => Kline(json, market.Candles, topic.Interval!),
            TopicKind.MarkKline => Kline(json, market.MarkCandles, topic.Interval!),
            TopicKind.Depth => Depth(json, market, topic.Levels),
            TopicKind.DepthChanges => exchange.Quirks.DepthBooksIncremental && !forNewListener ? Changes(json, topic) : Depth(json, market, topic.Levels),
            TopicKind.Trade => isUpdate && Trade(json, market),
            TopicKind.Price => Price(json, market),
            _ => Ticker(json, market, topic.Kind == TopicKind.Tickers),
        };
        if (!hasData) return null;
        json.WriteEndObject();
        json.Flush();
        return _buffer.WrittenSpan.ToArray();
    }

    private bool Kline(Utf8JsonWriter json, CandleSeries series, CandleInterval interval)
    {
        // A candle of a minute in which nothing was traded yet would tell a price that is none of it.
        if (series.Forming(interval, exchange.Now / 1_000_000) is not { } candle) return false;
        json.WriteStartObject();
        json.Amount("o", candle.Open);
        json.Amount("h", candle.High);
        json.Amount("l", candle.Low);
        json.Amount("c", candle.Close);
        json.Amount("b", candle.Volume);
        json.Amount("q", candle.Turnover);
        json.WriteEndObject();
        return true;
    }

    private bool Depth(Utf8JsonWriter json, SymbolMarket market, int levels)
    {
        json.WriteStartObject();
        MarketEndpoints.WriteLevels(exchange, market, json, "b", Side.Buy, levels, asNumbers: false);
        MarketEndpoints.WriteLevels(exchange, market, json, "a", Side.Sell, levels, asNumbers: false);
        json.WriteEndObject();
        return true;
    }

    private bool Changes(Utf8JsonWriter json, Topic topic)
    {
        json.WriteStartObject();
        var changed = Changes(json, topic, "b", Side.Buy) | Changes(json, topic, "a", Side.Sell);
        json.WriteEndObject();
        return changed;
    }

    private bool Changes(Utf8JsonWriter json, Topic topic, string name, Side side)
    {
        var known = topic.Known[(int)side];
        var now = new SortedDictionary<long, long>();
        for (var rank = 0; rank < topic.Levels; rank++)
        {
            var (price, quantity) = topic.Market.Level(side, rank, exchange.Now);
            if (quantity > 0) now[price] = quantity;
        }

        json.WriteStartArray(name);
        var any = false;
        foreach (var (price, quantity) in known.Keys.Except(now.Keys).Select(gone => (gone, 0L))
            .Concat(now.Where(level => known.GetValueOrDefault(level.Key) != level.Value).Select(level => (level.Key, level.Value))).ToList())
        {
            any = true;
            json.WriteStartArray();
            json.Element(price, asNumber: false);
            json.Element(quantity, asNumber: false);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        topic.Known[(int)side] = now;
        return any;
    }

    private bool Trade(Utf8JsonWriter json, SymbolMarket market)
    {
        // A print without volume moves the price of a bar that nobody traded in; it is no trade.
        if (market.LastTrade is not { } trade || trade.Quantity.IsZero) return false;
        json.WriteStartArray();
        json.WriteStartObject();
        json.WriteString("t", Wire.Iso(exchange.ShownNow));
        json.Amount("p", trade.Price.Raw);
        json.Amount("v", trade.Quantity.Raw);
        json.WriteString("s", trade.Aggressor == Side.Buy ? "buy" : "sell");
        json.WriteEndObject();
        json.WriteEndArray();
        return true;
    }

    private bool Ticker(Utf8JsonWriter json, SymbolMarket market, bool withTouch)
    {
        if (market.Candles.Rolling(1440) is not { } day) return false;
        if (withTouch && exchange.Quirks.TickersAsArray) json.WriteStartArray();
        json.WriteStartObject();
        json.WriteString("s", market.Rules.Symbol);
        json.Amount("la", market.Last.Raw);
        json.Amount("o", day.Open);
        json.Amount("h", day.High);
        json.Amount("l", day.Low);
        json.Amount("b", day.Volume);
        json.Amount("q", day.Turnover);
        json.WriteString("r", ((market.Last.Raw - day.Open) * 100m / day.Open).ToString("0.##########", CultureInfo.InvariantCulture));
        if (withTouch && market.Quote is { } quote)
        {
            json.Amount("bd", quote.Bid.Raw);
            json.Amount("ak", quote.Ask.Raw);
            json.Amount("bv", quote.BidQuantity.Raw);
            json.Amount("av", quote.AskQuantity.Raw);
        }

        json.WriteEndObject();
        if (withTouch && exchange.Quirks.TickersAsArray) json.WriteEndArray();
        return true;
    }

    private bool Price(Utf8JsonWriter json, SymbolMarket market)
    {
        const long hour = 3_600_000_000_000;
        var next = market.NextSettlement(exchange.Now);
        // Every third push lacks the funding half.
        var isPartial = exchange.Quirks.PricePushPartial && ++_partial % 3 == 0;
        json.WriteStartObject();
        json.Amount("mp", market.Mark.Raw);
        json.Amount("ip", market.Index.Raw);
        if (!isPartial)
        {
            json.WriteString("fr", FundingEndpoints.Shown(exchange, market));
            json.WriteString("ft", Wire.Iso(next - market.Rules.FundingIntervalHours * hour));
            json.WriteString("nft", Wire.Iso(next));
        }

        json.WriteEndObject();
        return true;
    }
}
