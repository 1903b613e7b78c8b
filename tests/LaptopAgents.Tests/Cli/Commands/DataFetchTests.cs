using System.CommandLine;
using System.Globalization;
using LaptopAgents.Cli.Commands;
using LaptopAgents.Runtime.Configuration;
using LaptopAgents.Storage;
using LaptopAgents.Tests.Bitunix.Transport;
using LaptopAgents.Tests.Storage.Results;

namespace LaptopAgents.Tests.Cli.Commands;

public sealed class DataFetchTests
{
    [Fact]
    public async Task A_download_fills_the_catalog_and_a_second_one_asks_for_nothing_again()
    {
        await using var venue = await LoopbackVenue.StartAsync();
        using var folder = new TempDirectory();
        var to = DateTimeOffset.UtcNow.AddHours(-1);
        string[] arguments = ["--from", Text(to.AddHours(-12)), "--to", Text(to), "--venue-url", venue.Url];
        var (code, output, errors) = await RunAsync(folder, arguments);
        Assert.Equal((0, ""), (code, errors));
        Assert.Contains(": 720 new, 0 known, 0 not at the venue\n", output, StringComparison.Ordinal);
        var catalog = DataCatalog.Open(folder["data"]);
        Assert.Equal(720, catalog.Load("BTCUSDT").Bars.Count);
        Assert.InRange(catalog.Funding("BTCUSDT").Count, 1, 2);
        var calls = venue.KlineCalls;
        Assert.Equal(4, calls);
        (code, output, _) = await RunAsync(folder, arguments);
        Assert.Equal((0, calls), (code, venue.KlineCalls));
        Assert.Contains(": 0 new, 720 known, 0 not at the venue\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_download_that_breaks_keeps_what_it_has_and_goes_on_from_there()
    {
        await using var venue = await LoopbackVenue.StartAsync();
        using var folder = new TempDirectory();
        var to = DateTimeOffset.UtcNow.AddHours(-1);
        string[] arguments = ["--from", Text(to.AddHours(-12)), "--to", Text(to), "--venue-url", venue.Url, "--no-funding"];
        venue.FailsAfter = 2;
        var (code, _, errors) = await RunAsync(folder, arguments);
        Assert.Equal(1, code);
        Assert.Contains("398 bars were saved; the same command goes on from there.", errors, StringComparison.Ordinal);
        venue.FailsAfter = -1;
        var (again, output, _) = await RunAsync(folder, arguments);
        Assert.Equal(0, again);
        Assert.Contains(": 322 new, 398 known, 0 not at the venue\n", output, StringComparison.Ordinal);
        Assert.Equal(720, DataCatalog.Open(folder["data"]).Load("BTCUSDT").Bars.Count);
    }

    [Theory]
    [InlineData(7, "has no contract NOPE", "--symbol", "NOPE")]
    [InlineData(7, "has no bars of 7m", "--interval", "7m")]
    [InlineData(7, "empty or reversed", "--from", "2025-02-01", "--to", "2025-01-01")]
    public async Task What_cannot_be_fetched_is_refused(int expected, string reason, params string[] arguments)
    {
        await using var venue = await LoopbackVenue.StartAsync();
        using var folder = new TempDirectory();
        var (code, output, errors) = await RunAsync(folder, [.. arguments, "--venue-url", venue.Url]);
        Assert.Equal((expected, ""), (code, output));
        Assert.Contains(reason, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_venue_that_is_not_there_is_a_failure_that_changes_nothing()
    {
        using var folder = new TempDirectory();
        var (code, _, errors) = await RunAsync(folder, ["--venue-url", "http://127.0.0.1:1"]);
        Assert.Equal(1, code);
        Assert.Contains("Nothing was changed", errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["data"]));
    }

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture);

    private static async Task<(int Code, string Output, string Errors)> RunAsync(TempDirectory folder, string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var command = DataCommand.Create(() => new ConfigRequest { WorkingDirectory = folder.Path });
        var code = await command.Parse(["fetch", .. arguments]).InvokeAsync(new InvocationConfiguration { Output = output, Error = errors });
        return (code, output.ToString(), errors.ToString());
    }
}
