namespace LaptopAgents.Analysis;

/// <summary>All statistics, group by group, each with its formula.</summary>
internal static class StatisticsSection
{
    public static void Write(HtmlWriter html, ReportModel model)
    {
        var all = model.Statistics.All;
        html.Write($"<section id=\"statistics\"><h2>Statistics</h2><p class=\"lead\">{Format.Number(all.Count, 0)} numbers; point at one, or focus it, for its formula. Ratios are annualised with 365 days, because this market never closes, from mark-to-market returns between UTC day ends. Faded: too few observations to lean on.</p>\n<div class=\"groups\">");
        for (var i = 0; i < all.Count;)
        {
            var group = all[i].Group;
            html.Write($"<section class=\"group\" aria-label=\"{Words.Of(group)}\"><h3>{Words.Of(group)}</h3><dl>");
            for (; i < all.Count && all[i].Group == group; i++) WriteOne(html, all[i]);
            html.Raw("</dl></section>");
        }

        html.Raw("</div></section>\n");
    }

    private static void WriteOne(HtmlWriter html, Statistic statistic)
    {
        var isWeak = !statistic.IsSufficient && statistic.Value is not null;
        html.Write($"<div class=\"stat{(isWeak ? " weak" : "")}\" tabindex=\"0\"><dt>{statistic.Label}</dt><dd data-key=\"{statistic.Key}\">{Format.Value(statistic)}</dd><div class=\"tip\" role=\"tooltip\">{statistic.Formula}");
        if (statistic.Value is not null) html.Write($"<br>Exactly {Format.Exact(statistic)}");
        if (!statistic.IsSufficient)
            html.Write($"<br>Insufficient sample: {Format.Number(statistic.SampleSize, 0)} {Words.Of(statistic.Sample)}, {Format.Number(statistic.SampleNeeded, 0)} needed");
        html.Raw("</div></div>");
    }
}
