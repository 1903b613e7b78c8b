namespace LaptopAgents.Analysis;

/// <summary>From the result before costs to the net.</summary>
internal static class CostsSection
{
    public static void Write(HtmlWriter html, ReportModel model)
    {
        var costs = model.Statistics.Costs;
        html.Raw("<section id=\"costs\"><h2>Costs</h2>\n");
        html.Write($"<p class=\"lead\">{Verdict(model)}</p>\n");
        html.Write($"<div class=\"two\"><figure class=\"card\"><figcaption>From the market to the account, {model.Quote}</figcaption><div class=\"chart mid\" data-chart=\"waterfall\"></div></figure>");
        html.Write($"<figure class=\"card\"><figcaption>Net result if trading costs were larger or smaller, {model.Quote}</figcaption><div class=\"chart mid\" data-chart=\"breakEven\"></div></figure></div>\n");
        html.Raw("<div class=\"card scroll\"><h3>Ledger</h3><table><thead><tr><th scope=\"col\">Step</th><th scope=\"col\" class=\"num\">Amount</th><th scope=\"col\" class=\"num\">of turnover</th><th scope=\"col\">What it is</th></tr></thead><tbody>");
        Row(html, model, "Result before costs", costs.BeforeCosts, "The same fills at their reference prices");
        Row(html, model, "Spread", -costs.SpreadCost, "Half the spread, paid by every order that takes liquidity");
        Row(html, model, "Slippage", -costs.SlippageCost, "Beyond the spread, rounding to the tick included");
        Row(html, model, "Gross result", costs.Gross, "What the fills made");
        Row(html, model, "Fees", -costs.Fees, "Maker and taker fees of the venue");
        Row(html, model, "Funding", costs.Funding, $"Received {Format.Amount(costs.FundingReceived)}, paid {Format.Amount(-costs.FundingPaid)}");
        Row(html, model, "Net result", costs.Net, "What reached the account");
        html.Raw("</tbody></table></div>\n");
        if (model.Result.Trades.Count > 1)
            html.Raw("<figure class=\"card\"><figcaption>Cost of each round trip in basis points of its entry value (fees, spread, slippage)</figcaption><div class=\"chart short\" data-chart=\"costBps\"></div></figure>\n");
        html.Raw("</section>\n");
    }

    private static string Verdict(ReportModel model)
    {
        var costs = model.Statistics.Costs;
        if (costs.TradingCosts.IsZero) return "Nothing was paid for trading.";
        var multiple = costs.BreakEvenMultiple;
        var text = Format.Number(multiple, 2);
        if (multiple <= 0) return "This run would lose money even if trading were free.";
        return multiple < 1
            ? $"Costs ate the edge: it would have broken even at {text}× the assumed costs."
            : $"The edge dies when costs are {text}× what was assumed.";
    }

    private static void Row(HtmlWriter html, ReportModel model, string name, Domain.Money amount, string text)
    {
        var turnover = model.Statistics.Costs.Turnover.ToDouble();
        var bps = turnover > 0 ? Format.Number(amount.ToDouble() / turnover * 10_000, 2) + " bps" : Format.None;
        var tone = amount.IsNegative ? "loss" : "";
        html.Write($"<tr><th scope=\"row\">{name}</th><td class=\"num {tone}\" title=\"{amount.ToString()}\">{Format.Amount(amount)}</td><td class=\"num\">{bps}</td><td>{text}</td></tr>");
    }
}
