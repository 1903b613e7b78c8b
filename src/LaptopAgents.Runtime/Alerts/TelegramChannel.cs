using System.Text.Json;
using LaptopAgents.Engine;
using LaptopAgents.Runtime.Configuration;

namespace LaptopAgents.Runtime.Alerts;

/// <summary>Sends alerts by a Telegram bot.</summary>
/// <param name="server">Telegram's own by default; another for a bot server of one's own.</param>
public sealed class TelegramChannel(Secret token, string chat, HttpClient http, Uri? server = null) : IAlertChannel
{
    private readonly Uri _address = new(server ?? new Uri("https://api.telegram.org"), $"/bot{token.Reveal()}/sendMessage");

    /// <inheritdoc />
    public string Name => "telegram";

    /// <inheritdoc />
    public Task SendAsync(Alert alert, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(alert);
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("chat_id", chat);
            json.WriteString("text", AlertText.Of(alert));
            json.WriteBoolean("disable_web_page_preview", true);
            json.WriteEndObject();
        }

        return HttpAlerts.PostAsync(http, _address, bytes.ToArray(), cancellation);
    }
}
