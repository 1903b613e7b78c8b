using System.Text.Json;
using LaptopAgents.Cli.Screens;
using LaptopAgents.Domain;
using LaptopAgents.Engine;
using LaptopAgents.Runtime;
using LaptopAgents.Runtime.Configuration;
using LaptopAgents.Runtime.Observability;
using LaptopAgents.Simulation;
using LaptopAgents.TestKit;
using LaptopAgents.Tests.Runtime.Configuration;
using static LaptopAgents.TestKit.EngineDriver;

namespace LaptopAgents.Tests.Cli.Screens;

/// <summary>Everything that watches a session, put together as the program does it.</summary>
public sealed class SessionWatchingTests : IDisposable
{
    private readonly ConfigBed _bed = new();
    private readonly StringWriter _output = new();
    private readonly TextWriter _shared;
    private readonly ExplainingStrategy _strategy = new();
    private readonly ScriptedFeed _feed = new() { NeverEnds = true };

    public SessionWatchingTests() => _shared = TextWriter.Synchronized(_output);

    public void Dispose()
    {
        _output.Dispose();
        _bed.Dispose();
    }

    [Fact]
    public async Task A_session_shows_itself_in_files_lines_and_an_endpoint_and_ends_with_a_word()
    {
        _strategy.Next.Add(EnterMarket(Side.Buy, 1m, stop: 50m));
        for (var i = 0; i < 3; i++) _feed.Add(Start + Minute * (i + 1), BarAt(Start + Minute * i, 100m, 100m, 100m, 100m));
        var (watching, session) = Make();
        using var stop = new CancellationTokenSource();
        await using (watching)
        {
            var run = watching.RunAsync(session.RunAsync, stop.Token);
            var address = await Eventually(() => Lines().Where(line => Text(line, "event") == "endpoint_opened").Select(line => Text(line, "address")).FirstOrDefault());
            using var http = new HttpClient { BaseAddress = new Uri(address) };
            await Eventually(() => watching.Telemetry.Read().Events >= 4 ? "seen" : null);
            Assert.Contains("\norders_filled_total 1\n", await http.GetStringAsync(new Uri("/metrics", UriKind.Relative)), StringComparison.Ordinal);
            using var status = JsonDocument.Parse(await http.GetStringAsync(new Uri("/status", UriKind.Relative)));
            Assert.Equal("running", Text(status.RootElement, "state"));
            await stop.CancelAsync();
            await run;
        }

        var beat = HeartbeatFile.Read(Path.Combine(_bed.Root, ".workspace", HeartbeatFile.Name), out _);
        Assert.Equal(("stopped", "asked to stop", "paper_x"), (beat!.State, beat.Reason, beat.Session));
        Assert.True(File.Exists(Path.Combine(_bed.Root, "runs", "paper_x", "metrics.json")));
        var events = Lines().Select(line => Text(line, "event")).ToList();
        foreach (var expected in (string[])["session_started", "session_status", "order_submitted", "order_filled", "session_stopped"]) Assert.Contains(expected, events);
        Assert.All(Lines(), line => Assert.Equal("paper_x", Text(line, "session_id")));
        // What a console shows besides its status is what the file holds.
        var file = await File.ReadAllLinesAsync(Directory.GetFiles(Path.Combine(_bed.Root, ".workspace", "logs")).Single());
        Assert.Equal(events.Count(name => name != "session_status"), file.Length);
    }

    [Fact]
    public async Task A_session_that_throws_is_shown_as_crashed_and_the_error_goes_on()
    {
        var (watching, _) = Make();
        await using (watching)
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => watching.RunAsync(_ => throw new InvalidOperationException("a rule was broken"), CancellationToken.None));
        }

        var beat = HeartbeatFile.Read(Path.Combine(_bed.Root, "runs", "paper_x", HeartbeatFile.Name), out _);
        Assert.Equal(("crashed", "InvalidOperationException: a rule was broken"), (beat!.State, beat.Reason));
        Assert.Contains(Lines(), line => Text(line, "event") == "session_crashed" && Text(line, "error") == "InvalidOperationException");
        Assert.Contains(Lines(), line => Text(line, "event") == "alert");
    }

    private (SessionWatching Watching, Session Session) Make()
    {
        var resolved = _bed.Profile("p", "metrics:\n  enabled: true\n  port: 0\n").Load("p");
        Instrument[] instruments = [Contract()];
        var options = Options();
        var engine = new TradingEngine(options, instruments, _ => _strategy);
        var result = new RunResult { Instruments = instruments, Interval = Minute, StartEquity = options.StartEquity, Equity = new EquityCurve(16) };
        var venue = new SimulatedVenue(instruments, Minute, new VenueOptions { StartCash = options.StartEquity });
        var identity = new SessionIdentity { Id = "paper_x", Mode = "paper", Strategy = "scripted", Instruments = instruments, Engine = options };
        var folder = Path.Combine(_bed.Root, "runs", "paper_x");
        var watching = new SessionWatching(
            resolved, new WatchedParts(identity, folder, engine, result, [_strategy], Journal: null), isTerminal: false, _shared, TimeProvider.System);
        var session = new Session(
            watching.Telemetry.Watch(_feed), venue, engine, new RunRecorder(engine, result), watching.Telemetry, new SessionOptions(CloseAtEnd: false));
        return (watching, session);
    }

    private List<JsonElement> Lines()
    {
        string text;
        lock (_shared) text = _output.ToString();
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line =>
        {
            using var json = JsonDocument.Parse(line);
            return json.RootElement.Clone();
        })];
    }

    private static async Task<string> Eventually(Func<string?> look)
    {
        for (var i = 0; i < 1000; i++)
        {
            if (look() is { } found) return found;
            await Task.Delay(20);
        }

        throw new TimeoutException();
    }

    private static string? Text(JsonElement line, string name) => line.TryGetProperty(name, out var value) ? value.GetString() : null;
}
