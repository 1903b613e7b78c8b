using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using LaptopAgents.Analysis;
using LaptopAgents.TestKit;

namespace LaptopAgents.Tests.Analysis;

public sealed partial class HtmlReportTests
{
    private static readonly SampleRun Trades = SampleRuns.ThreeHundredTrades();

    [Fact]
    public void A_report_is_one_whole_document()
    {
        var html = Render(SampleReports.Of(Trades));
        Assert.StartsWith("<!doctype html>", html, StringComparison.Ordinal);
        Assert.EndsWith("</html>\n", html, StringComparison.Ordinal);
        Assert.Equal(Count(html, "<section"), Count(html, "</section>"));
        if (Environment.GetEnvironmentVariable("LA_REPORT_OUT") is { } path) File.WriteAllText(path, html);
    }

    [Fact]
    public void Nothing_in_it_refers_to_another_file_and_its_policy_forbids_connections()
    {
        var html = Render(SampleReports.Of(Trades));
        Assert.Contains("default-src 'none'", html, StringComparison.Ordinal);
        Assert.Contains("connect-src 'none'", html, StringComparison.Ordinal);
        Assert.Empty(Loads().Matches(html).Select(match => match.Value));
    }

    [Fact]
    public void Synthetic_data_is_named_and_real_data_is_not()
    {
        Assert.Contains("<strong>SYNTHETIC</strong>", Render(SampleReports.Of(Trades)), StringComparison.Ordinal);
        Assert.DoesNotContain("<strong>SYNTHETIC</strong>", Render(SampleReports.Of(Trades, isSynthetic: false)), StringComparison.Ordinal);
    }

    [Fact]
    public void Words_from_outside_never_become_markup()
    {
        const string Evil = "</script><script>alert(1)</script><img src=x onerror=alert(1)>\"'&";
        var run = SampleRuns.OneTrade();
        run.Result.Trades[0] = run.Result.Trades[0] with { EntryReason = Evil };
        var model = SampleReports.Of(run) with { Title = Evil, Manifest = [new ReportFact(Evil, Evil)], DataQuality = [Evil], ManifestHash = Evil };
        var html = Render(model);
        Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_week_stands_once_in_the_table_of_weeks()
    {
        var html = Render(SampleReports.Of(Trades));
        Assert.Contains("heatmap weeks", html, StringComparison.Ordinal);
        Assert.Equal(Trades.Statistics().Periods.Weeks.Count, Count(html, "title=\"Week "));
    }

    [Fact]
    public void Other_readings_of_the_fills_are_shown_where_there_are_any()
    {
        var model = SampleReports.Of(Trades);
        Assert.DoesNotContain("Fill assumptions", Render(model), StringComparison.Ordinal);
        var html = Render(model with { FillVariants = [new FillVariant("Kindest", "the better path", Trades.Result)] });
        Assert.Contains("Fill assumptions", html, StringComparison.Ordinal);
        Assert.Contains("the better path", html, StringComparison.Ordinal);
        Assert.Contains("\"lo\":", html, StringComparison.Ordinal);
    }

    [Fact]
    public void The_licences_of_the_chart_libraries_travel_with_it()
    {
        var html = Render(SampleReports.Of(Trades));
        Assert.Contains("https://www.tradingview.com/", html, StringComparison.Ordinal);
        Assert.Contains("Apache License", html, StringComparison.Ordinal);
        Assert.Contains("The MIT License", html, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_run_gives_the_same_bytes_in_any_culture()
    {
        var first = Render(SampleReports.Of(SampleRuns.TwoSymbols()));
        var before = CultureInfo.CurrentCulture;
        try
        {
            var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            (culture.NumberFormat.NumberDecimalSeparator, culture.NumberFormat.NegativeSign) = (",", "~");
            CultureInfo.CurrentCulture = culture;
            Assert.Equal(first, Render(SampleReports.Of(SampleRuns.TwoSymbols())));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("none")]
    [InlineData("one")]
    [InlineData("two")]
    public void Runs_of_no_trade_one_trade_and_two_symbols_have_reports(string which)
    {
        var run = which switch { "none" => SampleRuns.NoTrades(), "one" => SampleRuns.OneTrade(), _ => SampleRuns.TwoSymbols() };
        var html = Render(SampleReports.Of(run));
        Assert.DoesNotContain("NaN", Body(html), StringComparison.Ordinal);
        Assert.DoesNotContain("∞", Body(html), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_without_bars_has_a_report()
    {
        var run = SampleRuns.OneTrade();
        var model = SampleReports.Of(run) with { Histories = [], Statistics = RunStatistics.From(run.Result, []) };
        Assert.DoesNotContain("data-chart=\"candles\"", Render(model), StringComparison.Ordinal);
    }

    [Fact]
    public void A_year_with_a_thousand_trades_is_small_and_quick_to_write()
    {
        var run = SampleRuns.Year();
        Assert.InRange(run.Result.Trades.Count, 900, 1_500);
        var best = TimeSpan.MaxValue;
        var size = 0;
        for (var attempt = 0; attempt < 5; attempt++)
        {
            var output = new ArrayBufferWriter<byte>(1 << 22);
            var watch = Stopwatch.StartNew();
            HtmlReport.Write(SampleReports.Of(run), output);
            best = watch.Elapsed < best ? watch.Elapsed : best;
            size = output.WrittenCount;
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{size:N0} bytes, {best.TotalMilliseconds:F0} ms, {run.Result.Trades.Count} trades");
        Assert.InRange(size, 1_000_000, 3_000_000);

        // A debug build on a busy machine; the benchmark project holds the real limit of 150 ms.
        Assert.InRange(best.TotalMilliseconds, 0, 1_500);
    }

    [Fact]
    public void Very_many_trades_keep_the_file_small()
    {
        var run = SampleRuns.Build(60, ["BTCUSDT"], 0.2, seed: 3);
        Assert.InRange(Encoding.UTF8.GetByteCount(Render(SampleReports.Of(run))), 500_000, 3_000_000);
    }

    private static string Render(ReportModel model)
    {
        var output = new ArrayBufferWriter<byte>();
        HtmlReport.Write(model, output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static string Body(string html) => html[html.IndexOf("<main", StringComparison.Ordinal)..html.IndexOf("</main>", StringComparison.Ordinal)];

    private static int Count(string text, string part) => (text.Length - text.Replace(part, "", StringComparison.Ordinal).Length) / part.Length;

    [GeneratedRegex("<(script|img|iframe|object|embed|source|audio|video)[^>]*\\ssrc=|<link[^>]*href=\"(?!data:)|@import|url\\(\\s*['\"]?(?!data:)https?:")]
    private static partial Regex Loads();
}
