using System.Text.Json;
using LaptopAgents.Domain;

namespace LaptopAgents.Bitunix;

/// <summary>One row of <c>market/kline</c>. It may still be forming: the venue marks nothing.</summary>
public sealed record VenueKline(Bar Bar)
{
    private static readonly WireShape s_shape = new("kline", "open high low close quoteVol baseVol time", "type symbol");

    internal static VenueKline Parse(JsonElement element, WireNotes notes)
    {
        var row = WireObject.Open(element, s_shape, notes);
        var (open, high, low, close) = (row.Price("open"), row.Price("high"), row.Price("low"), row.Price("close"));
        if (low.Raw <= 0 || low > high || open < low || open > high || close < low || close > high)
            throw new WireFormatException($"kline: open {open}, high {high}, low {low}, close {close} contradict each other.");
        var volume = BaseVolume(row.NumberOrNull("quoteVol") ?? 0, row.NumberOrNull("baseVol") ?? 0, low.ToDecimal(), high.ToDecimal());
        if (volume is < 0 or > 9e10m) throw new WireFormatException("kline: the volume cannot be right.");
        return new(new Bar(row.Time("time"), open, high, low, close, new(FixedPoint.FromDecimal(volume, Rounding.HalfEven))));
    }

    /// <summary>
    /// The base volume. Live, the names are swapped (<c>quoteVol</c> is the base volume), and some day the venue may mend that: turnover
    /// per volume must lie in the bar's range, which only one reading can do.
    /// </summary>
    internal static decimal BaseVolume(decimal quoteField, decimal baseField, decimal low, decimal high)
    {
        if (IsPlausible(quoteField, baseField, low, high)) return quoteField;
        return IsPlausible(baseField, quoteField, low, high) ? baseField : quoteField;
    }

    // Venues round volumes, so that the average price may stray a little from the range.
    private static bool IsPlausible(decimal volume, decimal turnover, decimal low, decimal high)
    {
        if (volume <= 0 || turnover <= 0 || volume > 9e10m || turnover > 9e18m) return false;
        return turnover >= low * volume * 0.9m && turnover <= high * volume * 1.1m;
    }
}
