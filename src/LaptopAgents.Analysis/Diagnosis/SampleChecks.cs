using static LaptopAgents.Analysis.Severity;

namespace LaptopAgents.Analysis;

/// <summary>Is there enough to judge by, and is the result more than luck?</summary>
internal static class SampleChecks
{
    public static IReadOnlyList<Check> All { get; } =
    [
        new("no_trades", Serious, "No trades",
            static run => run.Trades.Count == 0 && run.Result.Bars > 0 ? $"{Format.Number(run.Result.Bars, 0)} bars were seen and no trade was closed." : null,
            "Either the rules never met the market, or every order was refused.",
            "Look at the refusals, if any; then loosen one condition at a time, or run over more days."),
        new("no_data", Serious, "Almost no data",
            static run => run.Result.Equity.Count < 2 ? $"{Format.Number(run.Result.Equity.Count, 0)} bars were played." : null,
            "The period holds no data for the symbol, or the symbol is not in the catalogue.",
            "See what the catalogue holds with `la data list` and choose a period inside it."),
        new("few_trades", Warning, "Too few trades to judge",
            static run => run.Trades.Count is > 0 and < 30 ? $"{Format.Number(run.Trades.Count, 0)} trades; win rate and profit factor mean little under 30." : null,
            "With few trades, one lucky or unlucky one decides the sign of the result.",
            "Run over a longer period, or over more symbols, before changing anything."),
        new("short_run", Warning, "A short period",
            static run => run.Periods.Daily.Length is > 0 and < 30 ? $"{Format.Number(run.Periods.Daily.Length, 0)} days; yearly figures are stretched far beyond them." : null,
            "Ratios per year grow with the square root of time; a good fortnight looks like a miracle.",
            "Run at least 90 days, and across a quiet, a rising and a falling market."),
        new("not_significant", Warning, "The mean trade may be luck",
            static run => run.Trades.Count >= 30 && run.ValueOf("p_value") is > 0.05 and var p && run.ValueOf("mean_trade") > 0
                ? $"A t-test gives p = {Format.Number(p, 2)}: chance alone yields a mean like this in {Format.Number(p * 100, 0)} of 100 tries." : null,
            "The spread of single trades is large against their mean.",
            "Collect more trades; do not tune on this sample."),
        new("weak_sharpe_evidence", Note, "Sharpe ratio not yet proved",
            static run => run.Periods.Daily.Length >= 30 && run.ValueOf("probabilistic_sharpe_pct") is > 50 and < 95 and var chance
                ? $"The chance that the true Sharpe ratio is above zero is {Format.Number(chance, 0)} %{Needed(run)}." : null,
            "Length, skew and fat tails of the daily returns leave room for zero.",
            "Let it run longer on unseen data before trusting the ratio."),
        new("too_good", Warning, "Too good to be true",
            static run => run.Periods.Daily.Length >= 20 && run.Sharpe is > 6 and var sharpe ? $"Sharpe {Format.Number(sharpe, 1)}." : null,
            "Ratios like this come from costs that are missing, fills at prices that nobody gave, or knowledge of the future.",
            "Turn on realistic fills, check that fees and slippage are set, and run the look-ahead test."),
        new("win_rate_extreme", Warning, "Nearly every trade wins",
            static run => run.Trades.Count >= 30 && run.Trades.WinRate > 0.9 ? $"{Format.Percent(run.Trades.WinRate, 0)} of {Format.Number(run.Trades.Count, 0)} trades won." : null,
            "Targets much nearer than stops win often until the one loss that takes it all back; unrealistic limit fills look the same.",
            "Compare the mean win with the mean loss, and set limit fills to `through` or `queue`."),
        new("partial_run", Warning, "The run was stopped early",
            static run => run.Result.IsPartial ? $"It ends at {Format.Minute(run.Result.To)}." : null,
            "It was interrupted before its data ended.",
            "Read it as a preview and let a full run finish."),
    ];

    private static string Needed(RunStatistics run) =>
        run.ValueOf("min_track_days") is { } days ? $"; {Format.Number(days, 0)} days would be needed for 95 %" : "";
}
