using System.Net.WebSockets;
using System.Text;
using System.Threading.Channels;
using LaptopAgents.Bitunix;

namespace LaptopAgents.Tests.Bitunix.Transport;

/// <summary>Sockets whose other side is the test.</summary>
internal sealed class FakeSockets(TimeProvider time) : IWebSocketFactory
{
    private readonly List<FakeSocket> _all = [];

    /// <summary>Connections that fail from now on.</summary>
    public int Refusals { get; set; }

    /// <summary>A connection greets as soon as it is open.</summary>
    public bool Greets { get; set; } = true;

    public IReadOnlyList<FakeSocket> All
    {
        get
        {
            lock (_all) return [.. _all];
        }
    }

    public ValueTask<IWebSocketConnection> ConnectAsync(Uri uri, CancellationToken cancellation)
    {
        if (Refusals > 0)
        {
            Refusals--;
            throw new WebSocketException("refused");
        }

        var socket = new FakeSocket(time);
        if (Greets) socket.Push("""{"op":"connect","data":{"result":true}}""");
        lock (_all) _all.Add(socket);
        return ValueTask.FromResult<IWebSocketConnection>(socket);
    }
}

internal sealed class FakeSocket(TimeProvider time) : IWebSocketConnection
{
    private readonly Channel<string?> _toClient = Channel.CreateUnbounded<string?>();
    private readonly List<(DateTimeOffset At, string Text)> _sent = [];

    public bool AnswersPings { get; set; } = true;

    public bool IsDisposed { get; private set; }

    /// <summary>What the client sent, and when.</summary>
    public IReadOnlyList<(DateTimeOffset At, string Text)> Sent
    {
        get
        {
            lock (_sent) return [.. _sent];
        }
    }

    public void Push(string text) => _toClient.Writer.TryWrite(text);

    public void Close() => _toClient.Writer.TryWrite(null);

    public void Break() => _toClient.Writer.TryComplete(new WebSocketException("broken"));

    public ValueTask SendAsync(string text, CancellationToken cancellation)
    {
        lock (_sent) _sent.Add((time.GetUtcNow(), text));
        if (AnswersPings && text.Contains("\"op\":\"ping\"", StringComparison.Ordinal)) Push("""{"op":"ping","pong":1,"ping":2}""");
        return ValueTask.CompletedTask;
    }

    public async ValueTask<ReadOnlyMemory<byte>?> ReceiveAsync(CancellationToken cancellation)
    {
        try
        {
            return await _toClient.Reader.ReadAsync(cancellation) is { } text ? Encoding.UTF8.GetBytes(text) : null;
        }
        catch (ChannelClosedException problem)
        {
            throw problem.InnerException ?? problem;
        }
    }

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        return ValueTask.CompletedTask;
    }
}
