using static LaptopAgents.Analysis.StatisticUnit;

namespace LaptopAgents.Analysis;

/// <summary>What the account earned, in total and per period.</summary>
internal static class ReturnStatistics
{
    public static void AddTo(StatisticList list, RunStatistics run)
    {
        list.Group = StatisticGroup.Return;
        var daily = run.Periods.Daily;
        list.Add("net_pnl", "Net profit", run.Costs.Net, "Gross result − fees + funding, of everything that was closed");
        list.Add("total_return_pct", "Total return", run.TotalReturn * 100, Percent, "End equity ÷ start equity − 1");
        list.Add("cagr_pct", "Yearly growth (CAGR)", Cagr(run) * 100, Percent,
            "(End ÷ start) to the power of 365 ÷ days, − 1", SampleKind.Days, 90);
        list.Add("annual_mean_return_pct", "Mean return per year", Moments.Mean(daily) * RunStatistics.DaysPerYear * 100, Percent,
            "Mean daily return × 365", SampleKind.Days, 90);
        list.Add("return_before_funding_pct", "Return without funding", run.TotalReturn * 100 - Share(run, run.Costs.Funding.ToDouble()), Percent,
            "Total return − funding ÷ start equity");
        AddBenchmark(list, run);
        list.Add("mean_day_pct", "Mean day", Moments.Mean(daily) * 100, Percent, "Mean of the daily returns", SampleKind.Days, 30);
        list.Add("median_day_pct", "Median day", Moments.Quantile(Moments.Sorted(daily), 0.5) * 100, Percent,
            "Middle one of the daily returns", SampleKind.Days, 30);
        list.Add("expected_day_pct", "Expected day", Geometric(daily) * 100, Percent,
            "Geometric mean of the daily returns", SampleKind.Days, 30);
        list.Add("expected_month_pct", "Expected month", Geometric(run.Periods.Monthly) * 100, Percent,
            "Geometric mean of the monthly returns", SampleKind.Months, 6);
        AddExtremes(list, "day", "day", daily, SampleKind.Days, 30);
        AddExtremes(list, "week", "week", run.Periods.Weekly, SampleKind.Days, 90);
        AddExtremes(list, "month", "month", run.Periods.Monthly, SampleKind.Months, 6);
        list.Add("mean_up_day_pct", "Mean winning day", Moments.Mean(Numbers.Above(daily)) * 100, Percent, "Mean of the returns above zero", SampleKind.Days, 30);
        list.Add("mean_down_day_pct", "Mean losing day", Moments.Mean(Numbers.Below(daily)) * 100, Percent, "Mean of the returns below zero", SampleKind.Days, 30);
        list.Add("days_up", "Winning days", Numbers.Above(daily).Length, "Days with a return above zero");
        list.Add("days_down", "Losing days", Numbers.Below(daily).Length, "Days with a return below zero");
        list.Add("days_flat", "Flat days", daily.Length - Numbers.Above(daily).Length - Numbers.Below(daily).Length, "Days with a return of exactly zero");
    }

    /// <summary>Compound annual growth rate, a fraction; −1 when nothing is left.</summary>
    public static double Cagr(RunStatistics run)
    {
        var growth = 1 + run.TotalReturn;
        if (run.Days <= 0 || double.IsNaN(growth)) return double.NaN;
        return growth <= 0 ? -1 : Math.Pow(growth, RunStatistics.DaysPerYear / run.Days) - 1;
    }

    private static void AddBenchmark(StatisticList list, RunStatistics run)
    {
        var benchmark = run.Relative.BenchmarkTotal * 100;
        list.Add("benchmark_return_pct", "Buy and hold", benchmark, Percent,
            "Return of holding the market unlevered from the first bar, funding included, fees left out");
        list.Add("excess_return_pct", "Ahead of buy and hold", run.TotalReturn * 100 - benchmark, Percent, "Total return − buy and hold");
        list.Add("benchmark_funding_pct", "Funding of buy and hold", run.Track is null ? null : Share(run, run.Track.BenchmarkFunding), Percent,
            "What holding the market received (+) or paid (−) in funding, as a part of start equity");
    }

    private static void AddExtremes(StatisticList list, string key, string word, double[] returns, SampleKind sample, int needed)
    {
        var sorted = Moments.Sorted(returns);
        list.Add($"best_{key}_pct", $"Best {word}", sorted.Length == 0 ? null : sorted[^1] * 100, Percent, $"Largest return of one {word}", sample, needed);
        list.Add($"worst_{key}_pct", $"Worst {word}", sorted.Length == 0 ? null : sorted[0] * 100, Percent, $"Smallest return of one {word}", sample, needed);
        list.Add($"winning_{key}s_pct", $"Winning {word}s", Numbers.Above(returns).Length * 100.0 / returns.Length, Percent,
            $"Share of {word}s with a return above zero", sample, needed);
    }

    private static double Share(RunStatistics run, double amount) => amount / run.Result.StartEquity.ToDouble() * 100;

    private static double Geometric(double[] returns)
    {
        var logs = 0.0;
        foreach (var value in returns) logs += Math.Log(1 + value);
        return Math.Exp(logs / returns.Length) - 1;
    }
}
