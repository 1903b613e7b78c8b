namespace LaptopAgents.Tests.Analysis;

/// <summary>The usual ratios once more, each straight from its definition and as slowly as may be.</summary>
internal sealed class SlowRatios
{
    private readonly List<double> _returns = [];
    private readonly List<double> _depths = [];
    private readonly double _total;

    public SlowRatios(double start, double[] ends)
    {
        var all = ends.Prepend(start).ToList();
        for (var i = 1; i < all.Count; i++) _returns.Add(all[i] / all[i - 1] - 1);
        for (var i = 1; i < all.Count; i++) _depths.Add(1 - all[i] / all.Take(i + 1).Max());
        _total = all[^1] / all[0];
    }

    private double N => _returns.Count;

    private double Mean => _returns.Average();

    private double Deviation => Math.Sqrt(_returns.Sum(value => Math.Pow(value - Mean, 2)) / (N - 1));

    public double Sharpe => Mean / Deviation * Math.Sqrt(365);

    public double Sortino => Mean / Math.Sqrt(_returns.Sum(value => Math.Pow(Math.Min(value, 0), 2)) / N) * Math.Sqrt(365);

    public double MaxDrawdown => _depths.Max();

    public double Calmar => (Math.Pow(_total, 365 / N) - 1) / MaxDrawdown;

    public double Omega => _returns.Where(value => value > 0).Sum() / -_returns.Where(value => value < 0).Sum();

    public double Ulcer => Math.Sqrt(_depths.Sum(depth => depth * depth) / N);

    public double ValueAtRisk => -Percentile(0.05);

    public double Shortfall => -_returns.Where(value => value <= Percentile(0.05)).Average();

    public double TailRatio => Math.Abs(Percentile(0.95) / Percentile(0.05));

    // The form that spreadsheets print for SKEW and KURT.
    public double Skew => N / ((N - 1) * (N - 2)) * _returns.Sum(value => Math.Pow((value - Mean) / Deviation, 3));

    public double Kurtosis =>
        N * (N + 1) / ((N - 1) * (N - 2) * (N - 3)) * _returns.Sum(value => Math.Pow((value - Mean) / Deviation, 4)) - 3 * (N - 1) * (N - 1) / ((N - 2) * (N - 3));

    public double ProbabilisticSharpe
    {
        get
        {
            var population = Math.Sqrt(_returns.Sum(value => Math.Pow(value - Mean, 2)) / N);
            var third = _returns.Sum(value => Math.Pow((value - Mean) / population, 3)) / N;
            var fourth = _returns.Sum(value => Math.Pow((value - Mean) / population, 4)) / N;
            var sharpe = Mean / Deviation;
            return Normal(sharpe * Math.Sqrt(N - 1) / Math.Sqrt(1 - third * sharpe + (fourth - 1) / 4 * sharpe * sharpe));
        }
    }

    public double SmartSharpe
    {
        get
        {
            var correlation = Math.Abs(Correlation([.. _returns.SkipLast(1)], [.. _returns.Skip(1)]));
            var sum = Enumerable.Range(1, _returns.Count - 1).Sum(lag => (N - lag) / N * Math.Pow(correlation, lag));
            return Sharpe / Math.Sqrt(1 + 2 * sum);
        }
    }

    public double Stability
    {
        get
        {
            var logs = Enumerable.Range(1, _returns.Count).Select(count => _returns.Take(count).Sum(value => Math.Log(1 + value))).ToArray();
            return Math.Pow(Correlation(logs, [.. Enumerable.Range(0, logs.Length).Select(day => (double)day)]), 2);
        }
    }

    private double Percentile(double probability)
    {
        var sorted = _returns.Order().ToArray();
        var place = probability * (sorted.Length - 1);
        var (low, high) = ((int)Math.Floor(place), (int)Math.Ceiling(place));
        return low == high ? sorted[low] : sorted[low] * (high - place) + sorted[high] * (place - low);
    }

    private static double Correlation(double[] left, double[] right)
    {
        var (a, b) = (left.Average(), right.Average());
        return left.Zip(right, (x, y) => (x - a) * (y - b)).Sum() / Math.Sqrt(left.Sum(x => (x - a) * (x - a)) * right.Sum(y => (y - b) * (y - b)));
    }

    // Simpson's rule over the density.
    private static double Normal(double x)
    {
        const int Steps = 20_000;
        var width = x / Steps;
        var sum = 0.0;
        for (var i = 0; i <= Steps; i++)
            sum += (i is 0 or Steps ? 1 : i % 2 == 1 ? 4 : 2) * Math.Exp(-Math.Pow(i * width, 2) / 2);
        return 0.5 + sum * width / 3 / Math.Sqrt(2 * Math.PI);
    }
}
