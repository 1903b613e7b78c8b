using System.Collections.Concurrent;

namespace LaptopAgents.Bitunix;

/// <summary>
/// The venue's budgets: one for every endpoint, and one shared by all reads of the market and one by all reads of the account, because it
/// is not documented whether endpoints share theirs. Orders and cancels wait for their own endpoint alone, so that no amount of reading
/// delays them.
/// </summary>
internal sealed class RateLimits
{
    // Below the documented 10 a second: how the venue counts a second is not known.
    private const double SharedPerSecond = 6;
    private readonly ConcurrentDictionary<string, TokenBucket> _endpoints = new(StringComparer.Ordinal);
    private readonly TokenBucket _market;
    private readonly TokenBucket _account;
    private readonly TimeProvider _time;

    public RateLimits(TimeProvider time)
    {
        _time = time;
        _market = new(SharedPerSecond, 4, time);
        _account = new(SharedPerSecond, 4, time);
    }

    /// <summary>Waits until the endpoint may be called.</summary>
    public async ValueTask WaitAsync(RestEndpoint endpoint, CancellationToken cancellation)
    {
        var wait = Bucket(endpoint).Take();
        if (Shared(endpoint)?.Take() is { } shared && shared > wait) wait = shared;
        if (wait > TimeSpan.Zero) await Task.Delay(wait, _time, cancellation);
    }

    /// <summary>The venue refused a call as one too many.</summary>
    public void Pause(RestEndpoint endpoint, TimeSpan span)
    {
        Bucket(endpoint).Pause(span);
        Shared(endpoint)?.Pause(span);
    }

    private TokenBucket? Shared(RestEndpoint endpoint) => endpoint.IsWrite ? null : endpoint.IsPrivate ? _account : _market;

    private TokenBucket Bucket(RestEndpoint endpoint) =>
        _endpoints.GetOrAdd(endpoint.Path, static (_, given) => new(given.endpoint.PerSecond, 1, given._time), (endpoint, _time));
}
