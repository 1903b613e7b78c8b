namespace LaptopAgents.Analysis;

/// <summary>Position, leverage, margin and funding over time.</summary>
internal static class ExposureSection
{
    private static readonly string[] Keys =
        ["exposure_pct", "max_notional", "max_leverage", "mean_leverage", "max_margin_use_pct", "min_liquidation_distance_pct", "funding_received", "funding_paid"];

    public static void Write(HtmlWriter html, ReportModel model)
    {
        html.Raw("<section id=\"exposure\"><h2>Exposure and margin</h2>\n<div class=\"tiles\">");
        foreach (var key in Keys) WriteTile(html, model, key);
        html.Raw("</div>\n");
        if (model.Statistics.Track is not null)
        {
            html.Write($"<div class=\"two\"><figure class=\"card\"><figcaption>Position value, long above and short below zero, {model.Quote}</figcaption><div class=\"chart short\" data-chart=\"position\"></div></figure>");
            html.Raw("<figure class=\"card\"><figcaption>Leverage: position value ÷ equity</figcaption><div class=\"chart short\" data-chart=\"leverage\"></div></figure></div>\n");
        }

        if (model.Result.Funding.Count > 0)
            html.Write($"<figure class=\"card\"><figcaption>Funding received and paid so far, {model.Quote}</figcaption><div class=\"chart short\" data-chart=\"funding\"></div></figure>\n");
        html.Raw("</section>\n");
    }

    private static void WriteTile(HtmlWriter html, ReportModel model, string key)
    {
        foreach (var statistic in model.Statistics.All)
            if (string.Equals(statistic.Key, key, StringComparison.Ordinal) && statistic.Value is not null)
                html.Write($"<div class=\"tile\" tabindex=\"0\" title=\"{statistic.Formula}&#10;{Format.Exact(statistic)}\"><span>{statistic.Label}</span><b>{Format.Value(statistic)}</b></div>");
    }
}
