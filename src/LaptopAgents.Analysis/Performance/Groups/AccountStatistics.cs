using LaptopAgents.Domain;
using static LaptopAgents.Analysis.StatisticUnit;

namespace LaptopAgents.Analysis;

/// <summary>The account itself: equity, leverage, margin.</summary>
internal static class AccountStatistics
{
    public static void AddTo(StatisticList list, RunStatistics run)
    {
        list.Group = StatisticGroup.Account;
        var result = run.Result;
        var (low, high) = (result.StartEquity.Raw, result.StartEquity.Raw);
        foreach (var equity in result.Equity.RawEquity) (low, high) = (Math.Min(low, equity), Math.Max(high, equity));
        list.Add("start_equity", "Start equity", result.StartEquity, "Equity before the first bar");
        list.Add("end_equity", "End equity", result.EndEquity, "Cash plus the open result at the end");
        list.Add("high_equity", "Highest equity", new Money(high), "Highest mark-to-market value at a bar's close");
        list.Add("low_equity", "Lowest equity", new Money(low), "Lowest mark-to-market value at a bar's close");
        list.Add("open_pnl_at_end", "Open result at the end", result.EndEquity - result.EndCash, "End equity − cash");
        list.Add("max_notional", "Largest position", run.Exposure.MaxGross, StatisticUnit.Amount, "Largest sum of absolute notionals at a bar's close");
        list.Add("max_leverage", "Largest leverage", run.Exposure.MaxLeverage, Ratio, "Largest notional ÷ equity at a bar's close");
        list.Add("mean_leverage", "Mean leverage", run.Exposure.MeanLeverage, Ratio, "Mean of notional ÷ equity over the bars with a position");
        list.Add("max_margin_use_pct", "Largest margin use", run.Exposure.MaxMarginUse * 100, Percent,
            "Largest maintenance requirement ÷ what stands for it (equity in cross margin, the position's own margin in isolated); liquidation at 100 %");
        list.Add("min_liquidation_distance_pct", "Nearest to liquidation", run.Exposure.MinLiquidationDistance * 100, Percent,
            "Smallest adverse price move that would have met the maintenance requirement: of all positions together in cross margin, of one in isolated");
    }
}
