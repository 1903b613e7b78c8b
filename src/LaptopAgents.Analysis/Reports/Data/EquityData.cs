using System.Text.Json;
using LaptopAgents.Domain;

namespace LaptopAgents.Analysis;

/// <summary>
/// The equity curve thinned for a screen. Each of about 2,000 buckets keeps its lowest, highest and deepest point, so no peak and no
/// trough that a screen could show is lost.
/// </summary>
internal static class EquityData
{
    private const int Buckets = 2_000;
    private const int ExposureBuckets = 1_200;

    public static void Write(Utf8JsonWriter json, ReportModel model, Packer packer)
    {
        var result = model.Result;
        var times = result.Equity.UnixNanos;
        var equity = result.Equity.RawEquity;
        var depths = Depths(equity, result.StartEquity.Raw);
        var chosen = Thin(equity, depths);
        // The start is written by itself, whether or not the curve has a point at it.
        if (chosen.Count > 0 && times[chosen[0]] <= result.From.UnixNanos) chosen.RemoveAt(0);
        json.WriteStartObject("equity");
        json.WriteNumber("n", chosen.Count + 1);
        packer.AddDelta(result.From.UnixMilliseconds / 1000);
        foreach (var i in chosen) packer.AddDelta(times[i] / 1_000_000_000);
        packer.Flush(json, "t");
        packer.AddDelta(Cents(result.StartEquity.Raw));
        foreach (var i in chosen) packer.AddDelta(Cents(equity[i]));
        packer.Flush(json, "e");
        packer.AddDelta(0);
        foreach (var i in chosen) packer.AddDelta(depths[i]);
        packer.Flush(json, "d");
        WriteFundingFree(json, result, chosen, packer);
        EquityBand.Write(json, model, chosen, packer);
        if (model.Statistics.Track is { } track)
        {
            packer.AddDelta(Cents(result.StartEquity.Raw));
            foreach (var i in chosen) packer.AddDelta((long)Math.Round(track.Benchmark[i] * 100));
            packer.Flush(json, "b");
        }

        json.WriteEndObject();
        if (model.Statistics.Track is { } market) WriteExposure(json, result, market, packer);
    }

    /// <summary>Places of the points to keep, ascending.</summary>
    public static List<int> Thin(ReadOnlySpan<long> equity, ReadOnlySpan<int> depths)
    {
        var chosen = new List<int>(Math.Min(equity.Length, Buckets * 3));
        if (equity.Length <= Buckets * 3)
        {
            for (var i = 0; i < equity.Length; i++) chosen.Add(i);
            return chosen;
        }

        for (var bucket = 0; bucket < Buckets; bucket++)
        {
            var (from, to) = Edges(bucket, Buckets, equity.Length);
            var (low, high, deep) = (from, from, from);
            for (var i = from + 1; i < to; i++)
            {
                if (equity[i] < equity[low]) low = i;
                if (equity[i] > equity[high]) high = i;
                if (depths[i] > depths[deep]) deep = i;
            }

            AddAscending(chosen, low, high, deep);
        }

        if (chosen[^1] != equity.Length - 1) chosen.Add(equity.Length - 1);
        return chosen;
    }

    private static void AddAscending(List<int> chosen, int first, int second, int third)
    {
        if (first > second) (first, second) = (second, first);
        if (second > third) (second, third) = (third, second);
        if (first > second) (first, second) = (second, first);
        chosen.Add(first);
        if (second != first) chosen.Add(second);
        if (third != second) chosen.Add(third);
    }

    private static (int From, int To) Edges(int bucket, int buckets, int count) =>
        ((int)((long)bucket * count / buckets), (int)((long)(bucket + 1) * count / buckets));

    // Depth below the running maximum in millionths.
    private static int[] Depths(ReadOnlySpan<long> equity, long start)
    {
        var depths = new int[equity.Length];
        var peak = start;
        for (var i = 0; i < equity.Length; i++)
        {
            if (equity[i] >= peak) peak = equity[i];
            else depths[i] = (int)Math.Min(10_000_000, (peak - equity[i]) / (double)Math.Max(1, peak) * 1e6);
        }

        return depths;
    }

    private static void WriteFundingFree(Utf8JsonWriter json, RunResult result, List<int> chosen, Packer packer)
    {
        if (result.Funding.Count == 0) return;
        var times = result.Equity.UnixNanos;
        var equity = result.Equity.RawEquity;
        var (next, paid) = (0, 0L);
        packer.AddDelta(Cents(result.StartEquity.Raw));
        foreach (var i in chosen)
        {
            for (; next < result.Funding.Count && result.Funding[next].Time.UnixNanos <= times[i]; next++)
                paid += result.Funding[next].Payment.Amount.Raw;
            packer.AddDelta(Cents(equity[i] - paid));
        }

        packer.Flush(json, "f");
    }

    private static void WriteExposure(Utf8JsonWriter json, RunResult result, MarketTrack track, Packer packer)
    {
        var times = result.Equity.UnixNanos;
        var equity = result.Equity.RawEquity;
        var buckets = Math.Min(ExposureBuckets, times.Length);
        var (longs, shorts, leverages) = (new long[buckets], new long[buckets], new long[buckets]);
        for (var bucket = 0; bucket < buckets; bucket++)
        {
            var (from, to) = Edges(bucket, buckets, times.Length);
            packer.AddDelta(times[from] / 1_000_000_000);
            for (var i = from; i < to; i++)
            {
                var net = (long)track.Net[i];
                longs[bucket] = Math.Max(longs[bucket], net);
                shorts[bucket] = Math.Min(shorts[bucket], net);
                if (equity[i] > 0) leverages[bucket] = Math.Max(leverages[bucket], (long)(track.Gross[i] * 1e11 / equity[i]));
            }
        }

        json.WriteStartObject("exposure");
        packer.Flush(json, "t");
        WriteColumn(json, packer, "long", longs);
        WriteColumn(json, packer, "short", shorts);
        WriteColumn(json, packer, "leverage", leverages);
        json.WriteEndObject();
    }

    private static void WriteColumn(Utf8JsonWriter json, Packer packer, string key, long[] values)
    {
        foreach (var value in values) packer.AddDelta(value);
        packer.Flush(json, key);
    }

    public static long Cents(long raw) => raw / 1_000_000;
}
