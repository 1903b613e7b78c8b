using static LaptopAgents.Analysis.StatisticUnit;

namespace LaptopAgents.Analysis;

/// <summary>Longs and shorts apart.</summary>
internal static class SideStatistics
{
    public static void AddTo(StatisticList list, RunStatistics run)
    {
        list.Group = StatisticGroup.Side;
        Add(list, "long", "Long", run.Longs);
        Add(list, "short", "Short", run.Shorts);
        list.Add("long_share_pct", "Share of longs", run.Longs.Count * 100.0 / run.Trades.Count, Percent, "Long trades ÷ all trades", SampleKind.Trades, 30);
    }

    private static void Add(StatisticList list, string key, string word, TradeSample trades)
    {
        list.Add($"{key}_trades", $"{word} trades", trades.Count, $"{word} round trips");
        list.Add($"{key}_net_pnl", $"{word} net profit", trades.TotalNet(), $"Sum of net results of {key} trades");
        list.Add($"{key}_win_rate_pct", $"{word} win rate", trades.WinRate * 100, Percent, "Winners ÷ trades, after costs", SampleKind.Trades, 60);
        list.Add($"{key}_profit_factor", $"{word} profit factor", trades.ProfitFactor, Ratio, "Sum of wins ÷ sum of losses", SampleKind.Trades, 60);
        list.Add($"{key}_mean_trade", $"{word} mean trade", Moments.Mean(trades.Net), StatisticUnit.Amount, "Mean net result", SampleKind.Trades, 60);
        list.Add($"{key}_expectancy_r", $"{word} expectancy in R", Moments.Mean(trades.R), R, "Mean net result in units of risk", SampleKind.Trades, 60);
        list.Add($"{key}_payoff_ratio", $"{word} payoff ratio", trades.Payoff, Ratio, "Mean win ÷ mean loss", SampleKind.Trades, 60);
    }
}
