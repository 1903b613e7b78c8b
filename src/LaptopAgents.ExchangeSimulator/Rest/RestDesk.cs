using System.Buffers;
using System.Text.Json;

namespace LaptopAgents.ExchangeSimulator;

/// <summary>What goes back, and how.</summary>
/// <param name="DelayMs">How long it is held back.</param>
/// <param name="IsLost">It never goes: the line is cut after the delay.</param>
internal readonly record struct RestReply(int Status, byte[] Body, string ContentType = "application/json", long DelayMs = 0, bool IsLost = false)
{
    public static RestReply Html(int status, string title) =>
        new(status, SocketSession.Utf8($"<html><head><title>{status} {title}</title></head><body><h1>{status} {title}</h1></body></html>"), "text/html");

    public static RestReply Json(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        write(json);
        json.Flush();
        return new(200, buffer.WrittenSpan.ToArray());
    }

    public static RestReply Refused(Refusal refusal) => Json(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("code", refusal.Code);
        json.WriteNull("data");
        json.WriteString("msg", refusal.Message);
        json.WriteEndObject();
    });
}

/// <summary>Answers calls: faults before, who it is, how often, what, faults after.</summary>
internal sealed class RestDesk(Exchange exchange)
{
    private readonly Authenticator _authenticator = new(exchange);
    private readonly RateLimiter _limiter = new(exchange.Options.Time);

    public Authenticator Authenticator => _authenticator;

    /// <summary>Answers a call; to be called inside the exchange's gate.</summary>
    public RestReply Answer(RestRequest request)
    {
        var (faults, now, path) = (exchange.Faults, exchange.Now, request.Path);
        if (faults.IsOut(now)) return new(0, [], IsLost: true);
        if (faults.Strike(FaultKind.TimeoutBefore, path, now) is { } before) return new(0, [], DelayMs: before.Value, IsLost: true);
        if (faults.Strike(FaultKind.Http, path, now) is { } http) return RestReply.Html((int)http.Value, http.Text ?? "Bad Gateway");
        if (faults.Strike(FaultKind.Code, path, now) is { } code) return RestReply.Refused(new((int)code.Value, code.Text ?? Refusal.Of((int)code.Value).Message));
        var reply = Serve(request);
        if (request.Method == "GET" && reply.Status == 200)
        {
            var isStale = faults.Strike(FaultKind.Stale, path, now) is not null;
            var question = $"{request.Account?.Options.Name} {path} {string.Join('&', request.Query)}";
            reply = reply with { Body = faults.Remember(question, reply.Body, isStale) };
        }

        if (faults.Strike(FaultKind.TimeoutAfter, path, now) is { } after) return reply with { DelayMs = after.Value, IsLost = true };
        return faults.Strike(FaultKind.Delay, path, now) is { } delay ? reply with { DelayMs = delay.Value } : reply;
    }

    private RestReply Serve(RestRequest request)
    {
        if (!Endpoints.All.TryGetValue((request.Method, request.Path), out var endpoint)) return RestReply.Html(404, "Not Found");
        if (endpoint.IsPrivate && _authenticator.Check(request, endpoint.NeedsTrade) is { } stranger) return RestReply.Refused(stranger);
        var who = endpoint.IsPrivate ? request.Caller.Options.Name : request.Address;
        if (exchange.Limits.HoldsRest && !_limiter.TryCount(endpoint.Path, who, endpoint.PerSecond))
            return exchange.Quirks.RateLimitAsHttp429 ? RestReply.Html(429, "Too Many Requests") : RestReply.Refused(Refusal.Of(10006));
        return Call(endpoint, request);
    }

    private RestReply Call(Endpoint endpoint, RestRequest request)
    {
        var data = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(data);
        if (endpoint.Handler(exchange, request, json) is { } refusal) return RestReply.Refused(refusal);
        json.Flush();
        return RestReply.Json(envelope =>
        {
            envelope.WriteStartObject();
            envelope.WriteNumber("code", 0);
            envelope.WritePropertyName("data");
            envelope.WriteRawValue(data.WrittenSpan, skipInputValidation: true);
            envelope.WriteString("msg", "Success");
            envelope.WriteEndObject();
        });
    }
}
