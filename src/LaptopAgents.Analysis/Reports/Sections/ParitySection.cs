using LaptopAgents.Domain;

namespace LaptopAgents.Analysis;

/// <summary>A session beside a backtest of it: where the money parted, why, and order by order.</summary>
internal static class ParitySection
{
    private const int Rows = 200;

    public static void Write(HtmlWriter html, ReportModel model, ParityReport parity)
    {
        html.Raw("<section id=\"parity\"><h2>Parity</h2>\n");
        html.Write($"<p class=\"lead\">{Verdict(parity, model.Quote)}</p>\n");
        html.Raw("<div class=\"card scroll\"><h3>From the backtest to the session</h3><table><thead><tr><th scope=\"col\">Step</th><th scope=\"col\" class=\"num\">Amount</th><th scope=\"col\">What it is</th></tr></thead><tbody>");
        Row(html, "Backtest", parity.BacktestEnd, "Equity at the end of a backtest on bars, with the session's settings");
        foreach (var cause in ParityCauses.All) Row(html, ParityCauses.Name(cause), parity.Sums[cause], ParityCauses.Meaning(cause));
        Row(html, "Session", parity.SessionEnd, "Equity at the end of the session");
        html.Raw("</tbody></table></div>\n");
        WriteOrders(html, model, parity);
        html.Raw("</section>\n");
    }

    private static string Verdict(ParityReport parity, string quote)
    {
        if (parity.IsSame) return $"The session, told again, came out the same to the last unit, and so did a backtest of it: {Format.Number(parity.Matched, 0)} orders, no difference.";
        var start = parity.First is { } first ? $" They first part at {Format.Minute(first.Time)} ({first.What})." : "";
        return $"The session, told again, came out the same to the last unit. It ended {Format.Signed(Format.Amount(parity.Difference))} {quote} from a backtest of it; "
            + $"{Format.Number(parity.Matched, 0)} orders are in both, {Format.Number(parity.OnlySession, 0)} in the session alone, {Format.Number(parity.OnlyBacktest, 0)} in the backtest alone.{start}";
    }

    private static void Row(HtmlWriter html, string name, Money amount, string text) =>
        html.Write($"<tr><th scope=\"row\">{name}</th><td class=\"num {(amount.IsNegative ? "loss" : "")}\" title=\"{amount.ToString()}\">{Format.Amount(amount)}</td><td>{text}</td></tr>");

    private static void WriteOrders(HtmlWriter html, ReportModel model, ParityReport parity)
    {
        ParityLine[] lines = [.. parity.Lines.Where(line => line.Differs)];
        if (lines.Length == 0) return;
        html.Write($"<div class=\"card scroll\"><h3>Order by order</h3><p>{Format.Number(lines.Length, 0)} of {Format.Number(parity.Lines.Count, 0)} differ{(lines.Length > Rows ? $"; the first {Rows} are shown" : "")}.</p>");
        html.Raw("<table><thead><tr><th scope=\"col\">Time</th><th scope=\"col\">Symbol</th><th scope=\"col\">What</th><th scope=\"col\">Session</th><th scope=\"col\">Backtest</th><th scope=\"col\" class=\"num\">Difference</th><th scope=\"col\">Why</th></tr></thead><tbody>");
        foreach (var line in lines.Take(Rows))
        {
            var total = line.Amounts.Total;
            html.Write($"<tr><td>{Format.Minute(line.Time)}</td><td>{model.Result.Instruments[line.Instrument.Index].Symbol}</td><td>{line.What}</td><td>{ParityText.Order(line.Session)}</td><td>{ParityText.Order(line.Backtest)}</td>");
            html.Write($"<td class=\"num {(total.IsNegative ? "loss" : "")}\" title=\"{total.ToString()}\">{Format.Amount(total)}</td><td>{ParityText.Why(line)}</td></tr>");
        }

        html.Raw("</tbody></table></div>\n");
    }
}
