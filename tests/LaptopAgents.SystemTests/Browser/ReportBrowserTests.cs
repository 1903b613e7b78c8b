using System.Buffers;
using LaptopAgents.Analysis;
using LaptopAgents.TestKit;

namespace LaptopAgents.SystemTests.Browser;

/// <summary>Opens real reports in a real browser.</summary>
public sealed class ReportBrowserTests(Chromium browser, ReportFiles files) : IClassFixture<Chromium>, IClassFixture<ReportFiles>
{
    private static readonly string[] Charts =
    [
        "equity", "drawdown", "years", "daily", "rollingSharpe", "rollingVolatility", "autocorrelation", "candles", "excursions", "results", "holding",
        "durations", "streaks", "waterfall", "breakEven", "costBps", "position", "leverage", "funding",
    ];

    // Counts the pixels of a chart that are neither transparent nor grey: axes and grid are grey, what is drawn from data is not.
    private const string CountInk = """
        (name => {
          let ink = 0;
          for (const canvas of document.querySelectorAll(`[data-chart="${name}"] canvas`)) {
            if (!canvas.width || !canvas.height) continue;
            const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
            for (let i = 0; i < pixels.length; i += 4) {
              const [r, g, b] = [pixels[i], pixels[i + 1], pixels[i + 2]];
              if (pixels[i + 3] > 40 && Math.max(r, g, b) - Math.min(r, g, b) > 24) ink++;
            }
          }
          return ink;
        })
        """;

    [Fact]
    public async Task Every_chart_is_drawn_without_a_complaint_and_without_a_request()
    {
        var page = browser.Session;
        await page.OpenAsync(files.ThreeHundredTrades);
        foreach (var chart in Charts)
            Assert.True(await page.NumberAsync($"{CountInk}({Quoted(chart)})") > 60, $"The chart '{chart}' is blank.");
        Assert.Empty(page.Complaints);
        Assert.All(page.Requests, request => Assert.True(
            request == files.ThreeHundredTrades.AbsoluteUri || request.StartsWith("data:", StringComparison.Ordinal), $"The page asked for {request}"));
    }

    [Fact]
    public async Task The_content_policy_stops_a_page_that_tries_to_connect()
    {
        var page = browser.Session;
        await page.OpenAsync(files.ThreeHundredTrades);
        Assert.Equal("refused", await page.TextAsync("fetch('https://example.com/').then(() => 'sent', () => 'refused')"));
    }

    [Fact]
    public async Task The_trade_log_sorts_by_any_column_both_ways()
    {
        var page = browser.Session;
        await page.OpenAsync(files.ThreeHundredTrades);
        const string Column = "[...document.querySelectorAll('#trade-table tbody tr')].map(row => Number(row.children[7].firstChild.title))";
        await page.EvaluateAsync("document.querySelector('th[data-sort=net] button').click()");
        Assert.Equal("descending", await page.TextAsync("document.querySelector('th[data-sort=net]').ariaSort"));
        Assert.Equal("true", await page.TextAsync($"({Column}).every((value, i, all) => i === 0 || all[i - 1] >= value)"));
        await page.EvaluateAsync("document.querySelector('th[data-sort=net] button').click()");
        Assert.Equal("true", await page.TextAsync($"({Column}).every((value, i, all) => i === 0 || all[i - 1] <= value)"));
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task The_trade_log_filters_by_words_side_result_and_exit()
    {
        var page = browser.Session;
        await page.OpenAsync(files.ThreeHundredTrades);
        var all = await page.NumberAsync("document.querySelectorAll('#trade-table tbody tr').length");
        Assert.True(all > 40);
        await SetAsync(page, "trade-side", "-1");
        await SetAsync(page, "trade-result", "1");
        await SetAsync(page, "trade-exit", "Target");
        Assert.Equal("true", await page.TextAsync("[...document.querySelectorAll('#trade-table tbody tr')].every(row => row.textContent.includes('short') && row.textContent.includes('Target'))"));
        await SetAsync(page, "trade-filter", "no trade has these words");
        Assert.Equal(0, await page.NumberAsync("document.querySelectorAll('#trade-table tbody tr').length"));
        Assert.StartsWith("0 of", await page.TextAsync("document.getElementById('trade-count').textContent"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deep_link_opens_the_page_of_its_trade()
    {
        var page = browser.Session;
        await page.OpenAsync(new Uri(files.ThreeHundredTrades.AbsoluteUri + "#trade-12"));
        await page.UntilAsync("document.getElementById('trade').open");
        Assert.StartsWith("Trade 12 ", await page.TextAsync("document.getElementById('trade-title').textContent"), StringComparison.Ordinal);
        await page.UntilAsync($"{CountInk}('trade') > 200");
        Assert.Equal(2, await page.NumberAsync("document.querySelectorAll('#trade table tbody tr').length"));
        await page.EvaluateAsync("document.querySelector('[aria-label=\"Next trade\"]').click()");
        await page.UntilAsync("document.getElementById('trade-title').textContent.startsWith('Trade 13 ')");
        await page.EvaluateAsync("document.getElementById('trade-close').click()");
        await page.UntilAsync("!document.getElementById('trade').open && location.hash === '#trades'");
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task The_theme_button_turns_the_page_and_its_charts_dark_and_back()
    {
        var page = browser.Session;
        await page.OpenAsync(files.ThreeHundredTrades);
        const string Paper = "getComputedStyle(document.body).backgroundColor";
        var (theme, paper) = (await page.TextAsync("document.documentElement.dataset.theme"), await page.TextAsync(Paper));
        await page.EvaluateAsync("document.getElementById('theme').click()");
        Assert.NotEqual(theme, await page.TextAsync("document.documentElement.dataset.theme"));
        Assert.NotEqual(paper, await page.TextAsync(Paper));
        Assert.True(await page.NumberAsync($"{CountInk}('equity')") > 60);
        await page.EvaluateAsync("document.getElementById('theme').click()");
        Assert.Equal(paper, await page.TextAsync(Paper));
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task The_equity_chart_turns_logarithmic_and_back()
    {
        var page = browser.Session;
        await page.OpenAsync(files.ThreeHundredTrades);
        await page.EvaluateAsync("document.getElementById('log').click()");
        Assert.Equal("true", await page.TextAsync("document.getElementById('log').ariaPressed"));
        await page.UntilAsync($"{CountInk}('equity') > 60");
        await page.EvaluateAsync("document.getElementById('log').click()");
        await page.UntilAsync($"{CountInk}('equity') > 60");
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task Reports_of_no_trade_one_trade_and_two_symbols_open_without_a_complaint()
    {
        var page = browser.Session;
        foreach (var file in new[] { files.NoTrades, files.OneTrade, files.TwoSymbols })
        {
            await page.OpenAsync(file);
            Assert.Empty(page.Complaints);
            Assert.True(await page.NumberAsync($"{CountInk}('equity')") > 60, file.AbsoluteUri);
        }

        Assert.Equal(2, await page.NumberAsync("document.querySelectorAll('#candle-tools option').length"));
    }

    [Fact]
    public async Task No_text_runs_out_of_a_narrow_screen()
    {
        var page = browser.Session;
        await page.SendAsync("Emulation.setDeviceMetricsOverride", new() { ["width"] = 420, ["height"] = 900, ["deviceScaleFactor"] = 1, ["mobile"] = false });
        await page.OpenAsync(files.ThreeHundredTrades);
        var overhang = await page.NumberAsync("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        await page.SendAsync("Emulation.clearDeviceMetricsOverride", []);
        Assert.Equal(0, overhang);
    }

    [Fact]
    public async Task A_year_with_a_thousand_trades_opens_within_a_second()
    {
        var page = browser.Session;
        var best = double.MaxValue;
        for (var attempt = 0; attempt < 4 && best > 1_000; attempt++)
        {
            await page.OpenAsync(files.Year);
            best = Math.Min(best, await page.NumberAsync("Number(document.documentElement.dataset.ready)"));
        }

        Assert.InRange(best, 0, 1_000);
        Assert.Empty(page.Complaints);
    }

    private static string Quoted(string text) => $"'{text}'";

    private static async Task SetAsync(DevToolsSession page, string id, string value) =>
        await page.EvaluateAsync($"(() => {{ const field = document.getElementById('{id}'); field.value = '{value}'; field.dispatchEvent(new Event('input')); }})()");
}

/// <summary>The reports that the browser opens, written once.</summary>
public sealed class ReportFiles : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("la-reports-").FullName;

    public Uri ThreeHundredTrades => Write("trades", SampleRuns.ThreeHundredTrades);

    public Uri NoTrades => Write("none", SampleRuns.NoTrades);

    public Uri OneTrade => Write("one", SampleRuns.OneTrade);

    public Uri TwoSymbols => Write("two", SampleRuns.TwoSymbols);

    public Uri Year => Write("year", SampleRuns.Year);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Uri Write(string name, Func<SampleRun> run)
    {
        var path = Path.Combine(_folder, name + ".html");
        if (!File.Exists(path))
        {
            var output = new ArrayBufferWriter<byte>();
            HtmlReport.Write(SampleReports.Of(run()), output);
            File.WriteAllBytes(path, output.WrittenSpan);
        }

        return new Uri(path);
    }
}
