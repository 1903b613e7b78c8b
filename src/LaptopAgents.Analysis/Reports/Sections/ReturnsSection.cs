using System.Globalization;

namespace LaptopAgents.Analysis;

/// <summary>Returns by month, year, day, hour and over rolling windows.</summary>
internal static class ReturnsSection
{
    private static readonly string[] MonthNames = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    private static readonly string[] DayNames = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

    public static void Write(HtmlWriter html, ReportModel model)
    {
        var run = model.Statistics;
        html.Raw("<section id=\"returns\"><h2>Returns</h2>\n");
        WriteMonths(html, run);
        WeeksTable.Write(html, run);
        html.Raw("<div class=\"two\"><figure class=\"card\"><figcaption>Years</figcaption><div class=\"chart short\" data-chart=\"years\"></div></figure>");
        html.Raw("<figure class=\"card\"><figcaption>Daily returns, with the normal curve of the same mean and spread</figcaption><div class=\"chart short\" data-chart=\"daily\"></div></figure></div>\n");
        WriteHours(html, model);
        if (RollingReturns.WindowFor(run.Periods.Daily.Length) is > 0 and var window)
        {
            html.Write($"<div class=\"two\"><figure class=\"card\"><figcaption>Rolling Sharpe and Sortino, {window} days</figcaption><div class=\"chart short\" data-chart=\"rollingSharpe\"></div></figure>");
            html.Write($"<figure class=\"card\"><figcaption>Rolling volatility (% a year) and beta, {window} days</figcaption><div class=\"chart short\" data-chart=\"rollingVolatility\"></div></figure></div>\n");
        }

        if (run.Periods.Daily.Length >= 20)
            html.Raw("<figure class=\"card\"><figcaption>Autocorrelation of daily returns by lag in days; beyond the dashed lines it is more than chance (95 %)</figcaption><div class=\"chart short\" data-chart=\"autocorrelation\"></div></figure>\n");
        html.Raw("</section>\n");
    }

    private static void WriteMonths(HtmlWriter html, RunStatistics run)
    {
        var months = run.Periods.Months;
        if (months.Count == 0) return;
        var largest = 0.0;
        foreach (var month in months) largest = Math.Max(largest, Math.Abs(month.Return));
        html.Raw("<div class=\"card scroll\"><h3>Months</h3><table class=\"heatmap\"><thead><tr><th scope=\"col\">Year</th>");
        foreach (var name in MonthNames) html.Write($"<th scope=\"col\">{name}</th>");
        html.Raw("<th scope=\"col\">Total</th></tr></thead><tbody>");
        var next = 0;
        for (var year = months[0].Period / 12; year <= months[^1].Period / 12; year++)
        {
            var growth = 1.0;
            html.Write($"<tr><th scope=\"row\">{(int)(1970 + year)}</th>");
            for (var month = 0; month < 12; month++)
            {
                if (next >= months.Count || months[next].Period != year * 12 + month)
                {
                    HeatCell.WriteEmpty(html);
                    continue;
                }

                var value = months[next++].Return;
                growth *= 1 + value;
                HeatCell.Write(html, value, largest, Format.Number(value * 100, 1), $"{MonthNames[month]} {1970 + year}: {Format.Signed(Format.Percent(value))}");
            }

            html.Write($"<td class=\"num total\">{Format.Signed(Format.Percent(growth - 1, 1))}</td></tr>");
        }

        html.Raw("</tbody></table></div>\n");
    }

    private static void WriteHours(HtmlWriter html, ReportModel model)
    {
        var hours = HourlyResults.From(model.Result.Equity, model.Result.StartEquity, model.Result.From);
        var largest = hours.LargestMagnitude();
        if (largest == 0) return;
        html.Write($"<div class=\"card scroll\"><h3>Hour of day and weekday</h3><p class=\"note\">Change of equity in {model.Quote}, UTC. The market is open round the clock: a good hour that stands alone is usually luck.</p><table class=\"heatmap hours\"><thead><tr><th></th>");
        for (var hour = 0; hour < 24; hour++) html.Write($"<th scope=\"col\">{hour.ToString("00", CultureInfo.InvariantCulture)}</th>");
        html.Raw("<th scope=\"col\">Day</th></tr></thead><tbody>");
        for (var weekday = 0; weekday < 7; weekday++)
        {
            html.Write($"<tr><th scope=\"row\">{DayNames[weekday]}</th>");
            for (var hour = 0; hour < 24; hour++)
            {
                var value = hours.At(weekday, hour);
                if (!hours.IsSeen(weekday, hour)) HeatCell.WriteEmpty(html);
                else HeatCell.Write(html, value, largest, Short(value), $"{DayNames[weekday]} {hour:00}:00–{(hour + 1) % 24:00}:00: {Format.Signed(Format.Amount(value))} {model.Quote}");
            }

            html.Write($"<td class=\"num total\">{Short(hours.OfWeekday(weekday))}</td></tr>");
        }

        html.Raw("<tr class=\"total\"><th scope=\"row\">Hour</th>");
        for (var hour = 0; hour < 24; hour++) html.Write($"<td class=\"num total\">{Short(hours.OfHour(hour))}</td>");
        html.Raw("<td></td></tr></tbody></table></div>\n");
    }

    // Short enough for one of 24 columns: 999, then 1.2k.
    private static string Short(double value) => Math.Abs(value) switch
    {
        0 => "0",
        < 1 => Format.Number(value, 1),
        < 1_000 => Format.Number(value, 0),
        < 100_000 => Format.Number(value / 1_000, 1) + "k",
        _ => Format.Number(value / 1_000, 0) + "k",
    };
}
