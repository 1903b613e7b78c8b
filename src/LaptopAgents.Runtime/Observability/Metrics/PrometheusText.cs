using System.Globalization;
using System.Text;

namespace LaptopAgents.Runtime.Observability;

/// <summary>Writes metrics in the text format 0.0.4 of Prometheus.</summary>
internal static class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    public static string Write(IReadOnlyList<Metric> metrics)
    {
        var text = new StringBuilder();
        foreach (var metric in metrics)
        {
            text.Append("# HELP ").Append(metric.Name).Append(' ').Append(metric.Help).Append('\n');
            text.Append("# TYPE ").Append(metric.Name).Append(' ').Append(metric.Kind).Append('\n');
            if (metric.Histogram is { } histogram) Append(text, metric.Name, histogram);
            else foreach (var sample in metric.Samples) Append(text, metric.Name, sample.Label is { } symbol ? $"{{symbol=\"{symbol}\"}}" : "", sample.Value);
        }

        return text.ToString();
    }

    // The buckets of Prometheus count everything up to their bound.
    private static void Append(StringBuilder text, string name, HistogramView histogram)
    {
        long total = 0;
        for (var i = 0; i < histogram.Counts.Count; i++)
        {
            total += histogram.Counts[i];
            var bound = i < histogram.Bounds.Count ? histogram.Bounds[i].ToString(CultureInfo.InvariantCulture) : "+Inf";
            Append(text, name + "_bucket", $"{{le=\"{bound}\"}}", total);
        }

        Append(text, name + "_sum", "", histogram.Sum);
        Append(text, name + "_count", "", total);
    }

    private static void Append(StringBuilder text, string name, string labels, double value) =>
        text.Append(name).Append(labels).Append(' ').Append(value.ToString("R", CultureInfo.InvariantCulture)).Append('\n');
}
