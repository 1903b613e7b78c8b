using System.Text.Json;
using LaptopAgents.Domain;
using LaptopAgents.Engine;
using LaptopAgents.Runtime.Alerts;
using LaptopAgents.Runtime.Observability;
using LaptopAgents.TestKit;
using Microsoft.Extensions.Time.Testing;
using static LaptopAgents.TestKit.EngineDriver;

namespace LaptopAgents.Tests.Runtime.Observability;

public sealed class SessionObserverTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2025, 1, 1, 0, 10, 0, TimeSpan.Zero));
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "la-beat-" + Path.GetRandomFileName());

    public void Dispose()
    {
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Every_second_the_files_tell_how_the_session_is_also_while_it_hangs()
    {
        var watched = new WatchedSession(_time).Bars(100m);
        using var reached = new ManualResetEventSlim();
        using var release = new ManualResetEventSlim();
        watched.Strategy.OnBarHook = () =>
        {
            reached.Set();
            release.Wait();
        };
        await using var observer = Start(watched);
        Assert.Equal(("running", "starting"), (Beat().State, Beat().Activity));
        var run = Task.Run(() => watched.Session.RunAsync(CancellationToken.None).AsTask());
        reached.Wait();
        _time.Advance(TimeSpan.FromSeconds(20));
        var beat = Beat();
        Assert.Equal(("working", 20.0), (beat.Activity, (beat.Written - beat.LastProgress).TotalSeconds));
        Assert.Equal(SessionCondition.Hung, SessionVerdict.Of(beat, beat.Written, HeartbeatFile.IsAlive(beat)).Condition);
        Assert.Equal(["The session hangs"], beat.Alerts);
        release.Set();
        await run;
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(("waiting", 0), (Beat().Activity, Beat().Alerts.Count));
        observer.Stopped("the feed ended");
        Assert.Equal(("stopped", "the feed ended"), (Beat().State, Beat().Reason));
    }

    [Fact]
    public async Task A_crash_is_written_down_logged_and_alerted()
    {
        var watched = new WatchedSession(_time);
        var sent = new MemoryChannel();
        var alerts = new AlertDispatcher([sent], new AlertOptions(), new SecretScrubber([]), watched.Log, TimeProvider.System);
        var observer = Start(watched, alerts);
        observer.Crashed(new InvalidOperationException("a rule was broken"));
        await observer.DisposeAsync();
        Assert.Equal(("crashed", "InvalidOperationException: a rule was broken"), (Beat().State, Beat().Reason));
        Assert.Equal("crash", Assert.Single(sent.Alerts).Key);
        Assert.Single(watched.Log.Of("session_crashed"));
    }

    [Fact]
    public async Task What_needs_a_person_is_raised_and_called_off()
    {
        var watched = new WatchedSession(_time);
        var raised = new RecordingSink();
        var rules = new SessionAlerts(new WatchLimits(), raised);
        var calm = watched.Telemetry.Read() with { DataAge = Duration.Zero };
        rules.Look(calm, killSwitch: false, freeBytes: long.MaxValue);
        Assert.Empty(raised.Keys);
        Look(calm with { TradingState = TradingState.Halted }, "halt");
        Look(calm with { DataAge = Duration.FromSeconds(91) }, "data_stale");
        Look(calm with { Outside = new OutsideView(0, null, Q(0.1m)) }, "position_drift");
        Look(calm with { Outside = new OutsideView(0, Duration.FromSeconds(-2), null) }, "clock_drift");
        Look(calm, "kill_switch", killSwitch: true);
        var paying = calm with { Identity = calm.Identity with { Engine = Options(new RiskOptions { Funding = new FundingGateOptions { Extreme = Rate.FromBps(10) } }) } };
        Look(paying with { Instruments = [calm.Instruments[0] with { FundingRate = Rate.FromBps(-11) }] }, "funding_extreme");
        Look(calm, "disk_low", freeBytes: 5);
        await Task.CompletedTask;

        void Look(SessionSnapshot snapshot, string key, bool killSwitch = false, long freeBytes = long.MaxValue)
        {
            raised.Keys.Clear();
            rules.Look(snapshot, killSwitch, freeBytes);
            rules.Look(calm, killSwitch: false, freeBytes: long.MaxValue);
            Assert.Equal([key, $"{key} over"], raised.Keys);
        }
    }

    [Fact]
    public async Task Metrics_carry_their_promised_names_in_both_forms()
    {
        var watched = new WatchedSession(_time).Bars(100m, 100m, 110m);
        watched.Strategy.Next.Add(EnterMarket(Side.Buy, 2m, stop: 50m));
        watched.Telemetry.Outside = () => new OutsideView(3, Duration.FromMilliseconds(12), null);
        await watched.RunAsync();
        await using var observer = Start(watched);
        var text = observer.Metrics();
        Assert.Contains("# TYPE orders_submitted_total counter\norders_submitted_total 2\n", text, StringComparison.Ordinal);
        Assert.Contains("\norders_filled_total 1\n", text, StringComparison.Ordinal);
        Assert.Contains("# TYPE pnl_realized_usd gauge\npnl_realized_usd 0\n", text, StringComparison.Ordinal);
        Assert.Contains("\nposition_size_usd{symbol=\"COIN\"} 220\n", text, StringComparison.Ordinal);
        Assert.Contains($"\nequity_usd {watched.Engine.Equity}\n", text, StringComparison.Ordinal);
        Assert.Contains("# TYPE fill_latency_ms histogram\nfill_latency_ms_bucket{le=\"1\"} ", text, StringComparison.Ordinal);
        Assert.Contains("\nfill_latency_ms_bucket{le=\"+Inf\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("\nfill_latency_ms_count 1\n", text, StringComparison.Ordinal);
        Assert.Contains("\nwebsocket_reconnects_total 3\n", text, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(_folder, "metrics.json")));
        Assert.Equal(220, json.RootElement.GetProperty("position_size_usd").GetProperty("COIN").GetDouble());
        Assert.Equal(3, json.RootElement.GetProperty("websocket_reconnects_total").GetDouble());
        Assert.Equal(1, json.RootElement.GetProperty("fill_latency_ms").GetProperty("count").GetInt64());
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_told_once_and_harms_nothing()
    {
        var watched = new WatchedSession(_time);
        Directory.CreateDirectory(_folder);
        var taken = Path.Combine(_folder, "taken");
        await File.WriteAllTextAsync(taken, "");
        await using (SessionObserver.Start(
            watched.Telemetry, new ObserverOptions { Folders = [_folder, taken], KillSwitchPath = Path.Combine(_folder, "KILL") }, null, watched.Log, _time))
            _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Single(watched.Log.Of("file_not_written"));
        Assert.Equal("stopped", Beat().State);
    }

    private SessionObserver Start(WatchedSession watched, AlertDispatcher? alerts = null) => SessionObserver.Start(
        watched.Telemetry, new ObserverOptions { Folders = [_folder], KillSwitchPath = Path.Combine(_folder, "KILL") }, alerts, watched.Log, _time);

    private Heartbeat Beat()
    {
        var beat = HeartbeatFile.Read(Path.Combine(_folder, HeartbeatFile.Name), out var problem);
        Assert.Null(problem);
        return beat!;
    }

    private sealed class MemoryChannel : IAlertChannel
    {
        public List<Alert> Alerts { get; } = [];

        public string Name => "memory";

        public Task SendAsync(Alert alert, CancellationToken cancellation)
        {
            Alerts.Add(alert);
            return Task.CompletedTask;
        }
    }

    private sealed class RecordingSink : IAlertSink
    {
        public List<string> Keys { get; } = [];

        public void Raise(Alert alert) => Keys.Add(alert.IsOver ? $"{alert.Key} over" : alert.Key);
    }
}
