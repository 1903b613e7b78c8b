using System.Net.WebSockets;

namespace LaptopAgents.Bitunix;

/// <summary>Keeps one WebSocket open for as long as it is wanted: connects again with growing, spread waits.</summary>
internal sealed class SocketSupervisor(
    IWebSocketFactory factory, Uri uri, IReadOnlyList<Subscription> subscriptions, Func<string>? login, ISocketListener listener, VenueClock clock, WireNotes notes,
    SocketOptions options, TimeProvider time)
{
    // The venue takes no more on one connection.
    public const int MostSubscriptions = 300;

    private readonly SilenceWatch _watch = new(subscriptions, time);

    public async Task RunAsync(CancellationToken cancellation)
    {
        for (var attempt = 1; !cancellation.IsCancellationRequested; attempt++)
        {
            var started = time.GetTimestamp();
            var reason = await OneLifeAsync(cancellation);
            if (cancellation.IsCancellationRequested) return;
            listener.OnDisconnected(reason);
            if (time.GetElapsedTime(started) > options.StableAfter) attempt = 1;
            try
            {
                await Task.Delay(Backoff.After(attempt, options.FirstReconnect, options.LongestReconnect, (uint)uri.AbsolutePath.Length), time, cancellation);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task<string> OneLifeAsync(CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(options.ConnectTimeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            await using var connection = await factory.ConnectAsync(uri, both.Token);
            using var session = new SocketSession(connection, subscriptions, _watch, login, listener, clock, notes, options, time);
            return await session.RunAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            return $"{uri.Host} did not answer in time";
        }
        catch (WebSocketException problem)
        {
            return $"{uri.Host}: {problem.Message}";
        }
    }
}
