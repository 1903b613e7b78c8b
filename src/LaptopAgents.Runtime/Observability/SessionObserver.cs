using System.Diagnostics;
using LaptopAgents.Runtime.Alerts;
using Microsoft.Extensions.Logging;

namespace LaptopAgents.Runtime.Observability;

/// <summary>
/// Writes heartbeat and metrics every second and raises alerts, on a timer of its own: when the session hangs, this goes on and shows it.
/// </summary>
public sealed class SessionObserver : IAsyncDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly SessionTelemetry _telemetry;
    private readonly ObserverOptions _options;
    private readonly SessionAlerts _rules;
    private readonly AlertDispatcher? _dispatcher;
    private readonly ILogger _log;
    private readonly ITimer _timer;
    private readonly Lock _beat = new();
    private readonly DateTime _processStarted;
    private readonly string?[] _problems;
    private (string State, string? Reason) _state = ("running", null);

    private SessionObserver(SessionTelemetry telemetry, ObserverOptions options, AlertDispatcher? alerts, ILogger log, TimeProvider time)
    {
        (_telemetry, _options, _dispatcher, _log) = (telemetry, options, alerts, log);
        _rules = new SessionAlerts(options.Limits, alerts);
        _problems = new string?[options.Folders.Count];
        using (var self = Process.GetCurrentProcess()) _processStarted = self.StartTime.ToUniversalTime();
        var identity = telemetry.Identity;
        SessionMessages.SessionStarted(log, identity.Id, identity.Strategy, string.Join(',', identity.Instruments.Select(item => item.Symbol)), identity.Mode);
        Beat();
        _timer = time.CreateTimer(_ => Beat(), null, Period, Period);
    }

    /// <param name="alerts">Null raises none. It is disposed of with the observer, after it has sent what is queued.</param>
    public static SessionObserver Start(SessionTelemetry telemetry, ObserverOptions options, AlertDispatcher? alerts, ILogger log, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(telemetry);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        return new SessionObserver(telemetry, options, alerts, log, time);
    }

    /// <summary>The session as the files show it, made anew.</summary>
    public Heartbeat Read() => HeartbeatMaker.Of(_telemetry.Read(), Facts(), _options.Limits);

    /// <summary>How it is, made anew.</summary>
    public SessionVerdict Verdict()
    {
        var beat = Read();
        return SessionVerdict.Of(beat, beat.Written, isAlive: true);
    }

    /// <summary>The metrics in the text format of Prometheus.</summary>
    public string Metrics() => PrometheusText.Write(SessionMetrics.Of(_telemetry.Read(), _dispatcher?.Failed ?? 0));

    /// <summary>The session ended in good order.</summary>
    public void Stopped(string reason)
    {
        var snapshot = _telemetry.Read();
        SessionMessages.SessionStopped(_log, snapshot.Events, reason, snapshot.Account.Equity.ToDecimal());
        End("stopped", reason);
    }

    /// <summary>The session ended by an error that nobody caught.</summary>
    public void Crashed(Exception error)
    {
        ArgumentNullException.ThrowIfNull(error);
        var reason = $"{error.GetType().Name}: {error.Message}";
        SessionMessages.SessionCrashed(_log, error, _telemetry.Read().Events, reason);
        End("crashed", reason);
        _rules.OnCrash(_telemetry.Read(), reason);
    }

    /// <summary>Stops the timer, writes the last state and sends the alerts that are queued.</summary>
    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync();
        if (_state.State == "running") Stopped("ended");
        if (_dispatcher is not null) await _dispatcher.DisposeAsync();
    }

    internal void Beat()
    {
        // A beat that the disk holds up must not pile up others behind it.
        if (!_beat.TryEnter()) return;
        try
        {
            var snapshot = _telemetry.Read();
            if (_state.State == "running") _rules.Look(snapshot, HasKillSwitch(), FreeBytes(_options.Folders[0]));
            var beat = HeartbeatFile.Write(HeartbeatMaker.Of(snapshot, Facts(), _options.Limits));
            var metrics = MetricsJson.Write(snapshot.Identity.Id, snapshot.Taken, SessionMetrics.Of(snapshot, _dispatcher?.Failed ?? 0));
            for (var i = 0; i < _options.Folders.Count; i++) Write(i, beat, metrics);
        }
        catch (Exception error)
        {
            // Whatever it is, the session must not end because somebody watched it.
            SessionMessages.TelemetryFault(_log, error);
        }
        finally
        {
            _beat.Exit();
        }
    }

    private void Write(int folder, byte[] beat, byte[] metrics)
    {
        var path = Path.Combine(_options.Folders[folder], HeartbeatFile.Name);
        try
        {
            ReplacedFile.Write(path, beat);
            ReplacedFile.Write(Path.Combine(_options.Folders[folder], MetricsJson.Name), metrics);
            _problems[folder] = null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Told once, and again when it is another problem.
            if (_problems[folder] != error.Message) SessionMessages.FileNotWritten(_log, path, error.Message);
            _problems[folder] = error.Message;
        }
    }

    private void End(string state, string reason)
    {
        // The last word must stand, so this waits for a beat that is under way.
        lock (_beat) _state = (state, reason);
        Beat();
    }

    private ProcessFacts Facts() => new(
        Environment.ProcessId, _processStarted, Environment.MachineName, _state.State, _state.Reason, HasKillSwitch(), _rules.Open);

    private bool HasKillSwitch() => File.Exists(_options.KillSwitchPath);

    private static long? FreeBytes(string folder)
    {
        try
        {
            return new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
