using System.Diagnostics;
using System.Text.Json;

namespace LaptopAgents.SystemTests.Cli;

/// <summary><c>la exchange</c>, as a process of its own.</summary>
public sealed class ExchangeCommandTests
{
    [Fact]
    public async Task The_exchange_serves_the_shipped_market_until_it_is_interrupted()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A console signal can't be sent to one process there.");
        using var folder = new TempFolder();
        var address = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var process = LaProcess.Start(folder.Path, ["exchange", "--port", "0", "--balance", "2500", "--speed", "100x"], onOutput: line =>
        {
            if (line.StartsWith("REST", StringComparison.Ordinal)) address.TrySetResult(line["REST".Length..].Trim());
        });
        var url = await address.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        using (var http = new HttpClient { BaseAddress = new Uri(url) })
        {
            var pairs = JsonDocument.Parse(await http.GetStringAsync("/api/v1/futures/market/trading_pairs", TestContext.Current.CancellationToken));
            Assert.Equal(["BTCUSDT", "ETHUSDT"], pairs.RootElement.GetProperty("data").EnumerateArray().Select(pair => pair.GetProperty("symbol").GetString()));
            using var browser = new HttpRequestMessage(HttpMethod.Get, "/sim/status");
            browser.Headers.Add("Origin", "http://elsewhere.example");
            using var refused = await http.SendAsync(browser, TestContext.Current.CancellationToken);
            Assert.Equal(System.Net.HttpStatusCode.Forbidden, refused.StatusCode);
        }

        using (var signal = Process.Start("kill", ["-INT", $"{process.Id}"])) await signal.WaitForExitAsync(TestContext.Current.CancellationToken);
        var result = process.Finish();
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("SYNTHETIC", result.Output, StringComparison.Ordinal);
        Assert.Matches("BITUNIX_API_KEY=sim[0-9a-f]{29}\nBITUNIX_API_SECRET=sim[0-9a-f]{29}\n", result.Output);
        Assert.Contains("wallet 2500 USDT", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_setup_that_cannot_be_taken_is_told_with_its_file()
    {
        using var folder = new TempFolder();
        folder.Write("habits.json", "{\"quirks\": {\"noSuchHabit\": true}}");
        var result = LaProcess.Run(folder.Path, "exchange", "--port", "0", "--setup", "habits.json");
        Assert.True(result.ExitCode == 2, result.ToString());
        Assert.Contains("habits.json", result.Errors, StringComparison.Ordinal);
        Assert.Contains("noSuchHabit", result.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "--speed must be a number", "--speed", "fast")]
    [InlineData(2, "--balance must be", "--balance", "-1")]
    [InlineData(7, "XYZUSDT", "--symbol", "XYZUSDT")]
    [InlineData(7, "reach from", "--from", "1999-01-01")]
    [InlineData(7, "no recordings", "--ticks")]
    public void What_cannot_be_is_told_with_its_code(int code, string message, params string[] arguments)
    {
        using var folder = new TempFolder();
        var result = LaProcess.Run(folder.Path, ["exchange", "--port", "0", .. arguments]);
        Assert.True(result.ExitCode == code, result.ToString());
        Assert.Contains(message, result.Errors, StringComparison.Ordinal);
    }
}
