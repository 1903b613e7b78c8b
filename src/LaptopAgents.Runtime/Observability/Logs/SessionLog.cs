using System.Threading.Channels;
using LaptopAgents.Runtime.Configuration;
using Microsoft.Extensions.Logging;
using LogLevel = Microsoft.Extensions.Logging.LogLevel;

namespace LaptopAgents.Runtime.Observability;

/// <summary>How a log is kept.</summary>
public sealed record LogOptions
{
    public required string SessionId { get; init; }

    /// <summary>Folder of the files.</summary>
    public required string Folder { get; init; }

    public LogLevel Level { get; init; } = LogLevel.Information;

    /// <summary>Where lines are shown as well; null shows none.</summary>
    public TextWriter? Console { get; init; }

    public LogFormat ConsoleFormat { get; init; } = LogFormat.Text;

    /// <summary>Size at which another file is begun.</summary>
    public long MaxFileBytes { get; init; } = 50_000_000;

    public int FilesKept { get; init; } = 60;

    /// <summary>The options that a configuration asks for.</summary>
    public static LogOptions From(ResolvedConfig resolved, string sessionId, TextWriter? console)
    {
        ArgumentNullException.ThrowIfNull(resolved);
        var logging = resolved.Config.Logging;
        return new LogOptions
        {
            SessionId = sessionId,
            Folder = resolved.PathOf(logging.Dir),
            Level = LevelOf(logging.Level),
            Console = console,
            ConsoleFormat = logging.Format,
            MaxFileBytes = logging.MaxFileMb * 1_000_000L,
            FilesKept = logging.FilesKept,
        };
    }

    private static LogLevel LevelOf(Configuration.LogLevel level) => level switch
    {
        Configuration.LogLevel.Trace => LogLevel.Trace,
        Configuration.LogLevel.Debug => LogLevel.Debug,
        Configuration.LogLevel.Warning => LogLevel.Warning,
        Configuration.LogLevel.Error => LogLevel.Error,
        _ => LogLevel.Information,
    };
}

/// <summary>
/// The session's log: JSON lines in rotated files, and a console beside them. Whoever logs leaves the line in a queue and goes on; it is
/// formatted, scrubbed and written behind. When the disk cannot keep up the oldest lines give way, and how many is told.
/// </summary>
public sealed class SessionLog : ILogger, IAsyncDisposable
{
    private const int QueueLength = 8192;

    private readonly LogOptions _options;
    private readonly TimeProvider _time;
    private readonly LogText _text;
    private readonly RotatingFile _file;
    private readonly Channel<LogLine> _queue;
    private readonly Task _pump;
    private long _dropped;

    private SessionLog(LogOptions options, SecretScrubber scrubber, TimeProvider time)
    {
        (_options, _time) = (options, time);
        _text = new LogText(options.SessionId, scrubber);
        _file = new RotatingFile(options.Folder, options.SessionId, options.MaxFileBytes, options.FilesKept, time);
        _queue = Channel.CreateBounded<LogLine>(
            new BoundedChannelOptions(QueueLength) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true },
            _ => Interlocked.Increment(ref _dropped));
        _pump = PumpAsync();
    }

    public static SessionLog Open(LogOptions options, SecretScrubber scrubber, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new SessionLog(options, scrubber, time);
    }

    /// <inheritdoc />
    public bool IsEnabled(LogLevel logLevel) => logLevel >= _options.Level && logLevel != LogLevel.None;

    /// <inheritdoc />
    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        ArgumentNullException.ThrowIfNull(formatter);
        if (!IsEnabled(logLevel)) return;
        // The fields are taken now: the state is only lent.
        KeyValuePair<string, object?>[] fields = state is IEnumerable<KeyValuePair<string, object?>> pairs ? [.. pairs] : [];
        _queue.Writer.TryWrite(new LogLine(_time.GetUtcNow(), logLevel, eventId.Name ?? "log", formatter(state, exception), fields, exception));
    }

    /// <inheritdoc />
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    /// <summary>Writes what is still queued and closes the files.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _pump;
        _file.Dispose();
    }

    private async Task PumpAsync()
    {
        await foreach (var line in _queue.Reader.ReadAllAsync())
        {
            if (Interlocked.Exchange(ref _dropped, 0) is > 0 and var dropped) Write(Lost(dropped, "the queue was full"));
            var unwritten = _file.Lost;
            Write(line);
            if (unwritten > 0 && _file.Lost == 0) Write(Lost(unwritten, "the disk refused them"));
        }
    }

    private void Write(LogLine line)
    {
        try
        {
            _file.Write(_text.Json(line));
            if (_options.Console is not { } console) return;
            console.WriteLine(_options.ConsoleFormat == LogFormat.Json ? _text.Json(line) : _text.Text(line));
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            // A console that went away must not end the log.
        }
    }

    private LogLine Lost(long lines, string why) => new(
        _time.GetUtcNow(), LogLevel.Warning, "log_lines_lost", $"{lines} log lines were lost: {why}.", [new("Lines", lines)], null);
}
