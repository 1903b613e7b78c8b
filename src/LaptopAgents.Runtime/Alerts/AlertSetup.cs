using LaptopAgents.Runtime.Configuration;
using LaptopAgents.Runtime.Observability;
using Microsoft.Extensions.Logging;

namespace LaptopAgents.Runtime.Alerts;

/// <summary>Makes the alerts that a configuration asks for.</summary>
public static class AlertSetup
{
    /// <summary>The configured ways to a person; without any, alerts are only logged and shown.</summary>
    /// <exception cref="ArgumentException">The webhook's address cannot be used.</exception>
    public static AlertDispatcher Create(ResolvedConfig resolved, SecretScrubber scrubber, ILogger log, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(resolved);
        var (logging, alerts) = (resolved.Config.Logging, resolved.Config.Alerts);
        // It lives as long as the program.
        var http = HttpAlerts.Client();
        var channels = new List<IAlertChannel>();
        if (logging.AlertWebhook is { } webhook) channels.Add(new WebhookChannel(webhook, http));
        if (alerts is { TelegramToken: { } token, TelegramChat: { } chat }) channels.Add(new TelegramChannel(token, chat, http));
        return new AlertDispatcher(channels, new AlertOptions { Repeat = alerts.Repeat, MaxPerHour = alerts.MaxPerHour }, scrubber, log, time);
    }
}
