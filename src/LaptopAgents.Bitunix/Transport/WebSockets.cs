using System.Buffers;
using System.Net.WebSockets;
using System.Text;

namespace LaptopAgents.Bitunix;

/// <summary>One open WebSocket. Text messages only; one reader and one writer at a time.</summary>
public interface IWebSocketConnection : IAsyncDisposable
{
    /// <summary>Sends a message whole.</summary>
    /// <exception cref="WebSocketException">The connection is broken.</exception>
    ValueTask SendAsync(string text, CancellationToken cancellation);

    /// <summary>The next message, good until the next call; null when the other side closed.</summary>
    /// <exception cref="WebSocketException">The connection is broken.</exception>
    ValueTask<ReadOnlyMemory<byte>?> ReceiveAsync(CancellationToken cancellation);
}

/// <summary>Opens WebSockets. The real one is <see cref="ClientWebSocketFactory"/>.</summary>
public interface IWebSocketFactory
{
    /// <exception cref="WebSocketException">It cannot be opened.</exception>
    ValueTask<IWebSocketConnection> ConnectAsync(Uri uri, CancellationToken cancellation);
}

/// <summary>WebSockets over the network.</summary>
public sealed class ClientWebSocketFactory : IWebSocketFactory
{
    public async ValueTask<IWebSocketConnection> ConnectAsync(Uri uri, CancellationToken cancellation)
    {
        var socket = new ClientWebSocket();
        try
        {
            // The venue counts transport pings as messages and wants its own, so there are none.
            socket.Options.KeepAliveInterval = TimeSpan.Zero;
            await socket.ConnectAsync(uri, cancellation);
            return new Connection(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private sealed class Connection(ClientWebSocket socket) : IWebSocketConnection
    {
        private const int LargestMessage = 8 * 1024 * 1024;
        private readonly ArrayBufferWriter<byte> _message = new(16 * 1024);

        public ValueTask SendAsync(string text, CancellationToken cancellation) =>
            socket.SendAsync(Encoding.UTF8.GetBytes(text).AsMemory(), WebSocketMessageType.Text, endOfMessage: true, cancellation);

        public async ValueTask<ReadOnlyMemory<byte>?> ReceiveAsync(CancellationToken cancellation)
        {
            _message.ResetWrittenCount();
            while (true)
            {
                var part = await socket.ReceiveAsync(_message.GetMemory(8 * 1024), cancellation);
                if (part.MessageType == WebSocketMessageType.Close) return null;
                _message.Advance(part.Count);
                if (_message.WrittenCount > LargestMessage) throw new WebSocketException(WebSocketError.Faulted, "A message was longer than any that the venue has.");
                if (part.EndOfMessage) return _message.WrittenMemory;
            }
        }

        public ValueTask DisposeAsync()
        {
            // A polite goodbye could hang on a dead peer; the venue does not need one.
            socket.Abort();
            socket.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
