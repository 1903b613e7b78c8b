namespace LaptopAgents.Analysis;

/// <summary>The list of all statistics. A new one is one line in its group.</summary>
internal static class StatisticCatalog
{
    public static IReadOnlyList<Statistic> Build(RunStatistics run)
    {
        var list = new StatisticList(
            run.Trades.Count, run.Periods.Daily.Length, run.Periods.Monthly.Length, run.Result.Orders.Count);
        ReturnStatistics.AddTo(list, run);
        RiskStatistics.AddTo(list, run);
        RiskAdjustedStatistics.AddTo(list, run);
        TradeStatistics.AddTo(list, run);
        SideStatistics.AddTo(list, run);
        TimeStatistics.AddTo(list, run);
        CostStatistics.AddTo(list, run);
        ExecutionStatistics.AddTo(list, run);
        AccountStatistics.AddTo(list, run);
        return list.Items;
    }
}
