using static LaptopAgents.Analysis.StatisticUnit;

namespace LaptopAgents.Analysis;

/// <summary>How much the account swung, fell and stayed down.</summary>
internal static class RiskStatistics
{
    private static readonly double YearRoot = Math.Sqrt(RunStatistics.DaysPerYear);

    public static void AddTo(StatisticList list, RunStatistics run)
    {
        list.Group = StatisticGroup.Risk;
        AddDrawdown(list, run);
        var daily = run.Periods.Daily;
        var sorted = Moments.Sorted(daily);
        list.Add("volatility_pct", "Volatility per year", Moments.StandardDeviation(daily) * YearRoot * 100, Percent,
            "Standard deviation of daily returns × √365", SampleKind.Days, 30);
        list.Add("daily_volatility_pct", "Volatility per day", Moments.StandardDeviation(daily) * 100, Percent,
            "Standard deviation of daily returns (n − 1)", SampleKind.Days, 30);
        list.Add("downside_deviation_pct", "Downside deviation per year", Moments.DownsideDeviation(daily) * YearRoot * 100, Percent,
            "Root mean square of the losing days, over all days, × √365", SampleKind.Days, 30);
        AddTails(list, sorted, daily);
        list.Add("longest_losing_days", "Longest row of losing days", LongestBelow(daily), "Consecutive days with a return below zero");
        list.Add("risk_of_halving_pct", "Risk of halving", RiskOfHalving(daily) * 100, Percent,
            "Chance of ever losing half of the account if daily log returns kept their mean μ and variance σ²: exp(−2 μ ln 2 ÷ σ²)", SampleKind.Days, 90);
        list.Add("autocorrelation", "Autocorrelation of days", Moments.Autocorrelation(daily, 1), Ratio,
            "Correlation of each day's return with the next day's", SampleKind.Days, 60);
        AddRelative(list, run.Relative);
    }

    /// <summary>Root mean square of the daily drawdowns, a fraction.</summary>
    public static double Ulcer(double[] daily)
    {
        var sum = 0.0;
        foreach (var depth in DailyDepths(daily)) sum += depth * depth;
        return Math.Sqrt(sum / daily.Length);
    }

    /// <summary>Depth below the running maximum at each day's end, as fractions.</summary>
    public static double[] DailyDepths(double[] daily)
    {
        var depths = new double[daily.Length];
        var (wealth, peak) = (1.0, 1.0);
        for (var i = 0; i < daily.Length; i++)
        {
            wealth *= 1 + daily[i];
            peak = Math.Max(peak, wealth);
            depths[i] = 1 - wealth / peak;
        }

        return depths;
    }

    /// <summary>Mean of the values at or below the quantile.</summary>
    public static double TailMean(double[] sorted, double probability)
    {
        var limit = Moments.Quantile(sorted, probability);
        var count = 0;
        while (count < sorted.Length && sorted[count] <= limit) count++;
        return Moments.Mean(sorted.AsSpan(0, count));
    }

    private static void AddDrawdown(StatisticList list, RunStatistics run)
    {
        var drawdowns = run.Drawdowns;
        var longest = 0.0;
        var (sum, days, count) = (0.0, 0.0, 0);
        foreach (var drawdown in drawdowns.All)
        {
            var length = drawdown.Length.TotalSeconds / 86_400;
            longest = Math.Max(longest, length);
            if (length < 1) continue;
            sum += drawdown.Depth;
            days += length;
            count++;
        }

        list.Add("max_drawdown_pct", "Largest drawdown", drawdowns.MaxDepth * 100, Percent,
            "Largest fall of mark-to-market equity from its highest value so far, per bar");
        list.Add("max_drawdown", "Largest drawdown, amount", drawdowns.MaxAmount, "Largest fall from a highest value, in quote currency");
        list.Add("longest_drawdown_days", "Longest drawdown", longest, Days, "Longest time from a highest value until it was reached again (or the run's end)");
        list.Add("mean_drawdown_pct", "Mean drawdown", count == 0 ? null : sum / count * 100, Percent, "Mean depth of drawdowns that lasted a day or more");
        list.Add("mean_drawdown_days", "Mean drawdown length", count == 0 ? null : days / count, Days, "Mean length of drawdowns that lasted a day or more");
        list.Add("underwater_pct", "Time under water", drawdowns.UnderwaterShare * 100, Percent, "Share of bars below the highest value so far");
        list.Add("current_drawdown_pct", "Drawdown at the end", drawdowns.CurrentDepth * 100, Percent, "Depth at the last bar");
        list.Add("ulcer_index", "Ulcer index", Ulcer(run.Periods.Daily) * 100, Percent,
            "Root mean square of the drawdowns at day ends: deep and long ones weigh most", SampleKind.Days, 30);
        list.Add("pain_index", "Pain index", Moments.Mean(DailyDepths(run.Periods.Daily)) * 100, Percent,
            "Mean of the drawdowns at day ends", SampleKind.Days, 30);
    }

    private static void AddTails(StatisticList list, double[] sorted, double[] daily)
    {
        list.Add("var_95_pct", "Value at risk 95 %", -Moments.Quantile(sorted, 0.05) * 100, Percent,
            "The loss that 95 % of the days stayed above", SampleKind.Days, 60);
        list.Add("cvar_95_pct", "Expected shortfall 95 %", -TailMean(sorted, 0.05) * 100, Percent,
            "Mean loss of the worst 5 % of the days", SampleKind.Days, 100);
        list.Add("var_99_pct", "Value at risk 99 %", -Moments.Quantile(sorted, 0.01) * 100, Percent,
            "The loss that 99 % of the days stayed above", SampleKind.Days, 200);
        list.Add("cvar_99_pct", "Expected shortfall 99 %", -TailMean(sorted, 0.01) * 100, Percent,
            "Mean loss of the worst 1 % of the days", SampleKind.Days, 300);
        list.Add("tail_ratio", "Tail ratio", Math.Abs(Moments.Quantile(sorted, 0.95) / Moments.Quantile(sorted, 0.05)), Ratio,
            "Return of the 95th percentile ÷ loss of the 5th", SampleKind.Days, 60);
        list.Add("skew", "Skewness", Moments.Skewness(daily), Ratio,
            "Adjusted Fisher–Pearson skewness of daily returns; below zero: the losses are the long tail", SampleKind.Days, 60);
        list.Add("kurtosis", "Excess kurtosis", Moments.ExcessKurtosis(daily), Ratio,
            "Unbiased excess kurtosis of daily returns; above zero: more extreme days than a normal curve", SampleKind.Days, 60);
    }

    private static void AddRelative(StatisticList list, RelativeReturns relative)
    {
        list.Add("beta", "Beta", relative.Beta, Ratio, "Covariance with buy and hold ÷ its variance, daily", SampleKind.Days, 60);
        list.Add("correlation", "Correlation with the market", Moments.Correlation(relative.Own, relative.Benchmark), Ratio,
            "Correlation of daily returns with buy and hold", SampleKind.Days, 60);
        list.Add("tracking_error_pct", "Tracking error", Moments.StandardDeviation(relative.Active) * YearRoot * 100, Percent,
            "Standard deviation of the daily difference from buy and hold × √365", SampleKind.Days, 60);
        list.Add("up_capture_pct", "Upside capture", relative.Capture(ofRises: true) * 100, Percent,
            "Own return on days when the market rose ÷ the market's", SampleKind.Days, 60);
        list.Add("down_capture_pct", "Downside capture", relative.Capture(ofRises: false) * 100, Percent,
            "Own return on days when the market fell ÷ the market's", SampleKind.Days, 60);
    }

    private static double RiskOfHalving(double[] daily)
    {
        if (daily.Length < 2) return double.NaN;
        var logs = new double[daily.Length];
        for (var i = 0; i < logs.Length; i++) logs[i] = Math.Log(Math.Max(1e-12, 1 + daily[i]));
        var (mean, variance) = (Moments.Mean(logs), Moments.Variance(logs));
        if (variance == 0) return mean < 0 ? 1 : 0;
        return mean <= 0 ? 1 : Math.Exp(-2 * mean * Math.Log(2) / variance);
    }

    private static int LongestBelow(double[] values)
    {
        var (longest, current) = (0, 0);
        foreach (var value in values)
        {
            current = value < 0 ? current + 1 : 0;
            longest = Math.Max(longest, current);
        }

        return longest;
    }
}
