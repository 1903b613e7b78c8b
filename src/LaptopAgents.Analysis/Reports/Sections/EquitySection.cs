using LaptopAgents.Domain;

namespace LaptopAgents.Analysis;

/// <summary>Equity, drawdown and the ten deepest drawdowns.</summary>
internal static class EquitySection
{
    public static void Write(HtmlWriter html, ReportModel model)
    {
        html.Raw("""
            <section id="equity"><div class="head"><h2>Equity</h2><div class="tools"><button type="button" class="ghost" id="log" aria-pressed="false">Log scale</button><button type="button" class="ghost" data-reset="equity">Reset zoom</button></div></div>
            <p class="lead">Marked to market at every bar. Drag to zoom, double-click to reset.</p>
            <figure class="card"><figcaption>Account against buy and hold</figcaption><div class="chart tall" data-chart="equity"></div></figure>
            <figure class="card"><figcaption>Drawdown from the highest value so far</figcaption><div class="chart short" data-chart="drawdown"></div></figure>

            """);
        WriteVariants(html, model);
        WriteDrawdowns(html, model);
        html.Raw("</section>\n");
    }

    private static void WriteVariants(HtmlWriter html, ReportModel model)
    {
        if (model.FillVariants.Count == 0) return;
        html.Raw("<div class=\"card scroll\"><h3>Fill assumptions</h3><p class=\"note\">Bars do not tell in which order prices were seen inside them. The band around the account is what the same rules on the same bars would have given under other readings; where it is wide, only finer data can decide.</p>");
        html.Raw("<table><thead><tr><th scope=\"col\">Reading</th><th scope=\"col\">Assumes</th><th scope=\"col\" class=\"num\">Trades</th><th scope=\"col\" class=\"num\">End equity</th><th scope=\"col\" class=\"num\">Return</th></tr></thead><tbody>");
        WriteVariant(html, "This run", "as configured", model.Result);
        foreach (var variant in model.FillVariants) WriteVariant(html, variant.Name, variant.Text, variant.Result);
        html.Raw("</tbody></table></div>\n");
    }

    private static void WriteVariant(HtmlWriter html, string name, string text, RunResult result)
    {
        var change = result.StartEquity.IsZero ? 0 : result.EndEquity.ToDouble() / result.StartEquity.ToDouble() - 1;
        html.Write($"<tr><td>{name}</td><td>{text}</td><td class=\"num\">{Format.Number(result.Trades.Count, 0)}</td><td class=\"num\">{Format.Amount(result.EndEquity)}</td>");
        html.Write($"<td class=\"num {(change < 0 ? "loss" : "gain")}\">{Format.Signed(Format.Percent(change))}</td></tr>");
    }

    private static void WriteDrawdowns(HtmlWriter html, ReportModel model)
    {
        var deepest = model.Statistics.Drawdowns.Deepest(10);
        if (deepest.Count == 0) return;
        html.Raw("<div class=\"card scroll\"><h3>Ten deepest drawdowns</h3><table><thead><tr><th scope=\"col\" class=\"num\">#</th><th scope=\"col\" class=\"num\">Depth</th><th scope=\"col\" class=\"num\">Amount</th><th scope=\"col\">Peak</th><th scope=\"col\">Trough</th><th scope=\"col\">Recovered</th><th scope=\"col\" class=\"num\">Fall</th><th scope=\"col\" class=\"num\">Recovery</th><th scope=\"col\" class=\"num\">Total</th></tr></thead><tbody>");
        for (var i = 0; i < deepest.Count; i++)
        {
            var drawdown = deepest[i];
            var recovery = drawdown.Recovered is { } at ? Format.Span((at - drawdown.Trough).TotalSeconds) : Format.None;
            html.Write($"<tr><td class=\"num\">{i + 1}</td><td class=\"num loss\">{Format.Percent(-drawdown.Depth)}</td><td class=\"num\">{Format.Amount(drawdown.Amount)}</td>");
            html.Write($"<td>{Format.Minute(drawdown.Peak)}</td><td>{Format.Minute(drawdown.Trough)}</td><td>{(drawdown.Recovered is { } end ? Format.Minute(end) : "not yet")}</td>");
            html.Write($"<td class=\"num\">{Format.Span((drawdown.Trough - drawdown.Peak).TotalSeconds)}</td><td class=\"num\">{recovery}</td><td class=\"num\">{Format.Span(drawdown.Length.TotalSeconds)}</td></tr>");
        }

        html.Raw("</tbody></table></div>\n");
    }
}
