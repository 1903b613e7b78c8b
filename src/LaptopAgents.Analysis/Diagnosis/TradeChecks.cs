using LaptopAgents.Domain;
using static LaptopAgents.Analysis.Severity;

namespace LaptopAgents.Analysis;

/// <summary>Where do the wins and losses come from?</summary>
internal static class TradeChecks
{
    public static IReadOnlyList<Check> All { get; } =
    [
        new("one_trade_profit", Warning, "One trade makes the profit",
            static run => run.Trades.Count >= 5 && Moments.Sum(run.Trades.Net) > 0 && run.ValueOf("net_without_best") is <= 0 and var rest
                ? $"Without its best trade the run ends at {Format.Amount(rest)}." : null,
            "A single outlier decides the sign.",
            "Look at that trade by itself, and ask whether it would have been held, and filled, in life."),
        new("outlier_dependence", Warning, "A handful of trades carries it",
            static run => run.Trades.Count >= 50 && Moments.Sum(run.Trades.Net) > 0 && TopTenth(run.Trades.Net) is > 1 and var share
                ? $"The best tenth of the trades makes {Format.Percent(share, 0)} of the net result." : null,
            "Results have a long right tail, as trend following has; missing one trade costs months.",
            "Accept it knowingly, and make sure that no entry is ever skipped."),
        new("low_win_rate_low_payoff", Warning, "Losses are both more frequent and larger",
            static run => run.Trades.Count >= 30 && run.Trades.WinRate < 0.5 && run.Trades.Payoff < 1
                ? $"Win rate {Format.Percent(run.Trades.WinRate, 0)}, payoff {Format.Number(run.Trades.Payoff, 2)}." : null,
            "Entries have no direction and exits no asymmetry.",
            "Fix one of the two first: better entries, or targets beyond the stop distance."),
        new("stops_too_tight", Warning, "Stops are too tight",
            static run => run.Trades.Count >= 20 && StoppedFirst(run) is > 0.6 and var share
                ? $"{Format.Percent(share, 0)} of the trades were stopped out, half of them within {Format.Number(MedianStopBars(run), 0)} bars." : null,
            "The stop lies inside the market's ordinary noise.",
            "Put it farther away (a multiple of the ATR) and lower the size to keep the risk."),
        new("stop_inside_bar", Warning, "The stop is smaller than one bar",
            static run => run.Trades.Count >= 20 && EntryBarStops(run) is > 0.1 and var share
                ? $"{Format.Percent(share, 0)} of the trades ended at the stop within one bar." : null,
            "Bars are longer than the trade: what happened inside them is guessed.",
            "Use finer bars or trades as data, or a wider stop."),
        new("targets_never_reached", Warning, "Targets are never reached",
            static run => run.Trades.Count >= 30 && HasTargets(run) && run.ValueOf("target_exits_pct") is < 2 ? "Fewer than 2 % of the trades closed at their target." : null,
            "Targets are too far for the holding time.",
            "Compare with the best open results: put the target where trades do get to."),
        new("profit_given_back", Warning, "Open profit is given back",
            static run => run.Trades.Count >= 30 && run.ValueOf("capture_pct") is < 40 and var kept
                ? $"Winners kept {Format.Number(kept, 0)} % of their best open result." : null,
            "Exits come late.",
            "Try a trailing stop, or a nearer target."),
        new("losers_were_winners", Note, "Losers were well ahead before",
            static run => run.Trades.Count >= 30 && LosersAhead(run) is > 0.3 and var share
                ? $"{Format.Percent(share, 0)} of the losers had been 1 R or more in profit." : null,
            "Nothing protects open profit.",
            "Move the stop to the entry once a trade is 1 R ahead, and see what it costs in winners."),
        new("losers_held_longer", Warning, "Losers are held longer than winners",
            static run => run.Trades.Count >= 30 && run.ValueOf("mean_hold_loss_seconds") is { } loss && run.ValueOf("mean_hold_win_seconds") is { } win && loss > win * 1.5
                ? $"Losers {Format.Span(loss)}, winners {Format.Span(win)}." : null,
            "Wins are taken quickly, losses are waited out.",
            "Add a time stop, or tighten the stop with time."),
        new("time_stops_dominate", Note, "Most trades run out of time",
            static run => run.Trades.Count >= 20 && run.ValueOf("time_exits_pct") is > 50 and var share ? $"{Format.Number(share, 0)} % of the trades were closed by the time stop." : null,
            "Neither the stop nor the target is within reach of the holding time.",
            "Lengthen `trading.max_bars_open`, or bring stop and target nearer."),
        new("long_short_asymmetry", Warning, "One side loses",
            static run => run.Longs.Count >= 15 && run.Shorts.Count >= 15 && run.Longs.TotalNet().IsPositive != run.Shorts.TotalNet().IsPositive
                && run.Longs.TotalNet().Abs() + run.Shorts.TotalNet().Abs() > run.Costs.Net.Abs() + run.Costs.Net.Abs()
                ? $"Longs {Format.Signed(Format.Amount(run.Longs.TotalNet()))}, shorts {Format.Signed(Format.Amount(run.Shorts.TotalNet()))}." : null,
            "The market went one way in this period, or the rules are not mirror images.",
            "Before switching a side off, look at a period in which the market went the other way."),
        new("one_sided", Note, "Only one side was traded",
            static run => run.Trades.Count >= 20 && (run.Longs.Count == 0 || run.Shorts.Count == 0) ? (run.Longs.Count == 0 ? "All trades were short." : "All trades were long.") : null,
            "The rules, or a filter, allow one side only.",
            "Intended? Then compare with holding that side all the time."),
        new("losing_streak", Note, "A long losing streak",
            static run => run.Trades.Count >= 30 && run.Trades.LongestStreak(ofWins: false) is var streak && streak > 2 * ExpectedStreak(run)
                ? $"{Format.Number(streak, 0)} losses in a row, where chance would give about {Format.Number(ExpectedStreak(run), 0)}." : null,
            "Losses come in clusters: the same kind of market hurts again and again.",
            "Look for what those trades share, and pause after a few losses (`trading.cooldown_bars`)."),
        new("hour_concentration", Note, "One hour of the day makes the profit",
            static run => TopHour(run) is { } top ? top : null,
            "A session's habit, or chance: 24 hours are 24 chances to look special.",
            "Test the same hour on other months before building on it."),
        new("beaten_by_holding", Note, "Buy and hold did better",
            static run => run.Days >= 20 && run.TotalReturn * 100 < run.Relative.BenchmarkTotal * 100 - 1 && run.Relative.BenchmarkTotal > 0
                ? $"Holding made {Format.Percent(run.Relative.BenchmarkTotal)}, this run {Format.Percent(run.TotalReturn)}." : null,
            "The market rose, and the strategy was out of it or against it.",
            "Compare the drawdowns too: a smaller one may be what it is for."),
        new("is_the_market", Note, "It moves with the market",
            static run => run.Periods.Daily.Length >= 30 && run.ValueOf("correlation") is > 0.7 and var correlation ? $"Correlation with buy and hold {Format.Number(correlation, 2)}." : null,
            "The strategy is long nearly all the time.",
            "Judge it by its alpha, not by its return."),
    ];

    private static double TopTenth(double[] net)
    {
        var sorted = Moments.Sorted(net);
        return Moments.Sum(sorted.AsSpan(sorted.Length - sorted.Length / 10)) / Moments.Sum(net);
    }

    private static double Share(RunStatistics run, Predicate<TradeRecord> isMatch)
    {
        var count = 0;
        foreach (ref readonly var trade in run.Trades.Trades.AsSpan())
            if (isMatch(trade)) count++;
        return count / (double)run.Trades.Count;
    }

    private static double StoppedFirst(RunStatistics run) => Share(run, static trade => trade.ExitPurpose == OrderPurpose.StopLoss && trade.NetPnl.IsNegative);

    private static double EntryBarStops(RunStatistics run) => Share(run, static trade => trade.ExitPurpose == OrderPurpose.StopLoss && trade.BarsHeld <= 1);

    private static bool HasTargets(RunStatistics run) => Share(run, static trade => !trade.TargetPrice.IsZero) > 0.5;

    private static double MedianStopBars(RunStatistics run)
    {
        var bars = new double[run.Trades.Count];
        var count = 0;
        foreach (ref readonly var trade in run.Trades.Trades.AsSpan())
            if (trade.ExitPurpose == OrderPurpose.StopLoss) bars[count++] = trade.BarsHeld;
        return Moments.Quantile(Moments.Sorted(bars.AsSpan(0, count)), 0.5);
    }

    private static double LosersAhead(RunStatistics run)
    {
        var (ahead, losers) = (0, 0);
        foreach (ref readonly var trade in run.Trades.Trades.AsSpan())
        {
            if (!trade.NetPnl.IsNegative || trade.InitialRisk.IsZero) continue;
            losers++;
            if (trade.MaxFavourableExcursion >= trade.InitialRisk) ahead++;
        }

        return ahead / (double)losers;
    }

    // The longest run of losses that n tosses of a coin with this bias are expected to show.
    private static double ExpectedStreak(RunStatistics run)
    {
        var loss = Math.Clamp(1 - run.Trades.WinRate, 0.01, 0.99);
        return Math.Max(1, Math.Log(run.Trades.Count * (1 - loss)) / -Math.Log(loss));
    }

    private static string? TopHour(RunStatistics run)
    {
        if (run.Trades.Count < 50 || !run.Costs.Net.IsPositive) return null;
        var byHour = new double[24];
        foreach (ref readonly var trade in run.Trades.Trades.AsSpan()) byHour[trade.EntryTime.UnixNanos / 3_600_000_000_000 % 24] += trade.NetPnl.ToDouble();
        var best = 0;
        for (var hour = 1; hour < 24; hour++)
            if (byHour[hour] > byHour[best]) best = hour;
        var share = byHour[best] / run.Costs.Net.ToDouble();
        return share > 0.75 ? $"Entries between {best:00}:00 and {(best + 1) % 24:00}:00 UTC made {Format.Percent(share, 0)} of the net result." : null;
    }
}
