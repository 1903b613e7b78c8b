namespace LaptopAgents.Runtime.Observability;

/// <summary>Upper bounds of the buckets of histograms, in milliseconds.</summary>
internal static class MetricBounds
{
    public static readonly double[] StepTimeMs =
        [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000];

    public static readonly double[] FillLatencyMs = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 60_000];
}
