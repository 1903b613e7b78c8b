using Microsoft.Extensions.Logging;

namespace LaptopAgents.Runtime.Observability;

/// <summary>One line of the log before it is written.</summary>
/// <param name="Event">The event's name; the category for a line that names none.</param>
internal sealed record LogLine(
    DateTimeOffset Time, LogLevel Level, string Event, string Message, KeyValuePair<string, object?>[] Fields, Exception? Error);
