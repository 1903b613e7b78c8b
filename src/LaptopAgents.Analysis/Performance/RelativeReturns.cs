namespace LaptopAgents.Analysis;

/// <summary>Daily returns of the run beside those of its benchmark, day by day.</summary>
internal sealed class RelativeReturns
{
    private RelativeReturns(double[] own, double[] benchmark, double total)
    {
        Own = own;
        Benchmark = benchmark;
        BenchmarkTotal = total;
        Active = new double[own.Length];
        for (var i = 0; i < own.Length; i++) Active[i] = own[i] - benchmark[i];
    }

    public static RelativeReturns None { get; } = new([], [], double.NaN);

    public double[] Own { get; }

    public double[] Benchmark { get; }

    /// <summary>Own minus benchmark.</summary>
    public double[] Active { get; }

    /// <summary>The benchmark's return over the whole run, a fraction.</summary>
    public double BenchmarkTotal { get; }

    public double Beta => Moments.Covariance(Own, Benchmark) / Moments.Variance(Benchmark);

    /// <summary>Daily return that beta does not explain.</summary>
    public double Alpha => Moments.Mean(Own) - Beta * Moments.Mean(Benchmark);

    public static RelativeReturns From(RunStatistics statistics, MarketTrack track)
    {
        var start = statistics.Result.StartEquity.ToDouble();
        var count = statistics.Periods.Days.Count;
        var benchmark = new double[count];
        var before = start;
        var ends = statistics.Periods.DayEnds;
        for (var day = 0; day < count; day++)
        {
            var value = track.Benchmark[ends[day]];
            benchmark[day] = before > 0 ? value / before - 1 : 0;
            before = value;
        }

        return new RelativeReturns(statistics.Periods.Daily, benchmark, start > 0 ? track.Benchmark[^1] / start - 1 : double.NaN);
    }

    /// <summary>Mean own return ÷ mean benchmark return over the days on which the benchmark rose (or fell).</summary>
    public double Capture(bool ofRises)
    {
        var (own, benchmark) = (0.0, 0.0);
        for (var i = 0; i < Own.Length; i++)
        {
            if (Benchmark[i] == 0 || Benchmark[i] > 0 != ofRises) continue;
            own += Own[i];
            benchmark += Benchmark[i];
        }

        return own / benchmark;
    }
}
