using System.Globalization;
using System.Text;
using System.Text.Json;

namespace LaptopAgents.Bitunix;

/// <summary>
/// Makes one call: waits for the budget, signs, sends, reads the envelope, and tells every failure as a value. Reads are tried again;
/// a write never is, unless the venue refused to look at it for its signature.
/// </summary>
internal sealed class RestCaller(
    IHttpExchange exchange, BitunixHosts hosts, BitunixCredentials? credentials, INonceSource nonces, VenueClock clock, WireNotes notes, RestOptions options, TimeProvider time)
{
    private const string Prefix = "/api/v1/futures/";
    private readonly RateLimits _limits = new(time);
    private int _calls;

    /// <summary>A read.</summary>
    public ValueTask<VenueResult<T>> GetAsync<T>(RestEndpoint endpoint, QueryParameters query, WireParser<T> data, CancellationToken cancellation) =>
        CallAsync(endpoint, query.Items, default, data, cancellation);

    /// <summary>A write.</summary>
    public ValueTask<VenueResult<T>> PostAsync<T>(RestEndpoint endpoint, ReadOnlyMemory<byte> body, WireParser<T> data, CancellationToken cancellation) =>
        CallAsync(endpoint, [], body, data, cancellation);

    private async ValueTask<VenueResult<T>> CallAsync<T>(
        RestEndpoint endpoint, IReadOnlyList<KeyValuePair<string, string>> query, ReadOnlyMemory<byte> body, WireParser<T> data, CancellationToken cancellation)
    {
        if (endpoint.IsPrivate && credentials is null)
            return VenueResult.Fail<T>(new(VenueErrorKind.Authentication, "", "This call needs an API key. Put BITUNIX_API_KEY and BITUNIX_API_SECRET into .env."));
        var key = (uint)Interlocked.Increment(ref _calls) * 7919;
        var signedAgain = false;
        for (var attempt = 1; ; attempt++)
        {
            var result = await TryOnceAsync(endpoint, query, body, data, cancellation);
            if (result.IsOk) return result;
            var error = result.Error;
            if (error.Kind == VenueErrorKind.RateLimited) _limits.Pause(endpoint, Longer(error.RetryAfter, TimeSpan.FromMilliseconds(400)));
            // The venue was seen to refuse a good signature now and then; the clock was just set by its answer.
            if (error.Kind == VenueErrorKind.Authentication && endpoint.IsPrivate && !signedAgain)
            {
                signedAgain = true;
                continue;
            }

            if (endpoint.IsWrite || !error.IsTransient || attempt >= options.Attempts) return result;
            var wait = Longer(error.RetryAfter, Backoff.After(attempt, options.FirstRetry, options.LongestRetry, key));
            try
            {
                await Task.Delay(wait, time, cancellation);
            }
            catch (OperationCanceledException)
            {
                return VenueResult.Fail<T>(Stopped());
            }
        }
    }

    private async ValueTask<VenueResult<T>> TryOnceAsync<T>(
        RestEndpoint endpoint, IReadOnlyList<KeyValuePair<string, string>> query, ReadOnlyMemory<byte> body, WireParser<T> data, CancellationToken cancellation)
    {
        try
        {
            await _limits.WaitAsync(endpoint, cancellation);
        }
        catch (OperationCanceledException)
        {
            // It never left, so its outcome is known.
            return VenueResult.Fail<T>(new(VenueErrorKind.Unreachable, "", "The program is stopping; the request was not sent."));
        }

        using var limit = new CancellationTokenSource(options.Timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            var sent = clock.LocalNow;
            var reply = await exchange.SendAsync(Compose(endpoint, query, body), both.Token);
            if (reply.Date is { } date) clock.OnDate(date, sent);
            return Read(reply, data);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return VenueResult.Fail<T>(Stopped());
        }
        catch (OperationCanceledException)
        {
            return VenueResult.Fail<T>(new(VenueErrorKind.Timeout, "", string.Create(CultureInfo.InvariantCulture, $"No answer within {options.Timeout.TotalSeconds:0.#} s.")));
        }
        catch (HttpExchangeException problem)
        {
            return VenueResult.Fail<T>(new(problem.WasSent ? VenueErrorKind.Network : VenueErrorKind.Unreachable, "", problem.Message));
        }
    }

    private HttpCall Compose(RestEndpoint endpoint, IReadOnlyList<KeyValuePair<string, string>> query, ReadOnlyMemory<byte> body)
    {
        var headers = new List<KeyValuePair<string, string>>(5) { new("language", "en-US"), new("User-Agent", "LaptopAgents") };
        if (endpoint.IsPrivate)
        {
            var nonce = nonces.Next();
            var timestamp = clock.Now.UnixMilliseconds.ToString(CultureInfo.InvariantCulture);
            headers.Add(new("api-key", credentials!.ApiKey));
            headers.Add(new("nonce", nonce));
            headers.Add(new("timestamp", timestamp));
            headers.Add(new("sign", RequestSigner.Sign(nonce, timestamp, credentials, query, body.Span)));
        }

        var address = new StringBuilder(hosts.Rest.AbsoluteUri.TrimEnd('/')).Append(Prefix).Append(endpoint.Path);
        var separator = '?';
        foreach (var (name, value) in query)
        {
            address.Append(separator).Append(name).Append('=').Append(Uri.EscapeDataString(value));
            separator = '&';
        }

        return new HttpCall(endpoint.Method, new Uri(address.ToString()), headers, body);
    }

    private VenueResult<T> Read<T>(HttpReply reply, WireParser<T> data)
    {
        try
        {
            using var document = JsonDocument.Parse(reply.Body, new JsonDocumentOptions { MaxDepth = 32 });
            var envelope = WireEnvelope.Parse(document.RootElement, notes);
            if (envelope.Code == 0 && reply.Status is >= 200 and < 300) return VenueResult.Ok(data(envelope.Data, notes));
            var error = envelope.Code != 0 ? BitunixCodes.ToError(envelope.Code, envelope.Message) : BitunixCodes.OfStatus(reply.Status, isHtml: false);
            return VenueResult.Fail<T>(error with { RetryAfter = reply.RetryAfter, Payload = Redaction.Payload(reply.Body.Span) });
        }
        catch (Exception problem) when (problem is JsonException or WireFormatException or InvalidOperationException or OverflowException)
        {
            return VenueResult.Fail<T>(Unreadable(reply, problem));
        }
    }

    private VenueError Unreadable(HttpReply reply, Exception problem)
    {
        var payload = Redaction.Payload(reply.Body.Span);
        if (reply.Status is < 200 or >= 300)
            return BitunixCodes.OfStatus(reply.Status, reply.ContentType.Contains("html", StringComparison.OrdinalIgnoreCase)) with { RetryAfter = reply.RetryAfter, Payload = payload };
        notes.MalformedMessage("rest");
        return new(VenueErrorKind.Protocol, string.Create(CultureInfo.InvariantCulture, $"HTTP {reply.Status}"), $"The answer has an unknown shape: {problem.Message}") { Payload = payload };
    }

    private static VenueError Stopped() => new(VenueErrorKind.Canceled, "", "The program is stopping; the answer was not waited for.");

    private static TimeSpan Longer(TimeSpan left, TimeSpan right) => left > right ? left : right;
}
