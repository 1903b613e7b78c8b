using System.Text.Json;
using LaptopAgents.Domain;

namespace LaptopAgents.Analysis;

/// <summary>
/// Lowest and highest equity at each shown instant over the run and its variants: how much of the curve hangs on what bars cannot tell.
/// </summary>
internal static class EquityBand
{
    /// <param name="chosen">Places of the shown points in the run's own curve.</param>
    public static void Write(Utf8JsonWriter json, ReportModel model, List<int> chosen, Packer packer)
    {
        if (model.FillVariants.Count == 0) return;
        var (low, high) = Of(model, chosen);
        WriteColumn(json, packer, "lo", model.Result.StartEquity.Raw, low);
        WriteColumn(json, packer, "hi", model.Result.StartEquity.Raw, high);
    }

    internal static (long[] Low, long[] High) Of(ReportModel model, List<int> chosen)
    {
        var own = model.Result.Equity;
        var low = new long[chosen.Count];
        for (var i = 0; i < low.Length; i++) low[i] = own.RawEquity[chosen[i]];
        var high = (long[])low.Clone();
        foreach (var variant in model.FillVariants) Widen(variant.Result, own.UnixNanos, chosen, low, high);
        return (low, high);
    }

    private static void Widen(RunResult variant, ReadOnlySpan<long> times, List<int> chosen, long[] low, long[] high)
    {
        var others = variant.Equity.UnixNanos;
        var equity = variant.Equity.RawEquity;
        var next = 0;
        for (var i = 0; i < low.Length; i++)
        {
            while (next < others.Length && others[next] <= times[chosen[i]]) next++;
            var value = next == 0 ? variant.StartEquity.Raw : equity[next - 1];
            low[i] = Math.Min(low[i], value);
            high[i] = Math.Max(high[i], value);
        }
    }

    private static void WriteColumn(Utf8JsonWriter json, Packer packer, string key, long start, long[] values)
    {
        packer.AddDelta(EquityData.Cents(start));
        foreach (var value in values) packer.AddDelta(EquityData.Cents(value));
        packer.Flush(json, key);
    }
}
