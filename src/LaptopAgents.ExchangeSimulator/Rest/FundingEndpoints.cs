using System.Text.Json;
using LaptopAgents.Domain;

namespace LaptopAgents.ExchangeSimulator;

/// <summary>Funding rates: the present one, of one pair or all, and those that were settled.</summary>
internal static class FundingEndpoints
{
    public static Refusal? Current(Exchange exchange, RestRequest request, Utf8JsonWriter json)
    {
        if (exchange.Find(request, out var market) is { } unknown) return unknown;
        if (exchange.Quirks.FundingRateAsArray) json.WriteStartArray();
        Write(exchange, market, json);
        if (exchange.Quirks.FundingRateAsArray) json.WriteEndArray();
        return null;
    }

    public static Refusal? All(Exchange exchange, RestRequest request, Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (var market in exchange.Markets) Write(exchange, market, json);
        json.WriteEndArray();
        return null;
    }

    public static Refusal? History(Exchange exchange, RestRequest request, Utf8JsonWriter json)
    {
        if (exchange.Find(request, out var market) is { } unknown) return unknown;
        var limit = Math.Clamp(request.Number("limit", 100), 1, 200);
        // The documented name lacks a letter; clients send either.
        var start = request.Number("starTime", request.Number("startTime", 0));
        var end = request.Number("endTime", long.MaxValue);
        json.WriteStartArray();
        for (var i = market.Settlements.Count - 1; i >= 0 && limit > 0; i--)
        {
            var (time, rate) = market.Settlements[i];
            if (time / 1_000_000 > end) continue;
            if (time / 1_000_000 < start) break;
            json.WriteStartObject();
            json.Amount("fundingRate", rate.Rate.Raw);
            json.Ms("fundingTime", time, exchange.Quirks);
            json.AmountOrNull("markPrice", rate.MarkPrice.Raw);
            json.WriteEndObject();
            limit--;
        }

        json.WriteEndArray();
        return null;
    }

    /// <summary>The rate as the present-rate calls and the price channel show it: the last settled one, in percent.</summary>
    public static string Shown(Exchange exchange, SymbolMarket market)
    {
        var rate = market.Settlements.Count == 0 ? Rate.Zero : market.Settlements[^1].Rate.Rate;
        var fraction = FixedPoint.ToDecimal(rate.Raw);
        return Wire.Plain(exchange.Quirks.FundingRateAsFraction ? fraction : fraction * 100m);
    }

    private static void Write(Exchange exchange, SymbolMarket market, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("symbol", market.Rules.Symbol);
        json.Amount("markPrice", market.Mark.Raw);
        json.Amount("lastPrice", market.Last.Raw);
        json.AmountOrNull("indexPrice", market.Index.Raw);
        json.WriteString("fundingRate", Shown(exchange, market));
        json.WriteNumber("fundingInterval", market.Rules.FundingIntervalHours);
        json.Ms("nextFundingTime", market.NextSettlement(exchange.Now), exchange.Quirks);
        json.WriteString("maxFundingRate", "0.3");
        json.WriteString("minFundingRate", "-0.3");
        json.WriteEndObject();
    }
}
