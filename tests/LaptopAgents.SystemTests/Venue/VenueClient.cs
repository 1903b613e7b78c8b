using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LaptopAgents.ExchangeSimulator;

namespace LaptopAgents.SystemTests.Venue;

/// <summary>A client written from the exchange's documentation and nothing else: it shares no line with the simulator.</summary>
internal sealed class VenueClient : IDisposable
{
    private readonly HttpClient _http;
    private readonly AccountOptions _account;
    private int _nonce;

    public VenueClient(ExchangeHost host, AccountOptions? account = null)
    {
        _http = new HttpClient { BaseAddress = host.Uri };
        _account = account ?? TradingFloor.Alice;
    }

    /// <summary>Added to the machine's clock in the headers of private calls.</summary>
    public TimeSpan ClockError { get; set; }

    public void Dispose() => _http.Dispose();

    /// <summary>A private or public GET; the answer's whole envelope.</summary>
    public async Task<JsonElement> GetAsync(string path, params (string Name, string Value)[] query) =>
        await JsonAsync(await SendAsync(HttpMethod.Get, path, query, ""));

    public async Task<JsonElement> PostAsync(string path, string body) => await JsonAsync(await SendAsync(HttpMethod.Post, path, [], body));

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, (string Name, string Value)[] query, string body)
    {
        var text = string.Join('&', query.Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value)}"));
        var request = new HttpRequestMessage(method, $"/api/v1/futures/{path}{(text.Length > 0 ? "?" : "")}{text}");
        if (method == HttpMethod.Post) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        var nonce = (++_nonce).ToString("x32", CultureInfo.InvariantCulture);
        var timestamp = (DateTimeOffset.UtcNow + ClockError).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        var parameters = string.Concat(query.OrderBy(pair => pair.Name, StringComparer.Ordinal).Select(pair => pair.Name + pair.Value));
        request.Headers.Add("api-key", _account.ApiKey);
        request.Headers.Add("nonce", nonce);
        request.Headers.Add("timestamp", timestamp);
        request.Headers.Add("sign", Hash(Hash(nonce + timestamp + _account.ApiKey + parameters + body) + _account.Secret));
        return _http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>The answer of a call that must succeed.</summary>
    public async Task<JsonElement> DataAsync(string path, params (string Name, string Value)[] query) => Succeeded(await GetAsync(path, query));

    public async Task<JsonElement> DoAsync(string path, string body) => Succeeded(await PostAsync(path, body));

    public async Task<int> CodeAsync(string path, string body) => (await PostAsync(path, body)).GetProperty("code").GetInt32();

    /// <summary>Calls a hand on the simulation.</summary>
    public async Task<JsonElement> SimAsync(HttpMethod method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(method, $"/sim/{path}");
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, MediaTypeHeaderValue.Parse("application/json").MediaType!);
        return await JsonAsync(await _http.SendAsync(request, TestContext.Current.CancellationToken));
    }

    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static JsonElement Succeeded(JsonElement envelope)
    {
        Assert.True(envelope.GetProperty("code").GetInt32() == 0, envelope.ToString());
        return envelope.GetProperty("data");
    }

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage response)
    {
        using (response)
        {
            var bytes = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
            return JsonDocument.Parse(bytes).RootElement;
        }
    }
}
