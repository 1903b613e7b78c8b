using Microsoft.Extensions.Logging;

namespace LaptopAgents.Cli.Screens;

/// <summary>A log that can be shut for a while: what a session is told again is no news.</summary>
internal sealed class GatedLog(ILogger log) : ILogger
{
    private volatile bool _isShut;

    public bool IsShut
    {
        get => _isShut;
        set => _isShut = value;
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => log.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel) => !_isShut && log.IsEnabled(logLevel);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!_isShut) log.Log(logLevel, eventId, state, exception, formatter);
    }
}
