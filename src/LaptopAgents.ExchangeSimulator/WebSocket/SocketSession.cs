using System.Net.WebSockets;
using System.Text;
using System.Threading.Channels;
using NetSocket = System.Net.WebSockets.WebSocket;

namespace LaptopAgents.ExchangeSimulator;

/// <summary>One socket of a client: what it listens to, and what waits to be sent to it.</summary>
internal sealed class SocketSession : IDisposable
{
    private readonly Exchange _exchange;
    private readonly NetSocket _socket;
    private readonly FrameMeter _meter;
    private readonly CancellationTokenSource _end = new();
    private readonly Channel<byte[]> _queue = Channel.CreateUnbounded<byte[]>(new UnboundedChannelOptions { SingleReader = true });
    private byte[]? _heldBack;
    private long _waiting;

    public SocketSession(Exchange exchange, NetSocket socket, FrameMeter meter, bool isPrivate)
    {
        (_exchange, _socket, _meter, IsPrivate) = (exchange, socket, meter, isPrivate);
        meter.Exceeded = Abort;
    }

    public bool IsPrivate { get; }

    /// <summary>Who logged in; null before that.</summary>
    public ExchangeAccount? Account { get; set; }

    public HashSet<Topic> Topics { get; } = [];

    public HashSet<string> PrivateChannels { get; } = [];

    public int SubscriptionCount => Topics.Count + PrivateChannels.Count;

    /// <summary>Open, and dead: nothing is sent and nothing is heard.</summary>
    public bool IsFrozen { get; set; }

    /// <summary>Messages that wait to be sent.</summary>
    public long Waiting => Interlocked.Read(ref _waiting);

    public bool IsMatch(string? match) => match is null || match == (IsPrivate ? "private" : "public");

    /// <summary>Sends a push, or whatever a fault makes of it.</summary>
    public void Push(string channel, byte[] message)
    {
        var (faults, now) = (_exchange.Faults, _exchange.Now);
        if (faults.Strike(FaultKind.Silence, channel, now) is not null || faults.Strike(FaultKind.DropPush, channel, now) is not null) return;
        if (_heldBack is null && faults.Strike(FaultKind.ReorderPush, channel, now) is not null)
        {
            _heldBack = message;
            return;
        }

        Send(message);
        if (faults.Strike(FaultKind.DuplicatePush, channel, now) is not null) Send(message);
        if (_heldBack is not { } held) return;
        _heldBack = null;
        Send(held);
    }

    /// <summary>Sends an answer, which no fault of pushes touches.</summary>
    public void Send(byte[] message)
    {
        if (IsFrozen) return;
        Interlocked.Increment(ref _waiting);
        if (!_queue.Writer.TryWrite(message)) Interlocked.Decrement(ref _waiting);
    }

    public void Abort() => _end.Cancel();

    public void Dispose()
    {
        _socket.Dispose();
        _end.Dispose();
    }

    /// <summary>Speaks with the client until either side ends it.</summary>
    public async Task RunAsync(Func<SocketSession, ReadOnlyMemory<byte>, bool> onMessage, CancellationToken stopping)
    {
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(_end.Token, stopping);
        var writing = WriteAsync(linked.Token);
        try
        {
            await ReadAsync(onMessage, linked.Token);
        }
        catch (Exception error) when (error is OperationCanceledException or WebSocketException or IOException or ObjectDisposedException)
        {
            // The client, a limit or a fault cut the line: there is nobody to tell.
        }
        finally
        {
            // Waits before the session is let go of: a writer must not find its socket disposed.
            await _end.CancelAsync();
            await writing;
            _socket.Abort();
        }
    }

    private async Task ReadAsync(Func<SocketSession, ReadOnlyMemory<byte>, bool> onMessage, CancellationToken token)
    {
        var buffer = new byte[16 * 1024];
        var length = 0;
        while (true)
        {
            using var idle = CancellationTokenSource.CreateLinkedTokenSource(token);
            var seconds = _exchange.Limits.IdleSeconds;
            if (seconds > 0 && !IsFrozen) idle.CancelAfter(TimeSpan.FromSeconds(seconds));
            var received = await _socket.ReceiveAsync(buffer.AsMemory(length), idle.Token);
            if (received.MessageType == WebSocketMessageType.Close)
            {
                if (!IsFrozen) await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, token);
                return;
            }

            length += received.Count;
            if (!received.EndOfMessage)
            {
                if (length == buffer.Length) return;
                continue;
            }

            if (!IsFrozen && !onMessage(this, buffer.AsMemory(0, length))) return;
            length = 0;
        }
    }

    private async Task WriteAsync(CancellationToken token)
    {
        try
        {
            await foreach (var message in _queue.Reader.ReadAllAsync(token))
            {
                if (!IsFrozen) await _socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, token);
                Interlocked.Decrement(ref _waiting);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or WebSocketException or IOException or ObjectDisposedException)
        {
            // As in RunAsync; the reader ends too.
            _meter.Close();
        }
    }

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
