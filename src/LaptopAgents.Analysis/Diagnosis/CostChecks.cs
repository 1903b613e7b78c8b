using LaptopAgents.Domain;
using static LaptopAgents.Analysis.Severity;

namespace LaptopAgents.Analysis;

/// <summary>Does anything remain after costs, and are the costs believable?</summary>
internal static class CostChecks
{
    public static IReadOnlyList<Check> All { get; } =
    [
        new("costs_eat_edge", Serious, "Costs eat the edge",
            static run => run.Costs.BeforeCosts.IsPositive && run.Costs.Net.IsNegative
                ? $"Before costs {Format.Amount(run.Costs.BeforeCosts)}, costs {Format.Amount(run.Costs.TradingCosts)}: it would break even at {Format.Number(run.Costs.BreakEvenMultiple, 2)}× the assumed costs." : null,
            "Each trade earns less than it costs to trade.",
            "Trade less often and for larger moves, use limit entries, or move to a longer timeframe."),
        new("thin_margin", Warning, "A small rise in costs ends the profit",
            static run => run.Costs.Net.IsPositive && run.Costs.BreakEvenMultiple is < 1.5 and var multiple
                ? $"It dies at {Format.Number(multiple, 2)}× the assumed costs." : null,
            "Most of the result before costs is paid away; real fills are often worse than assumed.",
            "Ask for at least 2×: filter the weakest entries or lower the turnover."),
        new("no_edge", Serious, "No edge before costs",
            static run => run.Trades.Count >= 30 && !run.Costs.BeforeCosts.IsPositive
                ? $"The same fills without any cost would have made {Format.Amount(run.Costs.BeforeCosts)}." : null,
            "The entries and exits themselves lose; cheaper trading cannot help.",
            "Change the idea, not the parameters."),
        new("no_costs", Serious, "Trading was free",
            static run => run.Result.Fills.Count > 0 && run.Costs.TradingCosts.IsZero ? "No fee, no spread and no slippage was paid." : null,
            "All cost models are off.",
            "Set `broker.fees`, `broker.fill_model.spread_model` and `slippage_model`, or choose `fidelity: realistic`."),
        new("no_slippage", Warning, "No slippage on market orders",
            static run => run.Costs.SlippageCost.IsZero && TakerFills(run) >= 10 && !run.Costs.TradingCosts.IsZero
                ? $"{Format.Number(TakerFills(run), 0)} taker fills lost nothing beyond the spread." : null,
            "The slippage model is `none`.",
            "Set `broker.fill_model.slippage_model` to `fixed_bps` or `volume_scaled`; one or two basis points are a fair start for BTCUSDT."),
        new("no_fees", Warning, "No fees",
            static run => run.Costs.Fees.IsZero && run.Result.Fills.Count >= 10 && !run.Costs.TradingCosts.IsZero ? "Not one fill paid a fee." : null,
            "The instrument's fee rates are zero.",
            "Set `broker.fees.maker_bps` and `taker_bps` to your account's level."),
        new("fees_dominate", Note, "Fees are most of the costs",
            static run => run.Costs.TradingCosts.IsPositive && run.Trades.Count >= 30 && Ratio(run.Costs.Fees, run.Costs.TradingCosts) is > 0.8 and var share
                ? $"{Format.Percent(share, 0)} of the trading costs are fees; {Format.Number(run.ValueOf("maker_share_pct") ?? 0, 0)} % of the fills were maker fills." : null,
            "Nearly all orders take liquidity.",
            "Try limit entries or targets that rest in the book; a maker fill costs a third of a taker's."),
        new("slippage_high", Warning, "High slippage",
            static run => run.ValueOf("slippage_bps") is > 5 and var bps && run.Result.Fills.Count >= 20 ? $"{Format.Number(bps, 1)} bps of turnover." : null,
            "Orders are large against the volume of their bars, or the model is set high.",
            "Lower the size, or check the slippage setting against recorded fills."),
        new("funding_dominates", Warning, "Funding dominates",
            static run => run.Costs.Funding.Abs().ToDouble() > Math.Max(run.Costs.Gross.Abs().ToDouble(), 1e-8) * 0.5 && run.Result.Funding.Count >= 3
                ? $"Funding {Format.Amount(run.Costs.Funding)} against a gross result of {Format.Amount(run.Costs.Gross)}." : null,
            "Positions are held through many settlements, or rates were extreme.",
            "Say whether carry is the idea. If not, close before settlements or use the funding gate."),
        new("funding_makes_profit", Warning, "Without funding there is no profit",
            static run => run.Costs.Net.IsPositive && !(run.Costs.Net - run.Costs.Funding).IsPositive
                ? $"Net {Format.Amount(run.Costs.Net)}, of which funding {Format.Amount(run.Costs.Funding)}." : null,
            "The profit is carry that the market paid in this period.",
            "Check how the rates looked in other periods before counting on them."),
        new("funding_missing", Note, "No funding in the data",
            static run => run.Result.Funding.Count == 0 && run.Trades.Count > 0 && Moments.Mean(run.Trades.HeldSeconds) > 8 * 3600
                ? $"Trades lasted {Format.Span(Moments.Mean(run.Trades.HeldSeconds))} on average and no settlement was booked." : null,
            "The catalogue has no funding for the period.",
            "Import the funding history of the symbol."),
        new("turnover_extreme", Note, "Very high turnover",
            static run => run.Days >= 5 && run.ValueOf("turnover_of_equity") is { } turns && turns / run.Days is > 50 and var daily
                ? $"The account is turned over {Format.Number(daily, 0)} times a day." : null,
            "Many trades with high leverage each.",
            "Make sure that the venue's volume carries it, and that the fee level assumed is yours."),
    ];

    private static int TakerFills(RunStatistics run) => ExecutionStatistics.Count(run.Result.Fills, static fill => fill.Liquidity == LiquidityRole.Taker);

    private static double Ratio(Money part, Money whole) => part.ToDouble() / whole.ToDouble();
}
