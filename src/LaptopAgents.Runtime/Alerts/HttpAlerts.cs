using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using LaptopAgents.Engine;
using LaptopAgents.Runtime.Configuration;

namespace LaptopAgents.Runtime.Alerts;

/// <summary>Posts JSON and judges the answer. It keeps addresses out of messages: they can hold tokens.</summary>
internal static class HttpAlerts
{
    // What a server says of its refusal is shown up to here.
    private const int ShownAnswer = 200;

    /// <summary>A client that follows no redirect: an address that holds a secret is told to nobody else.</summary>
    public static HttpClient Client() => new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
    {
        // Each attempt brings its own limit.
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public static async Task PostAsync(HttpClient http, Uri address, byte[] json, CancellationToken cancellation)
    {
        using var content = new ByteArrayContent(json);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" };
        try
        {
            using var answer = await http.PostAsync(address, content, cancellation);
            if (answer.IsSuccessStatusCode) return;
            var text = await answer.Content.ReadAsStringAsync(cancellation);
            throw new AlertFailedException(
                $"the server answered {(int)answer.StatusCode} {Shown(text)}".TrimEnd(), IsTransient(answer.StatusCode), AfterOf(answer, text));
        }
        catch (HttpRequestException error)
        {
            throw new AlertFailedException($"the server cannot be reached ({error.HttpRequestError})", isTransient: true, cause: error);
        }
    }

    private static bool IsTransient(HttpStatusCode status) =>
        (int)status >= 500 || status is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout;

    // Telegram says it in the body, everybody else in the header.
    private static TimeSpan? AfterOf(HttpResponseMessage answer, string text)
    {
        if (answer.Headers.RetryAfter?.Delta is { } delta) return delta;
        if (answer.StatusCode != HttpStatusCode.TooManyRequests) return null;
        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.TryGetProperty("parameters", out var parameters) && parameters.TryGetProperty("retry_after", out var seconds)
                ? TimeSpan.FromSeconds(seconds.GetInt32())
                : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static string Shown(string text)
    {
        var line = text.ReplaceLineEndings(" ").Trim();
        return line.Length <= ShownAnswer ? line : line[..ShownAnswer] + "…";
    }
}

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

/// <summary>An alert in the words that a person gets.</summary>
internal static class AlertText
{
    // Telegram takes 4,096 characters, Discord 2,000.
    private const int Longest = 1_900;

    public static string Of(Alert alert)
    {
        var sign = alert.IsOver ? "✅" : alert.Severity == AlertSeverity.Critical ? "🛑" : "⚠️";
        var text = new StringBuilder().Append(sign).Append(' ').Append(alert.Title).Append('\n');
        if (alert.Detail.Length > 0) text.Append(alert.Detail).Append('\n');
        text.Append(alert.Session).Append(", ").Append(alert.Time);
        return text.Length <= Longest ? text.ToString() : text.ToString(0, Longest) + "…";
    }
}
