namespace LaptopAgents.Analysis;

/// <summary>Descriptive statistics of a sample. Each is NaN where it is not defined; callers turn that into "does not exist".</summary>
internal static class Moments
{
    public static double Sum(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values) sum += value;
        return sum;
    }

    public static double Mean(ReadOnlySpan<double> values) => values.IsEmpty ? double.NaN : Sum(values) / values.Length;

    /// <summary>Unbiased: divides by n − 1.</summary>
    public static double Variance(ReadOnlySpan<double> values)
    {
        if (values.Length < 2) return double.NaN;
        return CentralSum(values, 2) / (values.Length - 1);
    }

    public static double StandardDeviation(ReadOnlySpan<double> values) => Math.Sqrt(Variance(values));

    /// <summary>Root mean square of what lies below <paramref name="target"/>, over all values.</summary>
    public static double DownsideDeviation(ReadOnlySpan<double> values, double target = 0)
    {
        var sum = 0.0;
        foreach (var value in values)
            if (value < target) sum += (value - target) * (value - target);
        return values.IsEmpty ? double.NaN : Math.Sqrt(sum / values.Length);
    }

    /// <summary>Population skewness m₃ / m₂^1.5.</summary>
    public static double PopulationSkewness(ReadOnlySpan<double> values)
    {
        var n = values.Length;
        return CentralSum(values, 3) / n / Math.Pow(CentralSum(values, 2) / n, 1.5);
    }

    /// <summary>Population kurtosis m₄ / m₂²; 3 for a normal distribution.</summary>
    public static double PopulationKurtosis(ReadOnlySpan<double> values)
    {
        var n = values.Length;
        var second = CentralSum(values, 2) / n;
        return CentralSum(values, 4) / n / (second * second);
    }

    /// <summary>Adjusted Fisher–Pearson skewness (the G₁ of most packages).</summary>
    public static double Skewness(ReadOnlySpan<double> values)
    {
        double n = values.Length;
        return n < 3 ? double.NaN : PopulationSkewness(values) * Math.Sqrt(n * (n - 1)) / (n - 2);
    }

    /// <summary>Unbiased excess kurtosis (the G₂ of most packages); 0 for a normal distribution.</summary>
    public static double ExcessKurtosis(ReadOnlySpan<double> values)
    {
        double n = values.Length;
        return n < 4 ? double.NaN : (n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * (PopulationKurtosis(values) - 3) + 6);
    }

    /// <summary>Quantile of ascending values with linear interpolation between the closest ranks.</summary>
    public static double Quantile(ReadOnlySpan<double> sorted, double probability)
    {
        if (sorted.IsEmpty) return double.NaN;
        var place = probability * (sorted.Length - 1);
        var lower = (int)place;
        var upper = Math.Min(lower + 1, sorted.Length - 1);
        return sorted[lower] + (place - lower) * (sorted[upper] - sorted[lower]);
    }

    /// <summary>Pearson correlation.</summary>
    public static double Correlation(ReadOnlySpan<double> left, ReadOnlySpan<double> right) =>
        Covariance(left, right) / (StandardDeviation(left) * StandardDeviation(right));

    /// <summary>Unbiased covariance.</summary>
    public static double Covariance(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        if (left.Length < 2 || left.Length != right.Length) return double.NaN;
        var (meanLeft, meanRight) = (Mean(left), Mean(right));
        var sum = 0.0;
        for (var i = 0; i < left.Length; i++) sum += (left[i] - meanLeft) * (right[i] - meanRight);
        return sum / (left.Length - 1);
    }

    /// <summary>Correlation of a series with itself <paramref name="lag"/> steps later.</summary>
    public static double Autocorrelation(ReadOnlySpan<double> values, int lag) =>
        values.Length <= lag + 2 ? double.NaN : Correlation(values[..^lag], values[lag..]);

    /// <summary>A sorted copy.</summary>
    public static double[] Sorted(ReadOnlySpan<double> values)
    {
        var copy = values.ToArray();
        Numbers.Sort(copy);
        return copy;
    }

    private static double CentralSum(ReadOnlySpan<double> values, int power)
    {
        var mean = Mean(values);
        var sum = 0.0;
        foreach (var value in values)
        {
            var square = (value - mean) * (value - mean);
            sum += power switch { 2 => square, 3 => square * (value - mean), _ => square * square };
        }

        return sum;
    }
}
