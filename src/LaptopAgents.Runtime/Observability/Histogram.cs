namespace LaptopAgents.Runtime.Observability;

/// <summary>
/// Counts values by size. One writer, any number of readers, no lock: each count is read whole, and a reader may see a value that was
/// counted while it was reading, which a histogram forgives.
/// </summary>
internal sealed class Histogram(double[] bounds)
{
    private readonly long[] _counts = new long[bounds.Length + 1];
    private double _sum;
    private double _largest;

    public void Add(double value)
    {
        var place = 0;
        while (place < bounds.Length && value > bounds[place]) place++;
        Volatile.Write(ref _counts[place], _counts[place] + 1);
        Volatile.Write(ref _sum, _sum + value);
        if (value > _largest) Volatile.Write(ref _largest, value);
    }

    public HistogramView Read()
    {
        var counts = new long[_counts.Length];
        for (var i = 0; i < counts.Length; i++) counts[i] = Volatile.Read(ref _counts[i]);
        return new HistogramView(bounds, counts, Volatile.Read(ref _sum), Volatile.Read(ref _largest));
    }
}

/// <summary>A histogram at one instant.</summary>
/// <param name="Bounds">Upper bound of each bucket, inclusive; one bucket more takes what is larger.</param>
/// <param name="Counts">Values in each bucket.</param>
public sealed record HistogramView(IReadOnlyList<double> Bounds, IReadOnlyList<long> Counts, double Sum, double Largest)
{
    public long Count => Counts.Sum();

    /// <summary>
    /// The upper bound of the bucket that holds a quantile, or the largest value where there is no bound or less was seen; null without values.
    /// </summary>
    /// <param name="fraction">From 0 to 1.</param>
    public double? Quantile(double fraction)
    {
        var total = Count;
        if (total == 0) return null;
        var wanted = Math.Max(1, (long)Math.Ceiling(fraction * total));
        long seen = 0;
        for (var i = 0; i < Bounds.Count; i++)
        {
            seen += Counts[i];
            if (seen >= wanted) return Math.Min(Bounds[i], Largest);
        }

        return Largest;
    }
}
