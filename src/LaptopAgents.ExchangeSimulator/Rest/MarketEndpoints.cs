using System.Globalization;
using System.Text.Json;
using LaptopAgents.Domain;

namespace LaptopAgents.ExchangeSimulator;

/// <summary>What anybody may ask: pairs, tickers, depth, klines, funding, tiers.</summary>
internal static class MarketEndpoints
{
    private const int MostRows = 200;

    public static Refusal? TradingPairs(Exchange exchange, RestRequest request, Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (var market in Chosen(exchange, request))
        {
            var rules = market.Rules;
            json.WriteStartObject();
            json.WriteString("symbol", rules.Symbol);
            json.WriteString("base", rules.Base);
            json.WriteString("quote", rules.Quote);
            json.Amount("minTradeVolume", rules.MinQuantity);
            json.WriteString("minBuyPriceOffset", "-0.95");
            json.WriteString("maxSellPriceOffset", "100");
            json.Amount("maxLimitOrderVolume", rules.MaxLimitQuantity);
            json.Amount("maxMarketOrderVolume", rules.MaxMarketQuantity);
            json.WriteNumber("basePrecision", rules.BasePrecision);
            json.WriteNumber("quotePrecision", rules.QuotePrecision);
            json.WriteNumber("minLeverage", rules.MinLeverage);
            json.WriteNumber("maxLeverage", rules.MaxLeverage);
            json.WriteNumber("defaultLeverage", rules.DefaultLeverage);
            json.WriteString("defaultMarginMode", "1");
            json.Amount("priceProtectScope", rules.PriceProtectScope);
            json.WriteString("symbolStatus", rules.Status);
            json.WriteBoolean("isApiSupported", rules.IsApiSupported);
            json.WriteString("maxFundingRate", "0.3");
            json.WriteString("minFundingRate", "-0.3");
            json.WriteNull("launchTime");
            json.WriteEndObject();
        }

        json.WriteEndArray();
        return null;
    }

    public static Refusal? Tickers(Exchange exchange, RestRequest request, Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (var market in Chosen(exchange, request))
        {
            if (!market.HasPrice || market.Candles.Rolling(1440) is not { } day) continue;
            json.WriteStartObject();
            json.WriteString("symbol", market.Rules.Symbol);
            json.Amount("markPrice", market.Mark.Raw);
            json.Amount("lastPrice", market.Last.Raw);
            json.Amount("open", day.Open);
            json.Amount("last", market.Last.Raw);
            json.Amount("quoteVol", day.Turnover);
            json.Amount("baseVol", day.Volume);
            json.Amount("high", day.High);
            json.Amount("low", day.Low);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        return null;
    }

    public static Refusal? Depth(Exchange exchange, RestRequest request, Utf8JsonWriter json)
    {
        if (exchange.Find(request, out var market) is { } unknown) return unknown;
        var levels = request.Parameter("limit") switch
        {
            "1" => 1,
            "5" => 5,
            "15" => 15,
            "50" or "max" => BookMaker.Depth,
            _ => BookMaker.Depth,
        };
        json.WriteStartObject();
        WriteLevels(exchange, market, json, "asks", Side.Sell, levels, exchange.Quirks.NumericPrices);
        WriteLevels(exchange, market, json, "bids", Side.Buy, levels, exchange.Quirks.NumericPrices);
        json.WriteEndObject();
        return null;
    }

    public static void WriteLevels(Exchange exchange, SymbolMarket market, Utf8JsonWriter json, string name, Side side, int count, bool asNumbers)
    {
        json.WriteStartArray(name);
        for (var rank = 0; rank < count; rank++)
        {
            var (price, quantity) = market.Level(side, rank, exchange.Now);
            if (quantity == 0) break;
            json.WriteStartArray();
            json.Element(price, asNumbers);
            json.Element(quantity, asNumbers);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    public static Refusal? Klines(Exchange exchange, RestRequest request, Utf8JsonWriter json)
    {
        if (exchange.Find(request, out var market) is { } unknown) return unknown;
        if (request.Parameter("interval") is not { } name) return Refusal.MustNotBeNull("interval");
        var quirks = exchange.Quirks;
        var type = request.Parameter("type") ?? request.Parameter("klineType") ?? "LAST_PRICE";
        var limit = (int)Math.Clamp(request.Number("limit", 100), 1, MostRows);
        var start = request.Number("startTime", 0);
        var end = request.Number("endTime", long.MaxValue / 2);
        if (quirks.KlineEndExclusive) end--;
        json.WriteStartArray();
        // An interval that the exchange does not know gives an empty page, and no error.
        if (CandleInterval.ByRest(name) is { } interval)
        {
            var series = type == "MARK_PRICE" ? market.MarkCandles : market.Candles;
            var now = exchange.Now / 1_000_000;
            var page = quirks.KlineHonoursStart && start > 0
                ? series.PageFrom(interval, start, end, limit, !quirks.KlineWithoutForming, now)
                : series.Page(interval, start, end, limit, !quirks.KlineWithoutForming, now);
            foreach (var candle in page) WriteCandle(json, in candle, type, quirks);
        }

        json.WriteEndArray();
        return null;
    }

    private static void WriteCandle(Utf8JsonWriter json, in Candle candle, string type, Quirks quirks)
    {
        var (volume, turnover) = quirks.KlineVolumesAsDocumented ? ("baseVol", "quoteVol") : ("quoteVol", "baseVol");
        json.WriteStartObject();
        json.Value("open", FixedPoint.Format(candle.Open), quirks.NumericPrices);
        json.Value("high", FixedPoint.Format(candle.High), quirks.NumericPrices);
        json.Value("low", FixedPoint.Format(candle.Low), quirks.NumericPrices);
        json.Value("close", FixedPoint.Format(candle.Close), quirks.NumericPrices);
        json.Value(volume, FixedPoint.Format(candle.Volume), quirks.NumericPrices);
        json.Value(turnover, Wire.Plain(candle.Turnover), quirks.NumericPrices);
        json.Value("time", candle.OpenTime.ToString(CultureInfo.InvariantCulture), quirks.NumericTimes);
        json.WriteString("type", type);
        json.WriteEndObject();
    }

    public static Refusal? PositionTiers(Exchange exchange, RestRequest request, Utf8JsonWriter json)
    {
        if (exchange.Find(request, out var market) is { } unknown) return unknown;
        json.WriteStartArray();
        var (level, start) = (0, Money.Zero);
        foreach (var tier in market.Info.MarginTiers)
        {
            json.WriteStartObject();
            json.WriteString("symbol", market.Rules.Symbol);
            json.WriteNumber("level", ++level);
            json.Amount("startValue", start);
            json.Amount("endValue", tier.NotionalCap);
            json.WriteNumber("leverage", tier.MaxLeverage);
            json.Amount("maintenanceMarginRate", tier.MaintenanceRate.Raw);
            json.WriteEndObject();
            start = tier.NotionalCap;
        }

        json.WriteEndArray();
        return null;
    }

    private static IEnumerable<SymbolMarket> Chosen(Exchange exchange, RestRequest request)
    {
        if (request.Parameter("symbols") is not { } symbols) return exchange.Markets;
        var names = symbols.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return exchange.Markets.Where(market => names.Contains(market.Rules.Symbol));
    }
}
