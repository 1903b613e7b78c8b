using static LaptopAgents.Analysis.StatisticUnit;

namespace LaptopAgents.Analysis;

/// <summary>Return for each unit of risk. Daily simple returns, risk-free rate zero, 365 days.</summary>
internal static class RiskAdjustedStatistics
{
    private static readonly double YearRoot = Math.Sqrt(RunStatistics.DaysPerYear);

    public static void AddTo(StatisticList list, RunStatistics run)
    {
        list.Group = StatisticGroup.RiskAdjusted;
        var daily = run.Periods.Daily;
        var sharpe = Sharpe(daily);
        var sortino = Moments.Mean(daily) / Moments.DownsideDeviation(daily) * YearRoot;
        var penalty = AutocorrelationPenalty(daily);
        list.Add("sharpe", "Sharpe", sharpe * YearRoot, Ratio,
            "Mean ÷ standard deviation of daily returns × √365, risk-free rate 0", SampleKind.Days, 60);
        list.Add("sharpe_low", "Sharpe, low end", (sharpe - 1.96 * SharpeError(daily)) * YearRoot, Ratio,
            "Lower end of the 95 % interval of the Sharpe ratio, skew and kurtosis included", SampleKind.Days, 60);
        list.Add("sharpe_high", "Sharpe, high end", (sharpe + 1.96 * SharpeError(daily)) * YearRoot, Ratio,
            "Upper end of the 95 % interval of the Sharpe ratio", SampleKind.Days, 60);
        list.Add("probabilistic_sharpe_pct", "Probabilistic Sharpe", Distributions.NormalCdf(sharpe / SharpeError(daily)) * 100, Percent,
            "Chance that the true Sharpe ratio is above zero, given length, skew and kurtosis of the sample", SampleKind.Days, 60);
        list.Add("min_track_days", "Track record needed", MinTrackRecord(daily), Days,
            "Days until this Sharpe ratio would differ from zero with 95 % confidence", SampleKind.Days, 60);
        list.Add("smart_sharpe", "Smart Sharpe", sharpe * YearRoot / penalty, Ratio,
            "Sharpe ÷ a penalty for autocorrelated returns", SampleKind.Days, 60);
        list.Add("sortino", "Sortino", sortino, Ratio, "Mean daily return ÷ downside deviation × √365", SampleKind.Days, 60);
        list.Add("smart_sortino", "Smart Sortino", sortino / penalty, Ratio, "Sortino ÷ a penalty for autocorrelated returns", SampleKind.Days, 60);
        list.Add("adjusted_sortino", "Sortino ÷ √2", sortino / Math.Sqrt(2), Ratio, "Sortino scaled so that it compares with Sharpe", SampleKind.Days, 60);
        AddDrawdownRatios(list, run);
        AddGainLoss(list, run);
        AddRelative(list, run);
    }

    /// <summary>Sharpe ratio of one period.</summary>
    public static double Sharpe(ReadOnlySpan<double> returns) => Moments.Mean(returns) / Moments.StandardDeviation(returns);

    /// <summary>
    /// Standard error of the daily Sharpe ratio: √((1 − γ₃ S + (γ₄ − 1) ÷ 4 · S²) ÷ (n − 1)), with population skewness γ₃ and
    /// kurtosis γ₄ (Bailey and López de Prado, "The Sharpe ratio efficient frontier", 2012).
    /// </summary>
    public static double SharpeError(double[] daily) => Math.Sqrt(SharpeSpread(daily) / (daily.Length - 1));

    private static double SharpeSpread(double[] daily)
    {
        var sharpe = Sharpe(daily);
        return 1 - Moments.PopulationSkewness(daily) * sharpe + (Moments.PopulationKurtosis(daily) - 1) / 4 * sharpe * sharpe;
    }

    private static double MinTrackRecord(double[] daily)
    {
        var sharpe = Sharpe(daily);
        return sharpe <= 0 ? double.NaN : 1 + SharpeSpread(daily) * Math.Pow(1.6448536269514722 / sharpe, 2);
    }

    // √(1 + 2 Σ (n − k) / n · |ρ|ᵏ) over all lags k, with ρ the autocorrelation at lag one.
    private static double AutocorrelationPenalty(double[] daily)
    {
        var correlation = Math.Abs(Moments.Autocorrelation(daily, 1));
        var (sum, power) = (0.0, 1.0);
        for (var lag = 1; lag < daily.Length; lag++)
        {
            power *= correlation;
            sum += (daily.Length - lag) / (double)daily.Length * power;
        }

        return Math.Sqrt(1 + 2 * sum);
    }

    private static void AddDrawdownRatios(StatisticList list, RunStatistics run)
    {
        var cagr = ReturnStatistics.Cagr(run);
        var depth = run.Drawdowns.MaxDepth;
        var daily = run.Periods.Daily;
        var depths = RiskStatistics.DailyDepths(daily);
        list.Add("calmar", "Calmar", cagr / depth, Ratio, "Yearly growth ÷ largest drawdown", SampleKind.Days, 90);
        list.Add("return_to_drawdown", "Return ÷ drawdown", run.TotalReturn / depth, Ratio, "Total return ÷ largest drawdown, both in percent", SampleKind.Days, 30);
        list.Add("recovery_factor", "Recovery factor", run.Costs.Net.ToDouble() / run.Drawdowns.MaxAmount.ToDouble(), Ratio,
            "Net profit ÷ largest drawdown amount", SampleKind.Days, 30);
        list.Add("martin", "Ulcer performance (Martin)", cagr / RiskStatistics.Ulcer(daily), Ratio, "Yearly growth ÷ ulcer index", SampleKind.Days, 90);
        list.Add("pain_ratio", "Pain ratio", cagr / Moments.Mean(depths), Ratio, "Yearly growth ÷ pain index", SampleKind.Days, 90);
        list.Add("serenity", "Serenity", Serenity(daily, depths), Ratio,
            "Sum of returns ÷ (ulcer index × (mean of the worst 5 % drawdowns ÷ daily volatility))", SampleKind.Days, 90);
        list.Add("stability", "Stability of growth", Stability(daily), Ratio,
            "R² of a straight line through log equity; 1 means perfectly steady growth or loss", SampleKind.Days, 60);
    }

    private static void AddGainLoss(StatisticList list, RunStatistics run)
    {
        var daily = run.Periods.Daily;
        var omega = Omega(daily);
        var sorted = Moments.Sorted(daily);
        var tail = Math.Abs(Moments.Quantile(sorted, 0.95) / Moments.Quantile(sorted, 0.05));
        list.Add("omega", "Omega", omega, Ratio, "Sum of daily gains ÷ sum of daily losses", SampleKind.Days, 60);
        list.Add("gain_to_pain", "Gain to pain, daily", omega - 1, Ratio, "Sum of daily returns ÷ sum of daily losses", SampleKind.Days, 60);
        list.Add("gain_to_pain_month", "Gain to pain, monthly", Omega(run.Periods.Monthly) - 1, Ratio,
            "Sum of monthly returns ÷ sum of monthly losses", SampleKind.Months, 12);
        list.Add("common_sense_ratio", "Common sense ratio", omega * tail, Ratio, "Omega × tail ratio; above 1 the shape of returns helps", SampleKind.Days, 60);
        list.Add("cpc_index", "CPC index", run.Trades.ProfitFactor * run.Trades.WinRate * run.Trades.Payoff, Ratio,
            "Profit factor × win rate × payoff ratio; above 1.2 is usually asked for", SampleKind.Trades, 30);
    }

    private static void AddRelative(StatisticList list, RunStatistics run)
    {
        var relative = run.Relative;
        list.Add("alpha_pct", "Alpha per year", relative.Alpha * RunStatistics.DaysPerYear * 100, Percent,
            "Mean daily return − beta × buy and hold's, × 365", SampleKind.Days, 60);
        list.Add("information_ratio", "Information ratio", Sharpe(relative.Active) * YearRoot, Ratio,
            "Mean ÷ standard deviation of the daily difference from buy and hold × √365", SampleKind.Days, 60);
        list.Add("treynor", "Treynor", Moments.Mean(relative.Own) * RunStatistics.DaysPerYear / relative.Beta, Ratio,
            "Mean return per year ÷ beta", SampleKind.Days, 60);
        list.Add("r_squared", "R²", Math.Pow(Moments.Correlation(relative.Own, relative.Benchmark), 2), Ratio,
            "Share of the daily variance that buy and hold explains", SampleKind.Days, 60);
    }

    private static double Omega(double[] returns)
    {
        var (gains, losses) = (0.0, 0.0);
        foreach (var value in returns)
            if (value > 0) gains += value;
            else losses -= value;
        return gains / losses;
    }

    private static double Serenity(double[] daily, double[] depths)
    {
        var falls = new double[depths.Length];
        for (var i = 0; i < falls.Length; i++) falls[i] = -depths[i];
        falls = Moments.Sorted(falls);
        var pitfall = -RiskStatistics.TailMean(falls, 0.05) / Moments.StandardDeviation(daily);
        return Moments.Sum(daily) / (RiskStatistics.Ulcer(daily) * pitfall);
    }

    private static double Stability(double[] daily)
    {
        var (logs, days) = (new double[daily.Length], new double[daily.Length]);
        var wealth = 0.0;
        for (var i = 0; i < daily.Length; i++)
        {
            wealth += Math.Log(Math.Max(1e-12, 1 + daily[i]));
            (logs[i], days[i]) = (wealth, i);
        }

        return Math.Pow(Moments.Correlation(logs, days), 2);
    }
}
