using System.Text.Json;
using LaptopAgents.Domain;

namespace LaptopAgents.Runtime.Observability;

/// <summary>Writes metrics as <c>metrics.json</c>: one key for each metric, an object by symbol where it has labels.</summary>
internal static class MetricsJson
{
    public const string Name = "metrics.json";

    public static byte[] Write(string session, Timestamp time, IReadOnlyList<Metric> metrics)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("session", session);
            json.WriteString("written", time.ToString());
            foreach (var metric in metrics)
            {
                json.WritePropertyName(metric.Name);
                if (metric.Histogram is { } histogram) Write(json, histogram);
                else if (metric.Samples is [{ Label: null } only]) json.WriteNumberValue(only.Value);
                else Write(json, metric.Samples);
            }

            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<MetricSample> samples)
    {
        json.WriteStartObject();
        foreach (var sample in samples) json.WriteNumber(sample.Label ?? "", sample.Value);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, HistogramView histogram)
    {
        json.WriteStartObject();
        json.WriteNumber("count", histogram.Count);
        json.WriteNumber("sum", histogram.Sum);
        foreach (var (name, fraction) in (ReadOnlySpan<(string, double)>)[("p50", 0.5), ("p90", 0.9), ("p99", 0.99), ("max", 1)])
            if (histogram.Quantile(fraction) is { } value) json.WriteNumber(name, value);
        json.WriteEndObject();
    }
}
