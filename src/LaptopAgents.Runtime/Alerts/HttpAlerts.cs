using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

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
