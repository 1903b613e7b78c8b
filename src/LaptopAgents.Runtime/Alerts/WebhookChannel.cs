using System.Text.Json;
using LaptopAgents.Engine;
using LaptopAgents.Runtime.Configuration;

namespace LaptopAgents.Runtime.Alerts;

/// <summary>Posts alerts to an address of the user's choice, in a form that chat services show as they are.</summary>
/// <param name="address">Secret, because such addresses hold tokens.</param>
public sealed class WebhookChannel(Secret address, HttpClient http) : IAlertChannel
{
    private readonly Uri _address = new(address.Reveal(), UriKind.Absolute);

    /// <inheritdoc />
    public string Name => "webhook";

    /// <inheritdoc />
    public Task SendAsync(Alert alert, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(alert);
        return HttpAlerts.PostAsync(http, _address, Body(alert), cancellation);
    }

    /// <summary>Whether a secret is an address that can be posted to.</summary>
    public static bool IsAddress(Secret secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        return Uri.TryCreate(secret.Reveal(), UriKind.Absolute, out var uri) && uri.Scheme is ("https" or "http");
    }

    // "text" is what Slack and Mattermost show, "content" what Discord shows.
    private static byte[] Body(Alert alert)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("text", AlertText.Of(alert));
            json.WriteString("content", AlertText.Of(alert));
            json.WriteString("event", alert.Key);
            json.WriteString("severity", alert.Severity.ToString().ToUpperInvariant());
            json.WriteString("title", alert.Title);
            json.WriteString("detail", alert.Detail);
            json.WriteString("session_id", alert.Session);
            json.WriteString("ts", alert.Time.ToString());
            json.WriteBoolean("over", alert.IsOver);
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }
}
