using LaptopAgents.Domain;
using LaptopAgents.Engine;
using LaptopAgents.Runtime.Alerts;
using LaptopAgents.Runtime.Configuration;
using LaptopAgents.Runtime.Observability;
using LaptopAgents.Web;
using Spectre.Console;

namespace LaptopAgents.Cli.Screens;

/// <summary>A session with what its watchers need to know of it.</summary>
/// <param name="Folder">The session's own folder.</param>
/// <param name="Result">What its recorder writes to.</param>
/// <param name="Strategies">In the order of the instruments.</param>
/// <param name="Journal">Told everything, before anybody watches.</param>
internal sealed record WatchedParts(
    SessionIdentity Identity, string Folder, TradingEngine Engine, RunResult Result, IReadOnlyList<IStrategy> Strategies, IEventJournal? Journal);

/// <summary>
/// All that watches one session, made from its configuration: log, telemetry, heartbeat, alerts, endpoint, and the screen or its lines. Give
/// <see cref="Telemetry"/> to the session as its journal and its <see cref="SessionTelemetry.Watch"/> as its feed, then run it in here.
/// </summary>
internal sealed class SessionWatching : IAsyncDisposable
{
    private readonly ResolvedConfig _resolved;
    private readonly string _folder;
    private readonly TextWriter _output;
    private readonly TimeProvider _time;
    private readonly AlertDispatcher _alerts;
    private readonly GatedLog _news;
    private readonly bool _isLive;

    /// <param name="output">Where lines go when nobody sees a screen.</param>
    public SessionWatching(ResolvedConfig resolved, WatchedParts parts, bool isTerminal, TextWriter output, TimeProvider time)
    {
        (_resolved, _folder, _output, _time, _isLive) = (resolved, parts.Folder, output, time, isTerminal);
        var scrubber = SecretScrubber.Of(resolved);
        // A screen that is drawn anew and lines that run through it do not go together.
        Log = SessionLog.Open(LogOptions.From(resolved, parts.Identity.Id, isTerminal ? null : output), scrubber, time);
        _alerts = AlertSetup.Create(resolved, scrubber, Log, time);
        _news = new GatedLog(Log);
        Telemetry = new SessionTelemetry(parts.Identity, parts.Engine, parts.Result, parts.Strategies, parts.Journal, _news, time);
    }

    public SessionLog Log { get; }

    public SessionTelemetry Telemetry { get; }

    /// <summary>The session is being told its own record, which was logged when it happened.</summary>
    public bool IsTellingAgain
    {
        get => _news.IsShut;
        set => _news.IsShut = value;
    }

    /// <summary>Where other parts raise alerts of their own.</summary>
    public IAlertSink Alerts => _alerts;

    /// <summary>Runs the session, shows it meanwhile, and says how it ended: an error is written down, alerted, and thrown on.</summary>
    public async Task RunAsync(Func<CancellationToken, ValueTask> session, CancellationToken cancellation)
    {
        await using var observer = SessionObserver.Start(Telemetry, ObserverOptions.From(_resolved, _folder), _alerts, Log, _time);
        await using var endpoint = await OpenEndpointAsync(observer);
        using var ended = new CancellationTokenSource();
        var screen = new SessionScreen(observer, AnsiConsole.Console, _output, _time).RunAsync(_isLive, ended.Token);
        try
        {
            // The loop may never wait while there is data, so it gets a thread of its own.
            await Task.Run(async () => await session(cancellation), CancellationToken.None);
            observer.Stopped(cancellation.IsCancellationRequested ? "asked to stop" : "the feed ended");
        }
        catch (Exception error)
        {
            observer.Crashed(error);
            throw;
        }
        finally
        {
            await ended.CancelAsync();
            await screen;
        }
    }

    /// <summary>Writes what is still queued.</summary>
    public ValueTask DisposeAsync() => Log.DisposeAsync();

    private async Task<MetricsEndpoint?> OpenEndpointAsync(SessionObserver observer)
    {
        var metrics = _resolved.Config.Metrics;
        if (!metrics.Enabled) return null;
        var source = new EndpointSource
        {
            Metrics = observer.Metrics,
            Status = () => HeartbeatFile.Write(observer.Read()),
            Health = () =>
            {
                var verdict = observer.Verdict();
                return (verdict.Condition is not (SessionCondition.Hung or SessionCondition.Crashed or SessionCondition.Stale), verdict.Words);
            },
        };
        var endpoint = await MetricsEndpoint.StartAsync(source, metrics.Port, metrics.Public);
        ScreenMessages.EndpointOpened(Log, endpoint.Address);
        return endpoint;
    }
}
