using LaptopAgents.Domain;
using static LaptopAgents.Analysis.StatisticUnit;

namespace LaptopAgents.Analysis;

/// <summary>What single trades did.</summary>
internal static class TradeStatistics
{
    public static void AddTo(StatisticList list, RunStatistics run)
    {
        list.Group = StatisticGroup.Trade;
        var trades = run.Trades;
        list.Add("trades", "Trades", trades.Count, "Round trips from flat to flat or to the other side");
        list.Add("winners", "Winners", trades.Wins.Length, "Trades with a net result above zero");
        list.Add("losers", "Losers", trades.Losses.Length, "Trades with a net result below zero");
        list.Add("win_rate_pct", "Win rate", trades.WinRate * 100, Percent, "Winners ÷ trades, after costs", SampleKind.Trades, 30);
        list.Add("profit_factor", "Profit factor", trades.ProfitFactor, Ratio, "Sum of wins ÷ sum of losses, after costs", SampleKind.Trades, 30);
        list.Add("payoff_ratio", "Payoff ratio", trades.Payoff, Ratio, "Mean win ÷ mean loss", SampleKind.Trades, 30);
        AddResults(list, trades);
        AddSignificance(list, trades);
        AddMultiples(list, trades);
        AddConcentration(list, trades);
        list.Add("longest_wins", "Longest winning streak", trades.LongestStreak(ofWins: true), "Consecutive winners in order of closing");
        list.Add("longest_losses", "Longest losing streak", trades.LongestStreak(ofWins: false), "Consecutive losers in order of closing");
    }

    private static void AddResults(StatisticList list, TradeSample trades)
    {
        var sorted = Moments.Sorted(trades.Net);
        AddAmount("mean_trade", "Mean trade (expectancy)", Moments.Mean(trades.Net), "Mean net result of a trade");
        AddAmount("median_trade", "Median trade", Moments.Quantile(sorted, 0.5), "Middle net result");
        AddAmount("trade_deviation", "Spread of trades", Moments.StandardDeviation(trades.Net), "Standard deviation of net results (n − 1)");
        AddAmount("mean_win", "Mean win", Moments.Mean(trades.Wins), "Mean of the winners");
        AddAmount("mean_loss", "Mean loss", Moments.Mean(trades.Losses), "Mean of the losers");
        AddAmount("largest_win", "Largest win", trades.Wins.Length == 0 ? double.NaN : sorted[^1], "Best net result");
        AddAmount("largest_loss", "Largest loss", trades.Losses.Length == 0 ? double.NaN : sorted[0], "Worst net result");
        list.Add("expectancy_ratio", "Expectancy ratio", Moments.Mean(trades.Net) / -Moments.Mean(trades.Losses), Ratio,
            "Mean trade ÷ mean loss: what each unit lost on average earns", SampleKind.Trades, 30);

        void AddAmount(string key, string label, double value, string formula) =>
            list.Add(key, label, value, StatisticUnit.Amount, formula, SampleKind.Trades, 30);
    }

    private static void AddSignificance(StatisticList list, TradeSample trades)
    {
        var t = Moments.Mean(trades.Net) / (Moments.StandardDeviation(trades.Net) / Math.Sqrt(trades.Count));
        list.Add("sqn", "System quality (SQN)", t, Ratio, "√trades × mean ÷ standard deviation of net results", SampleKind.Trades, 30);
        list.Add("p_value", "P-value of the mean trade", Distributions.StudentTwoSided(t, trades.Count - 1), Ratio,
            "Two-sided t-test against a mean of zero: how easily luck alone gives this", SampleKind.Trades, 30);
        list.Add("kelly_pct", "Kelly fraction", (trades.WinRate - (1 - trades.WinRate) / trades.Payoff) * 100, Percent,
            "Win rate − (1 − win rate) ÷ payoff ratio: the share of the account that would grow it fastest, were the future like this", SampleKind.Trades, 50);
    }

    private static void AddMultiples(StatisticList list, TradeSample trades)
    {
        var sorted = Moments.Sorted(trades.R);
        var capped = Math.Min(trades.R.Length, 100);
        list.Add("expectancy_r", "Expectancy in R", Moments.Mean(trades.R), R, "Mean net result in units of the risk taken at entry", SampleKind.Trades, 30);
        list.Add("median_r", "Median R", Moments.Quantile(sorted, 0.5), R, "Middle result in units of the risk taken at entry", SampleKind.Trades, 30);
        list.Add("sqn_r", "System quality in R", Math.Sqrt(capped) * Moments.Mean(trades.R) / Moments.StandardDeviation(trades.R), Ratio,
            "√(trades, at most 100) × mean ÷ standard deviation of R", SampleKind.Trades, 30);
        var (adverse, favourable) = (Excursions(trades, isAdverse: true), Excursions(trades, isAdverse: false));
        list.Add("mean_mae_r", "Mean adverse excursion", Moments.Mean(adverse), R, "Mean of the worst open result in units of risk", SampleKind.Trades, 30);
        list.Add("mean_mfe_r", "Mean favourable excursion", Moments.Mean(favourable), R, "Mean of the best open result in units of risk", SampleKind.Trades, 30);
        list.Add("edge_ratio", "Edge ratio", Moments.Mean(favourable) / -Moments.Mean(adverse), Ratio,
            "Mean favourable ÷ mean adverse excursion; above 1 entries lean the right way", SampleKind.Trades, 30);
        list.Add("capture_pct", "Captured of the best", Capture(trades) * 100, Percent,
            "Sum of gross results of the winners ÷ sum of their best open results", SampleKind.Trades, 30);
    }

    private static void AddConcentration(StatisticList list, TradeSample trades)
    {
        var sorted = Moments.Sorted(trades.Net);
        var wins = Moments.Sum(trades.Wins);
        var top = sorted.AsSpan(Math.Max(0, sorted.Length - 5));
        list.Add("best_trade_share_pct", "Best trade's share of wins", trades.Wins.Length == 0 ? null : sorted[^1] / wins * 100, Percent,
            "Largest win ÷ sum of wins", SampleKind.Trades, 30);
        list.Add("top5_share_pct", "Top five's share of wins", trades.Wins.Length < 5 ? null : Moments.Sum(top) / wins * 100, Percent,
            "Five largest wins ÷ sum of wins", SampleKind.Trades, 30);
        list.Add("outlier_win_ratio", "Outlier wins", Moments.Quantile(sorted, 0.99) / Moments.Mean(trades.Wins), Ratio,
            "99th percentile of results ÷ mean win", SampleKind.Trades, 100);
        list.Add("outlier_loss_ratio", "Outlier losses", Moments.Quantile(sorted, 0.01) / Moments.Mean(trades.Losses), Ratio,
            "1st percentile of results ÷ mean loss", SampleKind.Trades, 100);
        list.Add("net_without_best", "Net without the best trade", trades.Count == 0 ? null : Moments.Sum(trades.Net) - sorted[^1], StatisticUnit.Amount,
            "Sum of net results less the largest", SampleKind.Trades, 30);
    }

    /// <summary>Worst (or best) open results in units of initial risk.</summary>
    public static double[] Excursions(TradeSample trades, bool isAdverse)
    {
        var values = new double[trades.Count];
        var count = 0;
        foreach (ref readonly var trade in trades.Trades.AsSpan())
            if (!trade.InitialRisk.IsZero)
                values[count++] = (isAdverse ? trade.MaxAdverseExcursion : trade.MaxFavourableExcursion).ToDouble() / trade.InitialRisk.ToDouble();
        return values[..count];
    }

    private static double Capture(TradeSample trades)
    {
        var (kept, best) = (0.0, 0.0);
        foreach (ref readonly var trade in trades.Trades.AsSpan())
        {
            if (!trade.NetPnl.IsPositive || trade.MaxFavourableExcursion <= Money.Zero) continue;
            kept += trade.GrossPnl.ToDouble();
            best += trade.MaxFavourableExcursion.ToDouble();
        }

        return kept / best;
    }
}
