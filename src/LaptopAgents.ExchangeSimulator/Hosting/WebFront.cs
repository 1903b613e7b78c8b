using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using NetSocket = System.Net.WebSockets.WebSocket;

namespace LaptopAgents.ExchangeSimulator;

/// <summary>Takes HTTP requests in: REST calls, socket upgrades, and the hands on the simulation itself.</summary>
internal sealed class WebFront(Exchange exchange, CancellationToken stopping)
{
    // RFC 6455 §1.3.
    private const string HandshakeGuid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private const int LargestBody = 1_000_000;
    private readonly RestDesk _rest = new(exchange);
    private readonly AdminDesk _admin = new(exchange);

    public async Task HandleAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "/";
        if (path.TrimEnd('/') is "/public" or "/private" && IsUpgrade(context.Request)) await SocketAsync(context, path.StartsWith("/private", StringComparison.Ordinal));
        else await RestAsync(context, path);
    }

    private static bool IsUpgrade(HttpRequest request) =>
        request.Headers.Upgrade.ToString().Equals("websocket", StringComparison.OrdinalIgnoreCase) && request.Headers.SecWebSocketKey.Count > 0;

    private async Task RestAsync(HttpContext context, string path)
    {
        if (await BodyAsync(context.Request) is not { } body)
        {
            context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return;
        }

        RestReply reply;
        long shown;
        lock (exchange.Gate)
        {
            exchange.Tick();
            reply = !path.StartsWith("/sim/", StringComparison.Ordinal) ? _rest.Answer(Request(context, path, body))
                // A page in somebody's browser may reach this port, and must not reach these.
                : context.Request.Headers.Origin.Count > 0 ? RestReply.Html(403, "Forbidden")
                : _admin.Answer(context.Request.Method, path, context.Request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString()), body);
            shown = exchange.ShownNow;
        }

        if (reply.DelayMs > 0) await Task.Delay(TimeSpan.FromMilliseconds(reply.DelayMs), exchange.Options.Time, context.RequestAborted);
        if (reply.IsLost)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = reply.Status;
        context.Response.ContentType = reply.ContentType;
        context.Response.ContentLength = reply.Body.Length;
        context.Response.Headers.Date = DateTimeOffset.FromUnixTimeMilliseconds(shown / 1_000_000).ToString("R", System.Globalization.CultureInfo.InvariantCulture);
        await context.Response.Body.WriteAsync(reply.Body, context.RequestAborted);
    }

    private static RestRequest Request(HttpContext context, string path, byte[] body)
    {
        var query = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in context.Request.Query) query[name] = value.ToString();
        var headers = context.Request.Headers;
        return new()
        {
            Method = context.Request.Method,
            Path = path,
            Query = query,
            Body = body,
            ApiKey = headers["api-key"],
            Nonce = headers["nonce"],
            // Some samples of the documentation call it `time`.
            Timestamp = headers.TryGetValue("timestamp", out var stamp) ? stamp.ToString() : headers["time"],
            Sign = headers["sign"],
            Address = context.Connection.RemoteIpAddress?.MapToIPv4().ToString() ?? "127.0.0.1",
        };
    }

    private static async Task<byte[]?> BodyAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        var buffer = new byte[8192];
        int count;
        while ((count = await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted)) > 0)
        {
            if (body.Length + count > LargestBody) return null;
            body.Write(buffer, 0, count);
        }

        return body.ToArray();
    }

    private async Task SocketAsync(HttpContext context, bool isPrivate)
    {
        bool isOut;
        lock (exchange.Gate) isOut = exchange.Faults.IsOut(exchange.Now);
        if (isOut || context.Features.Get<IHttpUpgradeFeature>() is not { IsUpgradableRequest: true } upgrade)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = StatusCodes.Status101SwitchingProtocols;
        context.Response.Headers.Connection = "Upgrade";
        context.Response.Headers.Upgrade = "websocket";
        context.Response.Headers.SecWebSocketAccept = Accept(context.Request.Headers.SecWebSocketKey.ToString());
        var meter = new FrameMeter(await upgrade.UpgradeAsync(), exchange.Limits.FramesPerSecond, exchange.Options.Time);
        var socket = NetSocket.CreateFromStream(meter, new WebSocketCreationOptions { IsServer = true, KeepAliveInterval = TimeSpan.Zero });
        using var session = new SocketSession(exchange, socket, meter, isPrivate);
        var desk = new SocketDesk(exchange, _rest.Authenticator);
        lock (exchange.Gate)
        {
            session.Send(SocketDesk.Hello);
            exchange.Hub.Add(session);
        }

        try
        {
            await session.RunAsync(desk.Take, stopping);
        }
        finally
        {
            lock (exchange.Gate) exchange.Hub.Remove(session);
        }
    }

#pragma warning disable CA5350 // SHA-1 is what the handshake of RFC 6455 asks for; nothing secret hangs on it.
    private static string Accept(string key) => Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + HandshakeGuid)));
#pragma warning restore CA5350
}
