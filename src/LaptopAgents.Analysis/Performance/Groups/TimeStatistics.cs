using System.Runtime.InteropServices;
using static LaptopAgents.Analysis.StatisticUnit;

namespace LaptopAgents.Analysis;

/// <summary>How long things took and how often they happened.</summary>
internal static class TimeStatistics
{
    public static void AddTo(StatisticList list, RunStatistics run)
    {
        list.Group = StatisticGroup.Time;
        var trades = run.Trades;
        var sorted = Moments.Sorted(trades.HeldSeconds);
        list.Add("days", "Length of the run", run.Days, Days, "From the first to the last instant of the data");
        list.Add("bars", "Bars", run.Result.Bars, "Base bars fed, over all instruments");
        list.Add("events", "Events", run.Result.Events, "Everything that the engine was told");
        list.Add("exposure_pct", "Time in the market", run.ExposurePercent, Percent, "Share of the run's time with a position open");
        list.Add("trades_per_day", "Trades per day", run.Days > 0 ? trades.Count / run.Days : null, Ratio, "Trades ÷ days");
        list.Add("mean_hold_seconds", "Mean holding time", Moments.Mean(trades.HeldSeconds), Seconds, "Mean time from first entry to last exit", SampleKind.Trades, 30);
        list.Add("median_hold_seconds", "Median holding time", Moments.Quantile(sorted, 0.5), Seconds, "Middle holding time", SampleKind.Trades, 30);
        list.Add("mean_hold_win_seconds", "Winners held", Moments.Mean(trades.HeldBy(winners: true)), Seconds, "Mean holding time of winners", SampleKind.Trades, 30);
        list.Add("mean_hold_loss_seconds", "Losers held", Moments.Mean(trades.HeldBy(winners: false)), Seconds, "Mean holding time of losers", SampleKind.Trades, 30);
        list.Add("longest_hold_seconds", "Longest trade", sorted.Length == 0 ? null : sorted[^1], Seconds, "Longest holding time");
        list.Add("mean_bars_held", "Mean bars held", Moments.Mean(TradeSample.Column(trades.Trades, static trade => trade.BarsHeld)), Ratio,
            "Mean number of base bars that closed while a trade was open", SampleKind.Trades, 30);
        list.Add("longest_idle_days", "Longest time without a trade", LongestIdle(run), Days, "Longest stretch of the run with no position open");
    }

    private static double LongestIdle(RunStatistics run)
    {
        var (longest, freeSince) = (0L, run.Result.From.UnixNanos);
        foreach (ref readonly var trade in CollectionsMarshal.AsSpan(run.Result.Trades))
        {
            longest = Math.Max(longest, trade.EntryTime.UnixNanos - freeSince);
            freeSince = Math.Max(freeSince, trade.ExitTime.UnixNanos);
        }

        return Math.Max(longest, run.Result.To.UnixNanos - freeSince) / 86_400e9;
    }
}
