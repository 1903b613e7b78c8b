using System.Net;
using System.Net.Http.Headers;

namespace LaptopAgents.Bitunix;

/// <summary>Requests over the network, on kept connections.</summary>
public sealed class HttpClientExchange : IHttpExchange, IDisposable
{
    // The longest real answer (all trading pairs) is under a megabyte.
    private const long LargestBody = 16 * 1024 * 1024;
    private readonly HttpClient _client;

    public HttpClientExchange()
    {
        var handler = new SocketsHttpHandler
        {
            AutomaticDecompression = DecompressionMethods.All,
            AllowAutoRedirect = false,
            // A name that moves to another address is followed within minutes.
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectTimeout = TimeSpan.FromSeconds(5),
        };
        // The caller's own time limit is the only one.
        _client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = LargestBody };
    }

    public async ValueTask<HttpReply> SendAsync(HttpCall call, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(new HttpMethod(call.Method), call.Uri);
        foreach (var (name, value) in call.Headers) request.Headers.TryAddWithoutValidation(name, value);
        if (call.Method != "GET")
        {
            request.Content = new ReadOnlyMemoryContent(call.Body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        try
        {
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellation);
            var body = await response.Content.ReadAsByteArrayAsync(cancellation);
            return new HttpReply(
                (int)response.StatusCode, response.Content.Headers.ContentType?.MediaType ?? "", response.Headers.Date,
                response.Headers.RetryAfter?.Delta ?? TimeSpan.Zero, body);
        }
        catch (HttpRequestException problem)
        {
            throw new HttpExchangeException($"{call.Uri.Host}: {problem.Message}", WasSent(problem), problem);
        }
        catch (IOException problem)
        {
            throw new HttpExchangeException($"{call.Uri.Host}: {problem.Message}", wasSent: true, problem);
        }
    }

    public void Dispose() => _client.Dispose();

    private static bool WasSent(HttpRequestException problem) => problem.HttpRequestError is not (
        HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError);
}
