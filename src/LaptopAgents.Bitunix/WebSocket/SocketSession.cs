using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json;

namespace LaptopAgents.Bitunix;

/// <summary>One life of a WebSocket: greeting, login, subscriptions, pings, and an end when it or one of its channels goes silent.</summary>
internal sealed class SocketSession(
    IWebSocketConnection connection, IReadOnlyList<Subscription> subscriptions, SilenceWatch watch, Func<string>? login, ISocketListener listener, VenueClock clock, WireNotes notes,
    SocketOptions options, TimeProvider time) : IDisposable
{
    // The venue drops a client that sends more than five messages a second.
    private readonly TokenBucket _budget = new(4, 2, time);
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly TaskCompletionSource _greeted = new();
    private readonly TaskCompletionSource<string> _loggedIn = new();
    private long _lastMessage = time.GetTimestamp();

    /// <summary>Runs until the connection ends, and tells why.</summary>
    public async Task<string> RunAsync(CancellationToken cancellation)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        watch.Restart();
        Task<string>[] parts = [ReadAsync(end.Token), OpenAsync(end.Token), KeepAsync(end.Token)];
        var first = await Task.WhenAny(parts);
        await end.CancelAsync();
        // All must have ended before the connection is let go; what they say after the first is its echo.
        foreach (var part in parts) await Quietly(part);
        return await Reason(first);
    }

    public void Dispose() => _sending.Dispose();

    private async Task<string> ReadAsync(CancellationToken cancellation)
    {
        while (await connection.ReceiveAsync(cancellation) is { } raw)
        {
            _lastMessage = time.GetTimestamp();
            var message = StreamMessage.Parse(raw, notes);
            switch (message.Kind)
            {
                case StreamMessageKind.Push: TellPushes(message.Pushes); break;
                case StreamMessageKind.Connected: _greeted.TrySetResult(); break;
                case StreamMessageKind.LoginAccepted: _loggedIn.TrySetResult(""); break;
                case StreamMessageKind.LoginRefused: _loggedIn.TrySetResult(message.Text.Length > 0 ? message.Text : "no reason given"); break;
                case StreamMessageKind.Error or StreamMessageKind.Malformed or StreamMessageKind.Unknown: listener.OnProblem(message.Text); break;
            }
        }

        return "the venue closed the connection";
    }

    private void TellPushes(IReadOnlyList<VenuePush> pushes)
    {
        foreach (var push in pushes)
        {
            clock.OnPush(push.Time);
            watch.Seen(push);
            listener.OnPush(push);
        }
    }

    private async Task<string> OpenAsync(CancellationToken cancellation)
    {
        await Task.WhenAny(_greeted.Task, Task.Delay(options.GreetingTimeout, time, cancellation));
        cancellation.ThrowIfCancellationRequested();
        if (login is not null)
        {
            await SendAsync(login(), cancellation);
            var answer = await Task.WhenAny(_loggedIn.Task, Task.Delay(options.LoginTimeout, time, cancellation));
            cancellation.ThrowIfCancellationRequested();
            if (answer != _loggedIn.Task) return "the login was not answered";
            if (await _loggedIn.Task is { Length: > 0 } refusal) return $"the login was refused: {refusal}";
        }

        foreach (var part in subscriptions.Chunk(options.SubscriptionsPerMessage)) await SendAsync(Subscribe(part), cancellation);
        watch.Restart();
        listener.OnConnected();
        await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellation);
        return "";
    }

    private async Task<string> KeepAsync(CancellationToken cancellation)
    {
        var pinged = time.GetTimestamp();
        while (true)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), time, cancellation);
            if (time.GetElapsedTime(_lastMessage) > options.DeadAfter) return "no message came for too long";
            if (watch.Silent() is { } silent) return $"{silent.Channel} {silent.Symbol} went silent".TrimEnd();
            if (time.GetElapsedTime(pinged) < options.PingInterval) continue;
            pinged = time.GetTimestamp();
            await SendAsync(string.Create(CultureInfo.InvariantCulture, $$"""{"op":"ping","ping":{{clock.Now.UnixMilliseconds / 1000}}}"""), cancellation);
        }
    }

    private async ValueTask SendAsync(string text, CancellationToken cancellation)
    {
        await _sending.WaitAsync(cancellation);
        try
        {
            var wait = _budget.Take();
            if (wait > TimeSpan.Zero) await Task.Delay(wait, time, cancellation);
            await connection.SendAsync(text, cancellation);
        }
        finally
        {
            _sending.Release();
        }
    }

    private static string Subscribe(IEnumerable<Subscription> subscriptions)
    {
        var body = RequestBodies.Of(json =>
        {
            json.WriteString("op", "subscribe");
            json.WriteStartArray("args");
            foreach (var subscription in subscriptions)
            {
                json.WriteStartObject();
                if (subscription.Symbol.Length > 0) json.WriteString("symbol", subscription.Symbol);
                json.WriteString("ch", subscription.Channel);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
        return System.Text.Encoding.UTF8.GetString(body.Span);
    }

    private static async Task<string> Reason(Task<string> part)
    {
        try
        {
            return await part;
        }
        catch (WebSocketException problem)
        {
            return $"the connection broke: {problem.Message}";
        }
        catch (OperationCanceledException)
        {
            return "stopped";
        }
    }

    private static async Task Quietly(Task part)
    {
        try
        {
            await part;
        }
        catch (Exception problem) when (problem is OperationCanceledException or WebSocketException or ObjectDisposedException)
        {
            // The end of one part ends the others in just this way.
        }
    }
}
