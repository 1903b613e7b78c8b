using System.Buffers;

namespace LaptopAgents.Analysis;

/// <summary>
/// One self-contained HTML file: markup, style, scripts and data. It asks nothing of the network, and its content policy forbids it to.
/// </summary>
public static class HtmlReport
{
    private static readonly string[] Scripts =
        ["uPlot.iife.min.js", "lightweight-charts.standalone.production.js"];

    private static readonly string[] PageScripts =
        ["core.js", "plots.js", "equity.js", "shapes.js", "candles.js", "tradetable.js", "tradeview.js", "page.js"];

    /// <summary>Writes the report as UTF-8.</summary>
    public static void Write(ReportModel model, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(output);
        var findings = Diagnostician.Examine(model.Statistics);
        var html = new HtmlWriter(output);
        WriteHead(html, model);
        html.Raw("<body>\n<a class=\"skip\" href=\"#main\">Skip to content</a>\n");
        WriteTopBar(html, model);
        html.Raw("<main id=\"main\">\n");
        VerdictSection.Write(html, model, findings);
        EquitySection.Write(html, model);
        StatisticsSection.Write(html, model);
        ReturnsSection.Write(html, model);
        TradesSection.Write(html, model);
        CostsSection.Write(html, model);
        ExposureSection.Write(html, model);
        DiagnosisSection.Write(html, findings);
        if (model.Parity is { } parity) ParitySection.Write(html, model, parity);
        ProvenanceSection.Write(html, model);
        html.Raw("</main>\n");
        WriteScripts(html, model);
        html.Raw("</body>\n</html>\n");
    }

    private static void WriteHead(HtmlWriter html, ReportModel model)
    {
        html.Raw("""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; connect-src 'none'; base-uri 'none'; form-action 'none'">
            <meta name="color-scheme" content="light dark">
            <link rel="icon" href="data:,">

            """);
        html.Write($"<title>{model.Title} – report</title>\n<style>\n");
        html.Asset("uPlot.min.css");
        html.Asset("base.css");
        html.Asset("components.css");
        html.Raw("</style>\n</head>\n");
    }

    private static void WriteTopBar(HtmlWriter html, ReportModel model)
    {
        html.Write($"<header class=\"bar\"><div class=\"bar-in\"><a class=\"brand\" href=\"#main\">{model.Title}</a><nav aria-label=\"Sections\">");
        foreach (var (id, name) in Sections)
            if (id != "parity" || model.Parity is not null) html.Write($"<a href=\"#{id}\">{name}</a>");
        html.Raw("</nav><button type=\"button\" class=\"ghost\" id=\"theme\" aria-label=\"Switch between light and dark\"><span aria-hidden=\"true\">◐</span></button></div></header>\n");
    }

    private static ReadOnlySpan<(string Id, string Name)> Sections => new[]
    {
        ("equity", "Equity"), ("statistics", "Statistics"), ("returns", "Returns"), ("trades", "Trades"), ("costs", "Costs"),
        ("exposure", "Exposure"), ("diagnosis", "Diagnosis"), ("parity", "Parity"), ("provenance", "Provenance"),
    };

    private static void WriteScripts(HtmlWriter html, ReportModel model)
    {
        html.Raw("<script type=\"text/plain\" id=\"windows\">");
        var windows = WindowData.Write(html.Output, model);
        html.Raw("</script>\n<script type=\"application/json\" id=\"data\">");
        ReportData.Write(html.Output, model, windows);
        html.Raw("</script>\n");
        foreach (var script in Scripts)
        {
            html.Raw("<script>\n");
            html.Asset(script);
            html.Raw("</script>\n");
        }

        html.Raw("<script>\n\"use strict\";\n(() => {\n");
        foreach (var script in PageScripts) html.Asset(script);
        html.Raw("})();\n</script>\n");
    }
}
