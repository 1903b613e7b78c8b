using LaptopAgents.Domain;
using static LaptopAgents.Analysis.StatisticUnit;

namespace LaptopAgents.Analysis;

/// <summary>Where the money went between the signal and the account.</summary>
internal static class CostStatistics
{
    public static void AddTo(StatisticList list, RunStatistics run)
    {
        list.Group = StatisticGroup.Cost;
        var costs = run.Costs;
        list.Add("pnl_before_costs", "Result before costs", costs.BeforeCosts, "Gross result + spread + slippage: the same fills at their reference prices");
        list.Add("gross_pnl", "Gross result", costs.Gross, "Result at fill prices; spread and slippage are inside, fees and funding are not");
        list.Add("fees", "Fees paid", costs.Fees, "Sum of fees; a rebate counts against them");
        list.Add("spread_cost", "Spread paid", costs.SpreadCost, "What fills lost to half the spread");
        list.Add("slippage_cost", "Slippage paid", costs.SlippageCost, "What fills lost beyond the spread, rounding to the tick included");
        list.Add("funding", "Funding", costs.Funding, "Received minus paid");
        list.Add("funding_received", "Funding received", costs.FundingReceived, "Sum of settlements that paid us");
        list.Add("funding_paid", "Funding paid", costs.FundingPaid, "Sum of settlements that we paid");
        list.Add("trading_costs", "Trading costs", costs.TradingCosts, "Fees + spread + slippage");
        list.Add("costs_of_result_pct", "Costs in the result", costs.BeforeCosts.IsPositive ? Ratio(costs.TradingCosts, costs.BeforeCosts) * 100 : null, Percent,
            "Trading costs ÷ result before costs", SampleKind.Trades, 30);
        list.Add("cost_per_trade", "Cost per trade", costs.TradingCosts.ToDouble() / run.Trades.Count, StatisticUnit.Amount, "Trading costs ÷ trades", SampleKind.Trades, 1);
        list.Add("cost_bps", "Cost of turnover", Ratio(costs.TradingCosts, costs.Turnover) * 10_000, BasisPoints, "Trading costs ÷ traded value");
        list.Add("fee_bps", "Fee rate paid", Ratio(costs.Fees, costs.Turnover) * 10_000, BasisPoints, "Fees ÷ traded value");
        list.Add("slippage_bps", "Slippage rate", Ratio(costs.SlippageCost, costs.Turnover) * 10_000, BasisPoints, "Slippage ÷ traded value");
        list.Add("gross_bps", "Edge before costs", Ratio(costs.BeforeCosts, costs.Turnover) * 10_000, BasisPoints,
            "Result before costs ÷ traded value: what one unit of turnover may cost at most", SampleKind.Trades, 30);
        list.Add("break_even_cost", "Dies at costs of", costs.BreakEvenMultiple, StatisticUnit.Ratio,
            "(Result before costs + funding) ÷ trading costs: how many times the assumed costs bring the net result to zero", SampleKind.Trades, 30);
        list.Add("turnover", "Turnover", costs.Turnover, "Sum of price × quantity over all fills");
        list.Add("turnover_of_equity", "Turnover ÷ start equity", Ratio(costs.Turnover, run.Result.StartEquity), StatisticUnit.Ratio, "How often the account was turned over");
    }

    private static double Ratio(Money part, Money whole) => part.ToDouble() / whole.ToDouble();
}
