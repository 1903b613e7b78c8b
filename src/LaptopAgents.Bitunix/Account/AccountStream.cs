using System.Globalization;
using System.Threading.Channels;
using LaptopAgents.Domain;

namespace LaptopAgents.Bitunix;

/// <summary>What an <see cref="AccountStream"/> tells.</summary>
/// <param name="ReceiveTime">The venue's clock at receipt.</param>
public abstract record AccountEvent(Timestamp ReceiveTime);

/// <summary>The stream is (again) open. There is no replay: orders, positions and fills must be read by REST before it is trusted.</summary>
public sealed record AccountConnected(Timestamp ReceiveTime) : AccountEvent(ReceiveTime);

/// <summary>The stream is down; another connection is tried.</summary>
public sealed record AccountDisconnected(Timestamp ReceiveTime, string Reason) : AccountEvent(ReceiveTime);

/// <summary>A push: <see cref="OrderPush"/>, <see cref="PositionPush"/>, <see cref="BalancePush"/> or <see cref="TpslPush"/>.</summary>
public sealed record AccountPushed(Timestamp ReceiveTime, VenuePush Push) : AccountEvent(ReceiveTime);

/// <summary>A message was not understood.</summary>
public sealed record AccountProblem(Timestamp ReceiveTime, string Text) : AccountEvent(ReceiveTime);

/// <summary>
/// The account's orders, positions, balance, stops and targets as they change. The pushes have neither numbers nor a promise of order:
/// merge orders by cumulative quantity and a terminal status, never by arrival.
/// </summary>
public sealed class AccountStream : IAsyncDisposable
{
    private static readonly string[] s_channels = ["order", "position", "balance", "tpsl"];
    private readonly Channel<AccountEvent> _events = Channel.CreateUnbounded<AccountEvent>();
    private readonly CancellationTokenSource _stop = new();
    private readonly SocketSupervisor _socket;
    private Task? _running;

    /// <param name="rest">Its clock stamps the login.</param>
    public AccountStream(
        BitunixRest rest, IWebSocketFactory sockets, BitunixHosts hosts, BitunixCredentials credentials, TimeProvider time, SocketOptions? options = null, INonceSource? nonces = null)
    {
        ArgumentNullException.ThrowIfNull(rest);
        ArgumentNullException.ThrowIfNull(hosts);
        nonces ??= new RandomNonces();
        // An account may be quiet for days, so that only the socket itself is watched.
        List<Subscription> subscriptions = [.. s_channels.Select(channel => new Subscription(channel, "", null))];
        _socket = new SocketSupervisor(
            sockets, hosts.PrivateSocket, subscriptions, () => Login(nonces.Next(), rest.Clock.Now.UnixMilliseconds / 1000, credentials), new Listener(_events.Writer, rest.Clock), rest.Clock, rest.Notes,
            options ?? new SocketOptions(), time);
    }

    /// <summary>What was told and not read yet.</summary>
    public ChannelReader<AccountEvent> Events => _events.Reader;

    /// <summary>Connects. Once only.</summary>
    public void Start() => _running ??= RunAsync();

    /// <summary>Closes the connection and ends <see cref="Events"/>.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested) return;
        await _stop.CancelAsync();
        if (_running is { } running) await running;
        _events.Writer.TryComplete();
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            await _socket.RunAsync(_stop.Token);
        }
        catch (Exception problem)
        {
            // A defect must reach whoever trusts this stream.
            _events.Writer.TryComplete(problem);
        }
    }

    /// <summary>The login message. The venue wants seconds here, unlike everywhere else.</summary>
    internal static string Login(string nonce, long seconds, BitunixCredentials credentials) => string.Create(CultureInfo.InvariantCulture,
        $$"""{"op":"login","args":[{"apiKey":"{{credentials.ApiKey}}","timestamp":{{seconds}},"nonce":"{{nonce}}","sign":"{{RequestSigner.SignLogin(nonce, seconds, credentials)}}"}]}""");

    private sealed class Listener(ChannelWriter<AccountEvent> events, VenueClock clock) : ISocketListener
    {
        public void OnConnected() => events.TryWrite(new AccountConnected(clock.Now));

        public void OnDisconnected(string reason) => events.TryWrite(new AccountDisconnected(clock.Now, reason));

        public void OnPush(VenuePush push) => events.TryWrite(new AccountPushed(clock.Now, push));

        public void OnProblem(string text) => events.TryWrite(new AccountProblem(clock.Now, text));
    }
}
