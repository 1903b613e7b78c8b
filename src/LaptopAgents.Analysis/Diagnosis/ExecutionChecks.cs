using System.Runtime.InteropServices;
using LaptopAgents.Domain;
using static LaptopAgents.Analysis.Severity;

namespace LaptopAgents.Analysis;

/// <summary>Were the orders accepted, and would the fills have been real?</summary>
internal static class ExecutionChecks
{
    public static IReadOnlyList<Check> All { get; } =
    [
        new("denied_dominate", Serious, "Most entries were refused by the risk gate",
            static run => Entries(run) >= 5 && DeniedEntries(run) > Entries(run) * 0.5 && Denials.Top(run.Result, OrderStatus.Denied) is var top
                ? $"{Format.Number(DeniedEntries(run), 0)} of {Format.Number(Entries(run), 0)} entries; most often: {Words.Of(top.Reason)} ({Format.Number(top.Count, 0)})." : null,
            "The strategy's plans and the risk limits do not fit together.",
            "Read the reason: size, stop distance or the limit itself has to change."),
        new("denied_some", Note, "Some orders were refused by the risk gate",
            static run => Entries(run) >= 5 && DeniedEntries(run) is > 0 and var denied && denied <= Entries(run) * 0.5 && Denials.Top(run.Result, OrderStatus.Denied) is var top
                ? $"{Format.Number(denied, 0)} of {Format.Number(Entries(run), 0)} entries; most often: {Words.Of(top.Reason)} ({Format.Number(top.Count, 0)})." : null,
            "A limit did its work.",
            "Nothing, if that is what the limit is for."),
        new("rejected", Warning, "The venue refused orders",
            static run => Denials.Count(run.Result, OrderStatus.Rejected) is > 0 and var count && count > run.Result.Orders.Count * 0.02 && Denials.Top(run.Result, OrderStatus.Rejected) is var top
                ? $"{Format.Number(count, 0)} orders; most often: {Words.Of(top.Reason)} ({Format.Number(top.Count, 0)})." : null,
            "Orders break a rule of the venue that the strategy does not know.",
            "Mend the order: post-only price, margin, smallest quantity."),
        new("daily_loss_dominates", Serious, "The daily loss limit ended most days",
            static run => EndsMostDays(run) ? DailyLoss(run) : null,
            "Nothing is opened after it until the next UTC day, so there are few trades, and they are those of the first hours.",
            "To see the strategy itself, raise `trading.max_daily_loss_usd`, or lower `trading.risk_pct` so that a loss or two do not use it up."),
        new("daily_loss_hit", Warning, "The daily loss limit stopped trading",
            static run => run.Result.DailyLossDays > 0 && !EndsMostDays(run) ? DailyLoss(run) : null,
            "A day's losses reached the limit.",
            "Look at those days: a limit that is hit often is part of the strategy."),
        new("cooldown_heavy", Note, "The cooldown refuses many entries",
            static run => Entries(run) >= 20 && Denials.Share(run.Result, OrderReason.Cooldown) is > 0.2 and var share ? $"{Format.Percent(share, 0)} of the orders came during a cooldown." : null,
            "Signals come in clusters, and the pause after a close skips the later ones.",
            "Decide whether the skipped ones are worse than the rest; shorten `trading.cooldown_bars` if not."),
        new("drawdown_halt", Serious, "The drawdown limit ended trading",
            static run => Denials.First(run.Result, OrderReason.Drawdown) is { } order ? $"First refusal at {Format.Minute(order.CreatedTime)}; nothing was opened after." : null,
            "Equity fell by more than the limit allows.",
            "Lower the risk per trade; raise the limit only if the loss is acceptable."),
        new("margin_short", Warning, "Not enough margin",
            static run => Denials.Count(run.Result, OrderStatus.Denied, OrderReason.InsufficientMargin) + Denials.Count(run.Result, OrderStatus.Rejected, OrderReason.InsufficientMargin) is > 0 and var count
                ? $"{Format.Number(count, 0)} orders were refused for want of margin." : null,
            "Sizes need more margin than the account has at the set leverage.",
            "Lower the size or the number of positions open at once."),
        new("size_too_small", Warning, "Sizes below the smallest order",
            static run => Denials.Count(run.Result, OrderStatus.Denied, OrderReason.BelowMinQuantity) + Denials.Count(run.Result, OrderStatus.Denied, OrderReason.BelowMinNotional) is > 0 and var count && count > run.Result.Orders.Count * 0.02
                ? $"{Format.Number(count, 0)} orders were too small to send." : null,
            "The account or the risk is small against the stop distance.",
            "Raise the start equity or `trading.risk_pct`, or take nearer stops."),
        new("sizes_capped", Note, "Sizes are cut by a limit",
            static run => Capped(run) is > 0.3 and var share ? $"{Format.Percent(share, 0)} of the sized entries were cut." : null,
            "Risk-based sizes run into position, notional or leverage limits: the real risk is below the one asked for.",
            "Raise the limit or lower the risk, so that one rule alone decides the size."),
        new("path_dependent", Warning, "Many fills depend on the path inside the bar",
            static run => FlagShare(run, FillFlags.PathDependent) is > 0.05 and var share
                ? $"{Format.Percent(share, 1)} of the fills would differ if the price had gone the other way round." : null,
            "Stop and target lie within one bar: bars do not tell which came first.",
            "Use finer bars or trades; until then compare `optimistic` with `conservative`."),
        new("entry_bar_fills", Note, "Many exits in the bar of the entry",
            static run => FlagShare(run, FillFlags.EntryBar) is > 0.2 and var share ? $"{Format.Percent(share, 0)} of the fills happened in the bar in which their order became active." : null,
            "Stops or targets are nearer than a bar is long, or orders travel within one bar.",
            "Use finer bars: here the order of events inside the bar decides much."),
        new("gap_fills", Warning, "Fills over gaps",
            static run => FlagShare(run, FillFlags.Gap) is > 0.03 and var share ? $"{Format.Percent(share, 1)} of the fills jumped over their price." : null,
            "The market, or a hole in the data, skipped the stop.",
            "Check the data for missing bars; count on worse stops in life."),
        new("limit_never_filled", Warning, "Limit entries hardly ever fill",
            static run => run.ValueOf("limit_fill_ratio_pct") is < 20 and var share && LimitEntries(run) >= 20 ? $"{Format.Number(share, 0)} % of {Format.Number(LimitEntries(run), 0)} limit entries filled." : null,
            "They rest too far away or expire too soon; those that fill are the ones that run against you.",
            "Place them nearer, let them live longer, or enter at market."),
        new("limit_always_filled", Warning, "Limit entries always fill",
            static run => run.ValueOf("limit_fill_ratio_pct") is > 97 and var share && LimitEntries(run) >= 30 ? $"{Format.Number(share, 0)} % of {Format.Number(LimitEntries(run), 0)} limit entries filled." : null,
            "The rule `touch` fills a limit when it is merely touched; in life there is a queue before you.",
            "Use `limit_fill: through` or `queue`."),
        new("open_at_end", Note, "A position was open at the end",
            static run => run.ValueOf("open_pnl_at_end") is { } open && open != 0 ? $"Its open result of {Format.Amount(open)} is in the end equity and in no trade." : null,
            "`engine.close_at_end` is off.",
            "Turn it on to have every unit of profit in a trade."),
        new("closed_by_end", Note, "The end of the data closed trades",
            static run => EndedByRun(run) is > 0 and var count && count * 10 > run.Trades.Count ? $"{Format.Number(count, 0)} of {Format.Number(run.Trades.Count, 0)} trades." : null,
            "The run is short against the holding time.",
            "Run longer: those trades were not closed by any rule of yours."),
        new("assumed_spread", Note, "The spread is an assumption",
            static run => FlagShare(run, FillFlags.AssumedSpread) is > 0.5 and var share ? $"{Format.Percent(share, 0)} of the fills used a fixed or estimated spread." : null,
            "The data has no quotes.",
            "Record quotes for a few days and compare; in fast markets spreads are many times wider."),
    ];

    private static bool EndsMostDays(RunStatistics run) => run.Result.DailyLossDays > 0 && run.Result.DailyLossDays * 2 >= run.DataDays;

    private static string DailyLoss(RunStatistics run) =>
        $"Daily loss limit ended {Format.Number(run.Result.DailyLossDays, 0)} of {Format.Number(run.DataDays, 0)} days; {Format.Number(Denials.Count(run.Result, OrderStatus.Denied, OrderReason.DailyLoss), 0)} orders were refused for it.";

    private static int Entries(RunStatistics run) => CountOrders(run, static order => order.Purpose == OrderPurpose.Entry);

    private static int DeniedEntries(RunStatistics run) =>
        CountOrders(run, static order => order is { Purpose: OrderPurpose.Entry, Status: OrderStatus.Denied });

    private static int LimitEntries(RunStatistics run) =>
        CountOrders(run, static order => order is { Purpose: OrderPurpose.Entry, Type: OrderType.Limit or OrderType.StopLimit } && order.Status != OrderStatus.Denied);

    private static int CountOrders(RunStatistics run, Predicate<OrderRecord> isMatch)
    {
        var count = 0;
        foreach (ref readonly var order in CollectionsMarshal.AsSpan(run.Result.Orders))
            if (isMatch(order)) count++;
        return count;
    }

    private static double Capped(RunStatistics run)
    {
        var (capped, sized) = (0, 0);
        foreach (ref readonly var order in CollectionsMarshal.AsSpan(run.Result.Orders))
        {
            if (order.Sizing is null) continue;
            sized++;
            if (order.Sizing.CappedBy != OrderReason.None) capped++;
        }

        return sized < 10 ? double.NaN : capped / (double)sized;
    }

    private static double FlagShare(RunStatistics run, FillFlags flag) =>
        run.Result.Fills.Count < 20 ? double.NaN : ExecutionStatistics.Count(run.Result.Fills, fill => (fill.Flags & flag) != 0) / (double)run.Result.Fills.Count;

    private static int EndedByRun(RunStatistics run)
    {
        var count = 0;
        foreach (ref readonly var trade in run.Trades.Trades.AsSpan())
            if (trade.ExitPurpose == OrderPurpose.EndOfRun) count++;
        return count;
    }
}
