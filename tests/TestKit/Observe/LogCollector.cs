using Microsoft.Extensions.Logging;

namespace LaptopAgents.TestKit;

/// <summary>A log that keeps its lines.</summary>
internal sealed class LogCollector : ILogger
{
    private readonly Lock _lock = new();
    private readonly List<(string Event, string Message, Dictionary<string, object?> Fields)> _lines = [];

    public IReadOnlyList<(string Event, string Message, Dictionary<string, object?> Fields)> Lines
    {
        get
        {
            lock (_lock) return [.. _lines];
        }
    }

    public IEnumerable<Dictionary<string, object?>> Of(string name) => Lines.Where(line => line.Event == name).Select(line => line.Fields);

    /// <summary>Fails instead of keeping anything.</summary>
    public bool IsBroken { get; set; }

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsBroken) throw new IOException("The log is broken.");
        var fields = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        if (state is IEnumerable<KeyValuePair<string, object?>> pairs)
            foreach (var (name, value) in pairs) fields[name] = value;
        lock (_lock) _lines.Add((eventId.Name ?? "", formatter(state, exception), fields));
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;
}
