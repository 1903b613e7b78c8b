using LaptopAgents.Domain;
using static LaptopAgents.Analysis.Severity;

namespace LaptopAgents.Analysis;

/// <summary>Could the account, and its owner, live through this?</summary>
internal static class RiskChecks
{
    public static IReadOnlyList<Check> All { get; } =
    [
        new("account_gone", Serious, "The account was lost",
            static run => run.Result.Equity.Count > 0 && (run.ValueOf("low_equity") ?? 1) <= 0 ? $"Equity fell to {Format.Amount(run.ValueOf("low_equity") ?? 0)}." : null,
            "Losses exceeded the account; nothing after that point means anything.",
            "Lower `trading.risk_pct` and leverage, and put a stop on every position."),
        new("liquidated", Serious, "Positions were liquidated",
            static run => ExecutionStatistics.Count(run.Result.Fills, static fill => fill.Purpose == OrderPurpose.Liquidation) is > 0 and var count ? $"{Format.Number(count, 0)} fills were forced by the venue." : null,
            "The margin was used up before the stop was reached, or there was no stop.",
            "Lower the leverage so that liquidation lies far behind the stop."),
        new("near_liquidation", Warning, "Near to liquidation",
            static run => run.Exposure.MinLiquidationDistance is > 0 and < 0.05 and var distance ? $"At the worst moment a move of {Format.Percent(distance)} would have been enough." : null,
            "Positions are large against the account.",
            "Lower `trading.max_leverage`, or size from a wider stop."),
        new("deep_drawdown", Serious, "A drawdown that few would sit through",
            static run => run.Drawdowns.MaxDepth > 0.35 ? $"Equity fell by {Format.Percent(run.Drawdowns.MaxDepth, 1)} from its height." : null,
            "Risk per trade is high, or losses come in clusters.",
            "Trade smaller: lower what sets the size (`trading.risk_pct`, the strategy's own quantity, or `trading.max_leverage` where that is what cuts it). Set a daily loss limit."),
        new("long_drawdown", Warning, "Under water for most of the run",
            static run => run.Days >= 10 && run.ValueOf("longest_drawdown_days") is { } days && days > run.Days * 0.5
                ? $"The longest drawdown lasted {Format.Number(days, 0)} of {Format.Number(run.Days, 0)} days." : null,
            "Whatever was gained was gained in a short stretch; the rest went sideways or down.",
            "Look at the rolling Sharpe: if only one stretch earned, the edge may be gone or belong to one kind of market."),
        new("ends_in_drawdown", Note, "It ends in a drawdown",
            static run => run.Drawdowns.CurrentDepth > 0.05 && run.Drawdowns.CurrentDepth > run.Drawdowns.MaxDepth * 0.8
                ? $"At the last bar equity is {Format.Percent(run.Drawdowns.CurrentDepth, 1)} below its height." : null,
            "The newest part of the data is the worst.",
            "Check whether the market changed its kind; do not average the bad end away."),
        new("drawdown_exceeds_return", Warning, "The drawdown is larger than the return",
            static run => run.TotalReturn > 0 && run.Drawdowns.MaxDepth > run.TotalReturn && run.Days >= 30
                ? $"Return {Format.Percent(run.TotalReturn)}, largest drawdown {Format.Percent(run.Drawdowns.MaxDepth)}." : null,
            "The path is rough against what it earns.",
            "Lower the risk or find exits that cut the worst stretches."),
        new("leverage_high", Warning, "High leverage",
            static run => run.Exposure.MaxLeverage > 10 ? $"Up to {Format.Number(run.Exposure.MaxLeverage, 1)}× equity." : null,
            "Stops are close to the entry, so that a fixed risk buys a large position.",
            "Set `trading.max_leverage`, or `min_stop_distance_bps`."),
        new("exposure_high", Note, "Always in the market",
            static run => run.Exposure.TimeShare > 0.9 && run.Trades.Count > 1 ? $"{Format.Percent(run.Exposure.TimeShare, 0)} of the time with a position." : null,
            "The rules hold one side or the other at all times.",
            "Then it earns and suffers the market's trend: compare with buy and hold."),
        new("exposure_low", Note, "Hardly in the market",
            static run => run.Trades.Count > 0 && run.Exposure.TimeShare < 0.01 ? $"{Format.Percent(run.Exposure.TimeShare)} of the time with a position." : null,
            "Entries are rare or trades very short.",
            "Daily ratios are then made of zeros: judge by the trades instead."),
        new("fat_left_tail", Warning, "Losses have the long tail",
            static run => run.Periods.Daily.Length >= 60 && run.ValueOf("skew") is < -1 and var skew ? $"Skewness of daily returns {Format.Number(skew, 1)}." : null,
            "Small steady gains are paid for with rare large losses.",
            "Look at the worst days one by one; ask whether a worse one is possible."),
        new("worst_day", Warning, "One day lost very much",
            static run => run.Periods.Daily.Length >= 5 && run.ValueOf("worst_day_pct") is < -10 and var day ? $"{Format.Number(day, 1)} % in one day." : null,
            "Losses of one day added up, or one position was large against the account.",
            "Set `trading.max_daily_loss_usd`, or make it tighter."),
        new("losses_exceed_risk", Warning, "Losses larger than planned",
            static run => run.Trades.R.Length >= 10 && Beyond(run.Trades.R, -1.5) is > 0.05 and var share
                ? $"{Format.Percent(share, 0)} of the trades lost more than 1.5 R." : null,
            "Stops slip or gap, costs are large against the stop, or the position was enlarged after entry.",
            "Widen the stop or size from stop distance plus expected costs."),
        new("risk_uneven", Note, "Very different risk per trade",
            static run => RiskSpread(run) is > 1 and var spread ? $"The standard deviation of the initial risk is {Format.Number(spread, 1)} times its mean." : null,
            "Sizes are fixed while stops vary, or limits cut some sizes.",
            "Size by risk, so that each trade counts the same."),
        new("no_stops", Warning, "Positions without a stop",
            static run => run.Trades.Count > 0 && NoStopShare(run) is > 0.1 and var share ? $"{Format.Percent(share, 0)} of the trades had no stop." : null,
            "The strategy gives entries without one.",
            "Send a stop with each entry; without one there is no R and no known risk."),
        new("overbetting", Warning, "More risk than the edge carries",
            static run => run.Trades.Count >= 30 && run.Trades.R.Length >= 30 && run.ValueOf("kelly_pct") is { } kelly && MeanRiskPercent(run) is > 0 and var risk && kelly > 0 && risk > kelly
                ? $"About {Format.Number(risk, 1)} % is risked a trade; the Kelly fraction is {Format.Number(kelly, 1)} %." : null,
            "Beyond the Kelly fraction more risk means less growth, and deep drawdowns.",
            "Risk at most a quarter to a half of it."),
    ];

    private static double Beyond(double[] values, double limit) => Numbers.Below(values, limit).Length / (double)values.Length;

    private static double RiskSpread(RunStatistics run)
    {
        var risks = Numbers.Above(TradeSample.Column(run.Trades.Trades, static trade => trade.InitialRisk.ToDouble()));
        return risks.Length < 20 ? double.NaN : Moments.StandardDeviation(risks) / Moments.Mean(risks);
    }

    private static double NoStopShare(RunStatistics run)
    {
        var count = 0;
        foreach (ref readonly var trade in run.Trades.Trades.AsSpan())
            if (trade.InitialRisk.IsZero) count++;
        return count / (double)run.Trades.Count;
    }

    private static double MeanRiskPercent(RunStatistics run) =>
        Moments.Mean(TradeSample.Column(run.Trades.Trades, static trade => trade.InitialRisk.ToDouble())) / run.Result.StartEquity.ToDouble() * 100;
}
