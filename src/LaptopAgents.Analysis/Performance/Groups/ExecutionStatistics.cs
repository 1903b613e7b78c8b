using System.Runtime.InteropServices;
using LaptopAgents.Domain;
using static LaptopAgents.Analysis.StatisticUnit;

namespace LaptopAgents.Analysis;

/// <summary>What became of orders, and how much of the result hangs on what bars cannot tell.</summary>
internal static class ExecutionStatistics
{
    public static void AddTo(StatisticList list, RunStatistics run)
    {
        list.Group = StatisticGroup.Execution;
        var result = run.Result;
        list.Add("orders", "Orders", result.Orders.Count, "Orders of all kinds, denied ones included");
        list.Add("fills", "Fills", result.Fills.Count, "Executions");
        Status("denied", "Denied", OrderStatus.Denied, "Refused by our own risk gate");
        Status("rejected", "Rejected", OrderStatus.Rejected, "Refused by the venue");
        Status("canceled", "Canceled", OrderStatus.Canceled, "Taken back, the losing leg of a stop-and-target pair included");
        Status("expired", "Expired", OrderStatus.Expired, "Ended by their time in force");
        list.Add("fill_ratio_pct", "Orders filled", Share(result.Orders, static order => order.FilledQuantity.IsPositive, static _ => true), Percent,
            "Orders with any fill ÷ all orders", SampleKind.Orders, 30);
        list.Add("limit_fill_ratio_pct", "Limit entries filled",
            Share(result.Orders, static order => order.FilledQuantity.IsPositive, IsLimitEntry), Percent,
            "Limit entries with any fill ÷ limit entries", SampleKind.Orders, 30);
        list.Add("maker_share_pct", "Maker fills", FillShare(result, static fill => fill.Liquidity == LiquidityRole.Maker), Percent,
            "Fills that added liquidity ÷ fills");
        Exit("stop_exits_pct", "Closed by a stop", static purpose => purpose is OrderPurpose.StopLoss or OrderPurpose.TrailingStop);
        Exit("target_exits_pct", "Closed at a target", static purpose => purpose is OrderPurpose.TakeProfit);
        Exit("time_exits_pct", "Closed by time", static purpose => purpose is OrderPurpose.TimeStop);
        Exit("signal_exits_pct", "Closed by a signal", static purpose => purpose is OrderPurpose.SignalExit or OrderPurpose.Entry);
        Flag("path_dependent_fills", "Path-dependent fills", FillFlags.PathDependent, "Fills that would differ if the price had gone the other way round inside its bar");
        Flag("entry_bar_fills", "Entry-bar fills", FillFlags.EntryBar, "Fills in the bar in which their order became active");
        Flag("gap_fills", "Gap fills", FillFlags.Gap, "Fills where the market jumped over the price");
        Flag("assumed_spread_fills", "Fills on an assumed spread", FillFlags.AssumedSpread, "The spread was a constant or an estimate, not a quote");
        Flag("assumed_mark_fills", "Fills on an assumed mark", FillFlags.AssumedMark, "The mark price was not in the data");
        list.Add("daily_loss_days", "Days ended by the daily loss limit", result.DailyLossDays, "UTC days on which trading.max_daily_loss_usd was lost: no entry until the next day");
        list.Add("liquidations", "Liquidations", Count(result.Fills, static fill => fill.Purpose == OrderPurpose.Liquidation), "Fills that the venue forced");

        void Status(string key, string label, OrderStatus status, string formula) =>
            list.Add(key, label, CountOrders(result.Orders, order => order.Status == status), formula);

        void Flag(string key, string label, FillFlags flag, string formula) =>
            list.Add(key, label, Count(result.Fills, fill => (fill.Flags & flag) != 0), formula);

        void Exit(string key, string label, Predicate<OrderPurpose> isMatch)
        {
            var count = 0;
            foreach (ref readonly var trade in CollectionsMarshal.AsSpan(result.Trades))
                if (isMatch(trade.ExitPurpose)) count++;
            list.Add(key, label, count * 100.0 / result.Trades.Count, Percent, "Share of trades", SampleKind.Trades, 30);
        }
    }

    public static int Count(List<FillRecord> fills, Predicate<FillRecord> isMatch)
    {
        var count = 0;
        foreach (ref readonly var fill in CollectionsMarshal.AsSpan(fills))
            if (isMatch(fill)) count++;
        return count;
    }

    private static int CountOrders(List<OrderRecord> orders, Predicate<OrderRecord> isMatch)
    {
        var count = 0;
        foreach (ref readonly var order in CollectionsMarshal.AsSpan(orders))
            if (isMatch(order)) count++;
        return count;
    }

    private static double Share(List<OrderRecord> orders, Predicate<OrderRecord> isMatch, Predicate<OrderRecord> isCounted)
    {
        var (matching, counted) = (0, 0);
        foreach (ref readonly var order in CollectionsMarshal.AsSpan(orders))
        {
            if (!isCounted(order)) continue;
            counted++;
            if (isMatch(order)) matching++;
        }

        return matching * 100.0 / counted;
    }

    private static double FillShare(RunResult result, Predicate<FillRecord> isMatch) => Count(result.Fills, isMatch) * 100.0 / result.Fills.Count;

    private static bool IsLimitEntry(OrderRecord order) =>
        order is { Type: OrderType.Limit or OrderType.StopLimit, Purpose: OrderPurpose.Entry } && order.Status != OrderStatus.Denied;
}
