namespace LaptopAgents.Analysis;

/// <summary>Counts of values in equal bins.</summary>
/// <param name="First">Lower edge of the first bin.</param>
/// <param name="Width">Width of each bin.</param>
internal sealed record Histogram(double First, double Width, int[] Counts)
{
    /// <summary>
    /// Bins of a round width (1, 2 or 5 × a power of ten) with an edge at zero, about <paramref name="target"/> of them. Values
    /// beyond the 0.5th and 99.5th percentile fall into the outermost bins, so that one outlier cannot flatten the picture.
    /// </summary>
    public static Histogram Of(double[] values, int target)
    {
        if (values.Length == 0) return new Histogram(0, 1, []);
        var sorted = Moments.Sorted(values);
        var (low, high) = (Moments.Quantile(sorted, 0.005), Moments.Quantile(sorted, 0.995));
        var width = RoundWidth((high - low) / target);
        var first = Math.Floor(low / width) * width;
        var counts = new int[Math.Max(1, (int)Math.Floor((high - first) / width) + 1)];
        foreach (var value in values) counts[Math.Clamp((int)Math.Floor((value - first) / width), 0, counts.Length - 1)]++;
        return new Histogram(first, width, counts);
    }

    private static double RoundWidth(double width)
    {
        if (width <= 0 || !double.IsFinite(width)) return 1;
        var power = Math.Pow(10, Math.Floor(Math.Log10(width)));
        return (width / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 } * power;
    }
}
