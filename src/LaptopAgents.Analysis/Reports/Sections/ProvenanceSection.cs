namespace LaptopAgents.Analysis;

/// <summary>What the result rests on: manifest, data, assumptions, settings, licences.</summary>
internal static class ProvenanceSection
{
    public static void Write(HtmlWriter html, ReportModel model)
    {
        html.Raw("<section id=\"provenance\"><h2>Provenance</h2>\n");
        WriteAssumptions(html, model);
        WriteSettings(html, model);
        html.Raw("<div class=\"two\">");
        WriteData(html, model);
        html.Raw("<div class=\"card scroll\"><h3>Manifest</h3><table class=\"facts\"><tbody>");
        html.Write($"<tr><th scope=\"row\">Manifest hash</th><td><code>{model.ManifestHash}</code></td></tr>");
        foreach (var fact in model.Manifest) html.Write($"<tr><th scope=\"row\">{fact.Name}</th><td><code>{fact.Value}</code></td></tr>");
        html.Raw("</tbody></table></div></div>\n");
        WriteLicences(html, model);
        html.Raw("</section>\n");
    }

    private static void WriteAssumptions(HtmlWriter html, ReportModel model)
    {
        if (model.Assumptions.Count == 0) return;
        html.Raw("<div class=\"card scroll\"><h3>Assumptions in force</h3><p class=\"note\">Bars do not tell everything. Each line is something that the simulation had to suppose, and how often it mattered.</p><table><thead><tr><th scope=\"col\">Assumption</th><th scope=\"col\" class=\"num\">Times</th></tr></thead><tbody>");
        foreach (var assumption in model.Assumptions)
            html.Write($"<tr><td>{assumption.Text}</td><td class=\"num\">{Format.Number(assumption.Count, 0)}</td></tr>");
        html.Raw("</tbody></table></div>\n");
    }

    private static void WriteSettings(HtmlWriter html, ReportModel model)
    {
        if (model.Settings.Count == 0) return;
        html.Raw("<div class=\"card scroll\"><h3>Settings that differ from their defaults</h3><table><thead><tr><th scope=\"col\">Setting</th><th scope=\"col\">Value</th><th scope=\"col\">Default</th><th scope=\"col\">Set in</th></tr></thead><tbody>");
        foreach (var setting in model.Settings)
            html.Write($"<tr><th scope=\"row\"><code>{setting.Key}</code></th><td><code>{setting.Value}</code></td><td><code>{setting.Default}</code></td><td>{setting.Origin}</td></tr>");
        html.Raw("</tbody></table></div>\n");
    }

    private static void WriteData(HtmlWriter html, ReportModel model)
    {
        html.Write($"<div class=\"card\"><h3>Data certificate</h3><p>{(model.DataGrade is null ? "The data was not graded." : "Grade " + model.DataGrade + ".")}{(model.IsSynthetic ? " Synthetic: made by a generator." : "")}</p><ul class=\"plain\">");
        foreach (var line in model.DataQuality) html.Write($"<li>{line}</li>");
        html.Raw("</ul></div>");
    }

    private static void WriteLicences(HtmlWriter html, ReportModel model)
    {
        html.Write($"<footer><p>Made by {model.Product}. Charts: <a href=\"https://www.tradingview.com/\" rel=\"noopener noreferrer\">TradingView</a> Lightweight Charts™, Copyright © 2026 TradingView, Inc., Apache License 2.0; µPlot, Copyright © 2022 Leon Sorokin, MIT. This file is complete in itself and sends nothing anywhere.</p>");
        html.Raw("<details><summary>Licence texts</summary><h4>Lightweight Charts™</h4><pre>");
        html.Asset("lightweight-charts.LICENSE.txt");
        html.Raw("</pre><h4>µPlot</h4><pre>");
        html.Asset("uPlot.LICENSE.txt");
        html.Raw("</pre></details></footer>\n");
    }
}
