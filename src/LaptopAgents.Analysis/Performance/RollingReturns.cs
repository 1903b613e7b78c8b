namespace LaptopAgents.Analysis;

/// <summary>A ratio of some days in a row.</summary>
internal delegate double WindowRatio(ReadOnlySpan<double> window);

/// <summary>Ratios over a window of days that moves through the run.</summary>
internal static class RollingReturns
{
    private static readonly double YearRoot = Math.Sqrt(RunStatistics.DaysPerYear);

    /// <summary>30 days, or a third of a shorter run; zero when the run is too short for any.</summary>
    public static int WindowFor(int days) => days >= 90 ? 30 : days >= 15 ? Math.Max(5, days / 3) : 0;

    /// <summary>One value for each day from the window's end on.</summary>
    public static double[] Of(double[] daily, int window, WindowRatio ratio)
    {
        if (window == 0 || daily.Length < window) return [];
        var values = new double[daily.Length - window + 1];
        for (var i = 0; i < values.Length; i++) values[i] = ratio(new ReadOnlySpan<double>(daily, i, window));
        return values;
    }

    public static double Sharpe(ReadOnlySpan<double> window) => RiskAdjustedStatistics.Sharpe(window) * YearRoot;

    public static double Sortino(ReadOnlySpan<double> window) =>
        Moments.Mean(window) / Moments.DownsideDeviation(window) * YearRoot;

    /// <summary>Percent a year.</summary>
    public static double Volatility(ReadOnlySpan<double> window) => Moments.StandardDeviation(window) * YearRoot * 100;

    /// <summary>Beta against the benchmark's returns of the same days.</summary>
    public static double[] Beta(double[] own, double[] benchmark, int window)
    {
        if (window == 0 || benchmark.Length != own.Length || own.Length < window) return [];
        var values = new double[own.Length - window + 1];
        for (var i = 0; i < values.Length; i++)
            values[i] = Moments.Covariance(own.AsSpan(i, window), benchmark.AsSpan(i, window)) / Moments.Variance(benchmark.AsSpan(i, window));
        return values;
    }
}
