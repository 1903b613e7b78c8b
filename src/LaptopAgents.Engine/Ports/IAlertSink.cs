using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>Where a person is told of what needs a person. Raising an alert never waits and never fails.</summary>
public interface IAlertSink
{
    void Raise(Alert alert);
}

/// <summary>How much an alert matters.</summary>
public enum AlertSeverity : byte
{
    Info,
    Warning,
    Critical,
}

/// <summary>Something that needs a person.</summary>
/// <param name="Key">What it is about, such as <c>data_stale</c>: alerts of one key are one matter, and are not repeated at will.</param>
/// <param name="Title">One line.</param>
/// <param name="Detail">What happened and what can be done about it.</param>
/// <param name="IsOver">The matter has ended.</param>
public sealed record Alert(string Key, AlertSeverity Severity, string Title, string Detail, string Session, Timestamp Time, bool IsOver = false);
