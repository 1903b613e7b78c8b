namespace LaptopAgents.Analysis;

/// <summary>The first screen: what came out, how far it can be trusted, and what to watch.</summary>
internal static class VerdictSection
{
    private static readonly string[] Tiles =
    [
        "max_drawdown_pct", "sharpe", "profit_factor", "win_rate_pct", "trades", "trading_costs", "exposure_pct", "benchmark_return_pct",
    ];

    public static void Write(HtmlWriter html, ReportModel model, IReadOnlyList<Finding> findings)
    {
        if (model.IsSynthetic)
            html.Raw("<p class=\"banner\" role=\"note\"><strong>SYNTHETIC</strong> This market was made by a generator. Nothing here happened on an exchange.</p>\n");
        if (model.Result.IsPartial)
            html.Raw("<p class=\"banner\" role=\"note\"><strong>PARTIAL</strong> The run was stopped before its data ended. What follows ends where it stopped.</p>\n");
        html.Raw("<section class=\"verdict\" aria-label=\"Verdict\">\n");
        WriteHeadline(html, model);
        WriteMarks(html, model);
        html.Raw("<div class=\"tiles\">");
        foreach (var key in Tiles) WriteTile(html, model, key);
        html.Raw("</div>\n");
        WriteWarnings(html, findings);
        html.Raw("</section>\n");
    }

    private static void WriteHeadline(HtmlWriter html, ReportModel model)
    {
        var run = model.Statistics;
        var result = model.Result;
        var tone = run.TotalReturn > 0 ? "gain" : run.TotalReturn < 0 ? "loss" : "";
        html.Write($"<div class=\"headline\"><div><h1>{model.Title}</h1>");
        html.Write($"<p class=\"period\">{Format.Day(result.From)} to {Format.Day(result.To)} · {Format.Number(run.Days, 0)} days · {Format.Number(result.Bars, 0)} bars of {Format.Interval(result.Interval)}</p></div>");
        html.Write($"<div class=\"net\"><span class=\"big {tone}\">{Format.Signed(Format.Percent(run.TotalReturn))}</span>");
        html.Write($"<span class=\"sub\" title=\"{result.StartEquity.ToString()} → {result.EndEquity.ToString()}\">{Format.Amount(result.StartEquity)} → {Format.Amount(result.EndEquity)} {model.Quote}</span></div></div>\n");
    }

    private static void WriteMarks(HtmlWriter html, ReportModel model)
    {
        var trades = model.Result.Trades.Count;
        var days = model.Statistics.Periods.Daily.Length;
        var sample = trades >= 100 && days >= 90 ? "good" : trades >= 30 && days >= 30 ? "fair" : "small";
        html.Raw("<ul class=\"marks\">");
        Mark(html, "Data", model.DataGrade is null ? "not graded" : "grade " + model.DataGrade, model.DataGrade is "A" or "B" ? "good" : "fair",
            "How complete and consistent the market data was; details under Provenance");
        Mark(html, "Sample", $"{sample}: {Format.Number(trades, 0)} trades, {Format.Number(days, 0)} days", sample is "small" ? "poor" : sample,
            "Good from 100 trades and 90 days, fair from 30 and 30; with less, ratios are mostly luck");
        Mark(html, "Robustness", "not tested", "none", "Walk-forward, parameter and Monte Carlo tests are a run of their own");
        WriteParity(html, model);
        html.Write($"<li class=\"mark none\" title=\"Hash over settings, data, build and strategy: the same hash means the same run\"><span>Manifest</span><code id=\"hash\">{Short(model.ManifestHash)}</code><button type=\"button\" class=\"copy\" data-copy=\"{model.ManifestHash}\" aria-label=\"Copy the manifest hash\">copy</button></li></ul>\n");
    }

    private static void WriteParity(HtmlWriter html, ReportModel model)
    {
        if (model.Parity is not { } parity)
            Mark(html, "Parity", "n/a", "none", "A session against a backtest of it; this run was compared with nothing");
        else if (parity.IsSame)
            Mark(html, "Parity", "proved", "good", "The session, told again, came out the same, and so did a backtest of it");
        else
            Mark(html, "Parity", $"replay proved, backtest {Format.Signed(Format.Amount(parity.Difference))}", parity.Sums[ParityCause.Unexplained].IsZero ? "fair" : "poor",
                "The session, told again, came out the same; what a backtest of it did otherwise is explained under Parity");
    }

    private static void Mark(HtmlWriter html, string name, string value, string tone, string tooltip) =>
        html.Write($"<li class=\"mark {tone}\" title=\"{tooltip}\"><span>{name}</span><b>{value}</b></li>");

    private static string Short(string hash) => hash.Length <= 14 ? hash : hash[..12] + "…";

    private static void WriteTile(HtmlWriter html, ReportModel model, string key)
    {
        foreach (var statistic in model.Statistics.All)
        {
            if (!string.Equals(statistic.Key, key, StringComparison.Ordinal)) continue;
            var note = statistic.IsSufficient ? Note(model, key) : "small sample";
            html.Write($"<div class=\"tile\" tabindex=\"0\" title=\"{statistic.Formula}&#10;{Format.Exact(statistic)}\"><span>{statistic.Label}</span><b>{Format.Value(statistic)}</b><small>{note}</small></div>");
        }
    }

    // A second number that gives the first its meaning.
    private static string Note(ReportModel model, string key)
    {
        var run = model.Statistics;
        return key switch
        {
            "max_drawdown_pct" => Format.Amount(run.Drawdowns.MaxAmount) + " " + model.Quote,
            "sharpe" => run.ValueOf("sharpe_low") is { } low && run.ValueOf("sharpe_high") is { } high
                ? $"95 %: {Format.Number(low, 1)} to {Format.Number(high, 1)}" : "",
            "profit_factor" => run.ValueOf("expectancy_r") is { } multiple ? Format.Number(multiple, 2) + " R a trade" : "",
            "win_rate_pct" => run.ValueOf("payoff_ratio") is { } payoff ? "payoff " + Format.Number(payoff, 2) : "",
            "trades" => run.ValueOf("trades_per_day") is { } rate ? Format.Number(rate, 1) + " a day" : "",
            "trading_costs" => double.IsFinite(run.Costs.BreakEvenMultiple) ? "dies at " + Format.Number(run.Costs.BreakEvenMultiple, 2) + "×" : "",
            "exposure_pct" => run.ValueOf("median_hold_seconds") is { } held ? "median " + Format.Span(held) : "",
            _ => run.ValueOf("excess_return_pct") is { } ahead ? Format.Number(Math.Abs(ahead), 2) + (ahead < 0 ? " % behind" : " % ahead") : "",
        };
    }

    private static void WriteWarnings(HtmlWriter html, IReadOnlyList<Finding> findings)
    {
        var shown = 0;
        foreach (var finding in findings)
        {
            if (finding.Severity == Severity.Note || shown == 5) continue;
            html.Raw(shown++ == 0 ? "<ul class=\"warnings\">" : "");
            html.Write($"<li class=\"{Tone(finding.Severity)}\"><a href=\"#finding-{finding.Key}\">{finding.Title}</a><span>{finding.Evidence}</span></li>");
        }

        html.Raw(shown > 0 ? "</ul>\n" : "<p class=\"quiet\">No check found anything that needs attention.</p>\n");
    }

    public static string Tone(Severity severity) => severity switch { Severity.Serious => "serious", Severity.Warning => "warning", _ => "info" };
}
