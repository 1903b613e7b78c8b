namespace LaptopAgents.Analysis;

/// <summary>Candles with trades, shapes of the results, the trade log and the view of one trade.</summary>
internal static class TradesSection
{
    public static void Write(HtmlWriter html, ReportModel model)
    {
        html.Raw("<section id=\"trades\"><h2>Trades</h2>\n");
        if (model.Result.Trades.Count == 0)
        {
            html.Raw("<p class=\"empty\">There was no trade. The diagnosis below says what stopped the orders.</p>");
            WriteCandles(html, model);
            html.Raw("</section>\n");
            return;
        }

        WriteCandles(html, model);
        var unit = model.Statistics.Trades.R.Length > 0 ? "R" : model.Quote;
        html.Raw("<div class=\"two\">");
        if (model.Statistics.Trades.R.Length > 0)
            html.Raw("<figure class=\"card\"><figcaption>Worst against best open result, in R. A dot is a trade; click it</figcaption><div class=\"chart mid\" data-chart=\"excursions\"></div></figure>");
        html.Write($"<figure class=\"card\"><figcaption>Results in {unit}</figcaption><div class=\"chart mid\" data-chart=\"results\"></div></figure></div>\n");
        html.Raw("<div class=\"two\"><figure class=\"card\"><figcaption>Holding time against result. A dot is a trade; click it</figcaption><div class=\"chart mid\" data-chart=\"holding\"></div></figure>");
        html.Raw("<figure class=\"card\"><figcaption>Holding time in bars</figcaption><div class=\"chart mid\" data-chart=\"durations\"></div></figure></div>\n");
        html.Raw("<figure class=\"card\"><figcaption>Streaks: how often so many wins or losses came in a row</figcaption><div class=\"chart short\" data-chart=\"streaks\"></div></figure>\n");
        WriteLog(html, model);
        html.Raw("</section>\n");
        html.Raw("<dialog id=\"trade\" aria-labelledby=\"trade-title\"></dialog>\n");
    }

    private static void WriteCandles(HtmlWriter html, ReportModel model)
    {
        var hasBars = false;
        foreach (var history in model.Histories) hasBars |= history.Bars.Count > 0;
        if (!hasBars) return;
        html.Raw("<figure class=\"card\"><figcaption>Market and trades<span class=\"tools\" id=\"candle-tools\"></span></figcaption><div class=\"chart tall lwc\" data-chart=\"candles\"></div><p class=\"note\" id=\"candle-note\"></p></figure>\n");
    }

    private static void WriteLog(HtmlWriter html, ReportModel model)
    {
        html.Raw("""
            <div class="card" id="log-card"><div class="head"><h3>Trade log</h3><div class="tools" role="search">
            <label>Find <input type="search" id="trade-filter" placeholder="reason, exit, number" autocomplete="off"></label>
            <label>Side <select id="trade-side"><option value="">all</option><option value="1">long</option><option value="-1">short</option></select></label>
            <label>Result <select id="trade-result"><option value="">all</option><option value="1">winners</option><option value="-1">losers</option></select></label>
            <label>Exit <select id="trade-exit"><option value="">all</option></select></label>
            <label>Flag <select id="trade-flag"><option value="">all</option><option value="1">path-dependent</option><option value="2">entry bar</option><option value="4">gap</option></select></label>
            </div></div>
            <p class="note" id="trade-count" aria-live="polite"></p>
            <div class="scroll"><table id="trade-table"><thead></thead><tbody></tbody></table></div>
            <div class="pager"><button type="button" class="ghost" id="page-prev">Previous</button><span id="page-now"></span><button type="button" class="ghost" id="page-next">Next</button></div></div>

            """);
        if (model.Result.Trades.Count > TradeData.MaxTrades)
            html.Write($"<p class=\"note\">Showing the first {Format.Number(TradeData.MaxTrades, 0)} of {Format.Number(model.Result.Trades.Count, 0)} trades; <code>trades.csv</code> holds them all.</p>");
    }
}
