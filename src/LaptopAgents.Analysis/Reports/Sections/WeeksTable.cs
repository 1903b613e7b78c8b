using System.Globalization;

namespace LaptopAgents.Analysis;

/// <summary>Returns by ISO week: a row a year, a column a week from Monday to Sunday.</summary>
internal static class WeeksTable
{
    public static void Write(HtmlWriter html, RunStatistics run)
    {
        var weeks = run.Periods.Weeks;
        if (weeks.Count < 2) return;
        var (largest, first, last) = (0.0, 53, 1);
        foreach (var week in weeks)
        {
            largest = Math.Max(largest, Math.Abs(week.Return));
            first = Math.Min(first, NumberOf(week));
            last = Math.Max(last, NumberOf(week));
        }

        html.Raw("<div class=\"card scroll\"><h3>Weeks</h3><p class=\"note\">Return in percent by ISO week, Monday to Sunday, UTC.</p><table class=\"heatmap weeks\"><thead><tr><th scope=\"col\">Year</th>");
        for (var number = first; number <= last; number++) html.Write($"<th scope=\"col\">{number}</th>");
        html.Raw("</tr></thead><tbody>");
        for (var next = 0; next < weeks.Count;) next = WriteYear(html, weeks, next, first, last, largest);
        html.Raw("</tbody></table></div>\n");
    }

    private static int WriteYear(HtmlWriter html, IReadOnlyList<PeriodReturn> weeks, int next, int first, int last, double largest)
    {
        var year = ISOWeek.GetYear(Thursday(weeks[next]));
        html.Write($"<tr><th scope=\"row\">{year}</th>");
        for (var number = first; number <= last; number++)
        {
            if (next >= weeks.Count || ISOWeek.GetYear(Thursday(weeks[next])) != year || NumberOf(weeks[next]) != number)
            {
                HeatCell.WriteEmpty(html);
                continue;
            }

            var value = weeks[next].Return;
            var monday = Thursday(weeks[next]).AddDays(-3).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            HeatCell.Write(html, value, largest, Short(value * 100), $"Week {number} of {year}, from {monday}: {Format.Signed(Format.Percent(value))}");
            next++;
        }

        html.Raw("</tr>");
        return next;
    }

    private static int NumberOf(PeriodReturn week) => ISOWeek.GetWeekOfYear(Thursday(week));

    // The epoch was a Thursday, and the Thursday of a week tells its year.
    private static DateTime Thursday(PeriodReturn week) => DateTime.UnixEpoch.AddDays(week.Period * 7);

    // Three or four characters at most, so that the 53 weeks of a year stand beside each other: −.8, 2.3, −12.
    private static string Short(double percent) => Math.Abs(percent) switch
    {
        < 0.05 => "0",
        < 0.95 => Format.Number(percent, 1).Replace("0.", ".", StringComparison.Ordinal),
        < 9.95 => Format.Number(percent, 1),
        _ => Format.Number(percent, 0),
    };
}
