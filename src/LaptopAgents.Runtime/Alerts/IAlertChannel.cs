using LaptopAgents.Engine;

namespace LaptopAgents.Runtime.Alerts;

/// <summary>A way to a person.</summary>
public interface IAlertChannel
{
    /// <summary>For the log.</summary>
    string Name { get; }

    /// <exception cref="AlertFailedException">It was not taken.</exception>
    Task SendAsync(Alert alert, CancellationToken cancellation);
}

/// <summary>An alert was not delivered.</summary>
/// <param name="isTransient">Trying again may help.</param>
/// <param name="after">When the other side said to try again.</param>
public sealed class AlertFailedException(string message, bool isTransient, TimeSpan? after = null, Exception? cause = null) : Exception(message, cause)
{
    public bool IsTransient { get; } = isTransient;

    public TimeSpan? After { get; } = after;
}
