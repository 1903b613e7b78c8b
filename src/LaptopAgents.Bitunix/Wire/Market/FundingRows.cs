using System.Text.Json;
using LaptopAgents.Domain;

namespace LaptopAgents.Bitunix;

/// <summary>The running funding of a pair, <c>market/funding_rate</c>. Rates are as the venue wrote them; see <see cref="FundingUnits"/>.</summary>
/// <param name="RawRate">The rate in the venue's unit, which is percent points at present.</param>
/// <param name="RawCap">Largest rate in the same unit; null when not stated.</param>
/// <param name="IntervalHours">Hours between settlements.</param>
public sealed record CurrentFunding(
    string Symbol, Price? MarkPrice, Price? LastPrice, Price? IndexPrice, decimal RawRate, decimal? RawCap, decimal? RawFloor, int IntervalHours, Timestamp? NextSettlement)
{
    private static readonly WireShape s_shape = new(
        "funding_rate", "symbol markPrice lastPrice indexPrice fundingRate fundingInterval nextFundingTime maxFundingRate minFundingRate");

    internal static CurrentFunding Parse(JsonElement element, WireNotes notes)
    {
        var row = WireObject.Open(element, s_shape, notes);
        return new(
            row.Text("symbol"), row.ComputedPriceOrNull("markPrice"), row.PriceOrNull("lastPrice"), row.ComputedPriceOrNull("indexPrice"),
            row.Number("fundingRate"), row.NumberOrNull("maxFundingRate"), row.NumberOrNull("minFundingRate"),
            row.IntegerOrNull("fundingInterval") is null ? 8 : row.SmallInteger("fundingInterval", 24 * 7), row.TimeOrNull("nextFundingTime"));
    }
}

/// <summary>One settlement of the past, <c>market/get_funding_rate_history</c>.</summary>
/// <param name="RawRate">The rate in the venue's unit, which is a fraction at present.</param>
public sealed record SettledFunding(Timestamp Time, decimal RawRate, Price? MarkPrice)
{
    private static readonly WireShape s_shape = new("funding_history", "fundingRate fundingTime markPrice", "symbol");

    internal static SettledFunding Parse(JsonElement element, WireNotes notes)
    {
        var row = WireObject.Open(element, s_shape, notes);
        return new(row.Time("fundingTime"), row.Number("fundingRate"), row.ComputedPriceOrNull("markPrice"));
    }
}
