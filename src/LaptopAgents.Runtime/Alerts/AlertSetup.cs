using LaptopAgents.Runtime.Configuration;
using LaptopAgents.Runtime.Configuration.Schema;
using LaptopAgents.Runtime.Observability;
using Microsoft.Extensions.Logging;

namespace LaptopAgents.Runtime.Alerts;

/// <summary>Makes the alerts that a configuration asks for.</summary>
public static class AlertSetup
{
    /// <summary>The configured ways to a person; without any, alerts are only logged and shown.</summary>
    /// <exception cref="ConfigException">The webhook's address cannot be used.</exception>
    public static AlertDispatcher Create(ResolvedConfig resolved, SecretScrubber scrubber, ILogger log, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(resolved);
        var (logging, alerts) = (resolved.Config.Logging, resolved.Config.Alerts);
        // It lives as long as the program.
        var http = HttpAlerts.Client();
        var channels = new List<IAlertChannel>();
        if (logging.AlertWebhook is { } webhook)
        {
            if (!WebhookChannel.IsAddress(webhook)) throw new ConfigException([Unusable(resolved)]);
            channels.Add(new WebhookChannel(webhook, http));
        }

        if (alerts is { TelegramToken: { } token, TelegramChat: { } chat }) channels.Add(new TelegramChannel(token, chat, http));
        return new AlertDispatcher(channels, new AlertOptions { Repeat = alerts.Repeat, MaxPerHour = alerts.MaxPerHour }, scrubber, log, time);
    }

    private static ConfigProblem Unusable(ResolvedConfig resolved) => new(
        resolved.Entries.First(entry => entry.Key == LoggingKeys.AlertWebhook.Path).Origin.Place, LoggingKeys.AlertWebhook.Path,
        "is not the address of a web server; it must begin with https:// (or http:// on this machine)");
}
