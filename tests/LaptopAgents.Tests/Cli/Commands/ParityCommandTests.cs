using System.CommandLine;
using System.Text.Json;
using LaptopAgents.Cli.Commands;
using LaptopAgents.Runtime.Configuration;
using LaptopAgents.Tests.Cli.Composition.Paper;

namespace LaptopAgents.Tests.Cli.Commands;

public sealed class ParityCommandTests : IDisposable
{
    private readonly PaperBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task It_says_that_nothing_differs_and_writes_the_page()
    {
        await _bench.RunAsync(new DemoMarketPart(300));
        var (exit, output, errors) = await RunAsync("parity", "latest");
        Assert.Equal((0, ""), (exit, errors));
        Assert.Contains("replay    0 differences in ", output, StringComparison.Ordinal);
        Assert.Contains("no difference", output, StringComparison.Ordinal);
        var page = await File.ReadAllTextAsync(Path.Combine(PaperSessionTests.Folder(_bench), "report.html"));
        Assert.Contains("<section id=\"parity\">", page, StringComparison.Ordinal);
        Assert.Contains("no difference", page, StringComparison.Ordinal);
        Assert.Contains("SYNTHETIC", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_holds_the_causes_and_they_add_up()
    {
        await _bench.RunAsync(new DemoMarketPart(200));
        await _bench.RunAsync(new DemoMarketPart(400, missed: 60), resume: true);
        var (exit, output, _) = await RunAsync("parity", "latest", "--json", "--no-report");
        Assert.Equal(0, exit);
        Assert.False(File.Exists(Path.Combine(PaperSessionTests.Folder(_bench), "report.html")));
        using var json = JsonDocument.Parse(output);
        Assert.Equal(0, json.RootElement.GetProperty("replay").GetProperty("differences").GetInt32());
        var body = json.RootElement.GetProperty("backtest");
        var difference = body.GetProperty("difference").GetDecimal();
        Assert.Equal(difference, body.GetProperty("causes").EnumerateObject().Sum(cause => cause.Value.GetDecimal()));
        Assert.Equal(difference, body.GetProperty("session_end_equity").GetDecimal() - body.GetProperty("backtest_end_equity").GetDecimal());
        Assert.False(body.GetProperty("same").GetBoolean());
        Assert.NotEmpty(body.GetProperty("lines").EnumerateArray());
    }

    [Fact]
    public async Task What_if_shows_the_session_beside_the_other_run()
    {
        await _bench.RunAsync(new DemoMarketPart(300));
        var (exit, output, _) = await RunAsync("run", "--what-if", "taker_bps=20", "--session", "latest", "--json");
        Assert.Equal(0, exit);
        using var json = JsonDocument.Parse(output);
        Assert.Equal("20", json.RootElement.GetProperty("assumptions").GetProperty("broker.fees.taker_bps").GetString());
        var (recorded, other) = (json.RootElement.GetProperty("recorded"), json.RootElement.GetProperty("what_if"));
        Assert.True(other.GetProperty("fees").GetDecimal() > 2 * recorded.GetProperty("fees").GetDecimal());
        var comparison = json.RootElement.GetProperty("comparison");
        Assert.Equal(
            other.GetProperty("end_equity").GetDecimal() - recorded.GetProperty("end_equity").GetDecimal(),
            comparison.GetProperty("causes").EnumerateObject().Sum(cause => cause.Value.GetDecimal()));
        Assert.True(comparison.GetProperty("causes").GetProperty("fees").GetDecimal() < -100m);
        Assert.Equal(0m, comparison.GetProperty("causes").GetProperty("unexplained").GetDecimal());
        var (shown, text, _) = await RunAsync("run", "--what-if", "latency_ms=30000", "--session", "latest");
        Assert.Equal(0, shown);
        Assert.Contains("broker.fill_model.latency_submit_ms = 30000", text, StringComparison.Ordinal);
        Assert.Contains("what if", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_journal_that_was_changed_is_told_where_and_exits_with_6()
    {
        await _bench.RunAsync(new DemoMarketPart(200));
        var file = Path.Combine(PaperSessionTests.Folder(_bench), "journal", "000001.jsonl");
        var text = await File.ReadAllTextAsync(file);
        var at = text.IndexOf("\"close\":", 20_000, StringComparison.Ordinal) + 8;
        await File.WriteAllTextAsync(file, text[..at] + (text[at] == '9' ? '8' : '9') + text[(at + 1)..]);
        var (exit, output, errors) = await RunAsync("parity", "latest", "--json");
        Assert.Equal(6, exit);
        Assert.Contains("part at line", errors, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(output);
        Assert.Equal(1, json.RootElement.GetProperty("replay").GetProperty("differences").GetInt32());
        Assert.False(json.RootElement.TryGetProperty("backtest", out _));
        Assert.Equal(6, (await RunAsync("run", "--what-if", "latency_ms=1", "--session", "latest")).Exit);
    }

    [Theory]
    [InlineData(7, "There is no recorded session", "parity", "nowhere")]
    [InlineData(7, "There is no recorded session", "run", "--what-if", "latency_ms=1", "--session", "nowhere")]
    public async Task What_cannot_be_compared_is_named(int code, string said, params string[] arguments)
    {
        var (exit, _, errors) = await RunAsync(arguments);
        Assert.Equal(code, exit);
        Assert.Contains(said, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_is_not_one_is_a_mistake_of_usage()
    {
        await _bench.RunAsync(new DemoMarketPart(30));
        var (exit, _, errors) = await RunAsync("run", "--what-if", "nonsense=1", "--session", "latest");
        Assert.Equal(2, exit);
        Assert.Contains("nonsense", errors, StringComparison.Ordinal);
    }

    private async Task<(int Exit, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        ConfigRequest Process() => new() { WorkingDirectory = _bench.Root, RequireSecrets = false };
        var root = new RootCommand { ParityCommand.Create(Process), RunCommand.Create(Process) };
        var (output, errors) = (new StringWriter(), new StringWriter());
        var exit = await root.Parse(arguments).InvokeAsync(new InvocationConfiguration { Output = output, Error = errors });
        return (exit, output.ToString(), errors.ToString());
    }
}
