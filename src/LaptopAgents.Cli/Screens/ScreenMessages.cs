using Microsoft.Extensions.Logging;

namespace LaptopAgents.Cli.Screens;

/// <summary>What the log says of the ways to watch a session.</summary>
internal static partial class ScreenMessages
{
    [LoggerMessage(EventId = 1200, EventName = "endpoint_opened", Level = LogLevel.Information, Message = "Metrics, health and status at {Address}")]
    public static partial void EndpointOpened(ILogger logger, Uri address);
}
