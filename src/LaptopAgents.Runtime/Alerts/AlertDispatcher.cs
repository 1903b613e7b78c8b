using System.Threading.Channels;
using LaptopAgents.Engine;
using LaptopAgents.Runtime.Observability;
using Microsoft.Extensions.Logging;

namespace LaptopAgents.Runtime.Alerts;

/// <summary>
/// Sends alerts behind the back of whoever raises them: each way to a person has its own queue, tries again with growing pauses, and can
/// fail without holding up the others or the session.
/// </summary>
public sealed class AlertDispatcher : IAlertSink, IAsyncDisposable
{
    private const int QueueLength = 100;
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    private readonly AlertOptions _options;
    private readonly AlertLimiter _limiter;
    private readonly SecretScrubber _scrubber;
    private readonly ILogger _log;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly Channel<Alert>[] _queues;
    private readonly Task[] _pumps;
    private readonly CancellationTokenSource _stop = new();
    private long _failed;

    public AlertDispatcher(IReadOnlyList<IAlertChannel> channels, AlertOptions options, SecretScrubber scrubber, ILogger log, TimeProvider time)
    {
        (_options, _scrubber, _log, _time) = (options, scrubber, log, time);
        _limiter = new AlertLimiter(options, time);
        _queues = [.. channels.Select(_ => Channel.CreateBounded<Alert>(
            new BoundedChannelOptions(QueueLength) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true },
            _ => Interlocked.Increment(ref _failed)))];
        _pumps = [.. channels.Select((channel, i) => PumpAsync(channel, _queues[i].Reader))];
    }

    /// <summary>Alerts that did not arrive, counted for each way.</summary>
    public long Failed => Interlocked.Read(ref _failed);

    /// <inheritdoc />
    public void Raise(Alert alert)
    {
        ArgumentNullException.ThrowIfNull(alert);
        lock (_lock)
        {
            if (!_limiter.Admit(alert)) return;
            var heldBack = _limiter.TakeHeldBack();
            var detail = heldBack == 0 ? alert.Detail : $"{alert.Detail} ({heldBack} other alerts were held back: too many in an hour.)";
            alert = alert with { Title = _scrubber.Scrub(alert.Title), Detail = _scrubber.Scrub(detail.Trim()) };
            AlertMessages.Raised(_log, alert.Severity == AlertSeverity.Critical ? LogLevel.Error : LogLevel.Warning, alert.Key, alert.Title, alert.Detail);
            foreach (var queue in _queues) queue.Writer.TryWrite(alert);
        }
    }

    /// <summary>Sends what is queued, for a bounded time, and stops.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var queue in _queues) queue.Writer.TryComplete();
        var all = Task.WhenAll(_pumps);
        try
        {
            await all.WaitAsync(_options.DrainTime, _time);
        }
        catch (TimeoutException)
        {
            await _stop.CancelAsync();
            await all;
        }

        _stop.Dispose();
    }

    private async Task PumpAsync(IAlertChannel channel, ChannelReader<Alert> queue)
    {
        await foreach (var alert in queue.ReadAllAsync())
        {
            var problem = await TrySendAsync(channel, alert);
            if (problem is null) continue;
            Interlocked.Increment(ref _failed);
            AlertMessages.NotDelivered(_log, alert.Key, channel.Name, _scrubber.Scrub(problem));
        }
    }

    // Null when it was delivered, else why not.
    private async Task<string?> TrySendAsync(IAlertChannel channel, Alert alert)
    {
        var pause = _options.FirstPause;
        for (var attempt = 1; ; attempt++)
        {
            TimeSpan? after = null;
            string problem;
            try
            {
                using var timeout = new CancellationTokenSource(_options.Timeout, _time);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, _stop.Token);
                await channel.SendAsync(alert, either.Token);
                return null;
            }
            catch (AlertFailedException refused)
            {
                if (!refused.IsTransient) return refused.Message;
                (problem, after) = (refused.Message, refused.After);
            }
            catch (OperationCanceledException)
            {
                problem = "it took too long";
            }
            catch (Exception error)
            {
                // A way to a person may break in any manner; the session does not care.
                problem = $"{error.GetType().Name}: {error.Message}";
            }

            if (attempt == _options.Attempts || _stop.IsCancellationRequested) return $"{problem} (after {attempt} attempts)";
            if (!await PauseAsync(after ?? pause)) return $"{problem} (the program ended)";
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private async Task<bool> PauseAsync(TimeSpan pause)
    {
        try
        {
            await Task.Delay(pause < LongestPause ? pause : LongestPause, _time, _stop.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}

/// <summary>What the log says of alerts.</summary>
internal static partial class AlertMessages
{
    [LoggerMessage(EventId = 1100, EventName = "alert", Message = "ALERT {Title}: {Detail}")]
    public static partial void Raised(ILogger logger, LogLevel level, string alert, string title, string detail);

    [LoggerMessage(EventId = 1101, EventName = "alert_failed", Level = LogLevel.Error, Message = "Alert {Alert} was not delivered by {Channel}: {Reason}")]
    public static partial void NotDelivered(ILogger logger, string alert, string channel, string reason);
}
