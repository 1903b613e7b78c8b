using System.CommandLine;
using System.Text.Json;
using LaptopAgents.Cli.Commands;
using LaptopAgents.Runtime.Configuration;
using LaptopAgents.Runtime.Observability;
using LaptopAgents.TestKit;

namespace LaptopAgents.Tests.Cli.Commands;

public sealed class StatusCommandTests : IDisposable
{
    private readonly string _root = Path.Combine(Path.GetTempPath(), "la-status-" + Path.GetRandomFileName());

    public StatusCommandTests() => Directory.CreateDirectory(_root);

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Without_a_session_it_says_how_to_start_one()
    {
        var (exit, output, _) = Run();
        Assert.Equal(0, exit);
        Assert.Contains("la run --profile paper", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_session_whose_process_is_gone_has_crashed_and_the_exit_code_says_so()
    {
        Write("", SampleBeats.Running with { Pid = int.MaxValue });
        var (exit, output, _) = Run();
        Assert.Equal(1, exit);
        Assert.Contains("crashed or was killed", output, StringComparison.Ordinal);
        foreach (var shown in (string[])["0.05 at 96530.5", "10,123.45", "00000007-5 SELL", "no sweep", "daily loss: 50.00 of 50.00", "denied: reward_to_risk"])
            Assert.Contains(shown, output, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_holds_the_judgement_and_the_heartbeat()
    {
        Write("", SampleBeats.Running with { State = "stopped", Reason = "Ctrl-C" });
        var (exit, output, _) = Run("--json");
        Assert.Equal(0, exit);
        using var json = JsonDocument.Parse(output);
        Assert.Equal("stopped", json.RootElement.GetProperty("condition").GetString());
        Assert.Equal(10_123.45m, json.RootElement.GetProperty("heartbeat").GetProperty("account").GetProperty("equity").GetDecimal());
        Assert.Equal("no sweep", json.RootElement.GetProperty("heartbeat").GetProperty("instruments")[0].GetProperty("block").GetString());
    }

    [Fact]
    public void Sessions_are_found_by_name_and_listed_newest_first()
    {
        Write("runs/paper_a", SampleBeats.Running with { Session = "paper_a", State = "stopped" });
        Write("runs/paper_b", SampleBeats.Running with { Session = "paper_b", State = "stopped", Written = SampleBeats.Noon.AddHours(1) });
        Write("runs/backtest_c", SampleBeats.Running with { Session = "backtest_c" });
        Assert.Contains("paper_b (paper", Run().Output, StringComparison.Ordinal);
        Assert.Contains("paper_a (paper", Run("paper_a").Output, StringComparison.Ordinal);
        Assert.Equal(["paper_b", "paper_a"], Run("--all").Output.TrimEnd('\n').Split('\n').Select(line => line.Split(' ')[0]));
        var (exit, _, errors) = Run("paper_x");
        Assert.Equal(1, exit);
        Assert.Contains("There is no session paper_x", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_heartbeat_is_an_error_and_not_silence()
    {
        Directory.CreateDirectory(Path.Combine(_root, ".workspace"));
        File.WriteAllText(Path.Combine(_root, ".workspace", HeartbeatFile.Name), "{\"version\":1}");
        var (exit, _, errors) = Run();
        Assert.Equal(1, exit);
        Assert.Contains("cannot be read as a heartbeat", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void The_doctor_names_what_is_wrong_with_a_remedy_and_leaves_nothing_behind()
    {
        var (exit, output, _) = Run(DoctorCommand.Create(Process), "--offline", "--json");
        using (var json = JsonDocument.Parse(output))
        {
            Assert.True(json.RootElement.GetProperty("ok").GetBoolean());
            Assert.Equal(0, exit);
        }

        Assert.False(Directory.Exists(Path.Combine(_root, ".workspace")));
        var run = Path.Combine(_root, ".workspace", "runs", "paper_a");
        Directory.CreateDirectory(run);
        File.WriteAllText(Path.Combine(run, "journal.jsonl"), "{\"a\":1}\n{\"b\":");
        File.WriteAllText(Path.Combine(_root, ".workspace", "KILL_SWITCH"), "");
        Write("runs/paper_a", SampleBeats.Running with { Session = "paper_a", Pid = int.MaxValue });
        (exit, output, _) = Run(DoctorCommand.Create(Process), "--offline", "--set", "trading.risk_pct=oops");
        Assert.Equal(1, exit);
        foreach (var shown in (string[])["✗  config", "ends in half a line", "paper_a crashed or was killed", "→ Look at its log", "1 of"])
            Assert.Contains(shown, output, StringComparison.Ordinal);
        (exit, output, _) = Run(DoctorCommand.Create(Process), "--offline");
        Assert.Equal(0, exit);
        Assert.Contains("KILL_SWITCH is set", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_venue_that_cannot_be_reached_is_a_warning()
    {
        var (exit, output, _) = Run(DoctorCommand.Create(Process), "--venue-url", "http://127.0.0.1:1");
        Assert.Equal(0, exit);
        Assert.Contains("!  venue", output, StringComparison.Ordinal);
    }

    private ConfigRequest Process() => new() { WorkingDirectory = _root };

    private void Write(string folder, Heartbeat beat)
    {
        var full = Path.Combine(_root, ".workspace", folder);
        Directory.CreateDirectory(full);
        File.WriteAllBytes(Path.Combine(full, HeartbeatFile.Name), HeartbeatFile.Write(beat));
    }

    private (int Exit, string Output, string Errors) Run(params string[] arguments) => Run(StatusCommand.Create(Process), arguments);

    private static (int Exit, string Output, string Errors) Run(Command command, params string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var exit = command.Parse(arguments).Invoke(new InvocationConfiguration { Output = output, Error = errors });
        return (exit, output.ToString(), errors.ToString());
    }
}
