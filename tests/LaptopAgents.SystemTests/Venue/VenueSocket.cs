using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using LaptopAgents.ExchangeSimulator;

namespace LaptopAgents.SystemTests.Venue;

/// <summary>A client's socket, by the documentation.</summary>
internal sealed class VenueSocket : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly ClientWebSocket _socket = new();

    private VenueSocket()
    {
        _socket.Options.KeepAliveInterval = TimeSpan.Zero;
    }

    public WebSocketState State => _socket.State;

    public static async Task<VenueSocket> PublicAsync(ExchangeHost host, params string[] channels)
    {
        var socket = await ConnectAsync(host, "public/");
        var args = string.Join(',', channels.Select(channel => $$"""{"symbol":"{{TradingFloor.Symbol}}","ch":"{{channel}}"}"""));
        if (channels.Length > 0) await socket.SendAsync($$"""{"op":"subscribe","args":[{{args}}]}""");
        await socket.SettleAsync();
        return socket;
    }

    public static async Task<VenueSocket> PrivateAsync(ExchangeHost host, AccountOptions? account = null, bool inMilliseconds = false)
    {
        var who = account ?? TradingFloor.Alice;
        var socket = await ConnectAsync(host, "private/");
        await socket.SendAsync(Login(who, inMilliseconds));
        var answer = await socket.NextAsync();
        Assert.True(answer.GetProperty("data").GetProperty("result").GetBoolean(), answer.ToString());
        return socket;
    }

    public static async Task<VenueSocket> ConnectAsync(ExchangeHost host, string path)
    {
        var socket = new VenueSocket();
        await socket._socket.ConnectAsync(new Uri(host.WebSocketUri, path), TestContext.Current.CancellationToken);
        Assert.Equal("connect", (await socket.NextAsync()).GetProperty("op").GetString());
        return socket;
    }

    public static string Login(AccountOptions who, bool inMilliseconds = false)
    {
        var now = DateTimeOffset.UtcNow;
        var time = (inMilliseconds ? now.ToUnixTimeMilliseconds() : now.ToUnixTimeSeconds()).ToString(CultureInfo.InvariantCulture);
        var sign = VenueClient.Hash(VenueClient.Hash("nonce" + time + who.ApiKey) + who.Secret);
        return $$"""{"op":"login","args":[{"apiKey":"{{who.ApiKey}}","timestamp":{{time}},"nonce":"nonce","sign":"{{sign}}"}]}""";
    }

    public void Dispose() => _socket.Dispose();

    public Task SendAsync(string text) =>
        _socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, TestContext.Current.CancellationToken);

    /// <summary>The next message; fails when none comes.</summary>
    public async Task<JsonElement> NextAsync()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        using var whole = new MemoryStream();
        var buffer = new byte[8192];
        while (true)
        {
            var part = await _socket.ReceiveAsync(buffer.AsMemory(), patience.Token);
            if (part.MessageType == WebSocketMessageType.Close) throw new WebSocketException("The exchange closed the socket.");
            whole.Write(buffer, 0, part.Count);
            if (part.EndOfMessage) return JsonDocument.Parse(whole.ToArray()).RootElement;
        }
    }

    /// <summary>Everything that was sent before now: it asks for a sign of life and takes what comes before it.</summary>
    public async Task<List<JsonElement>> SettleAsync()
    {
        await SendAsync("""{"op":"ping","ping":77}""");
        var before = new List<JsonElement>();
        while (true)
        {
            var next = await NextAsync();
            if (next.TryGetProperty("op", out var op) && op.GetString() == "ping") return before;
            before.Add(next);
        }
    }

    /// <summary>Whether the exchange cuts the socket.</summary>
    public async Task<bool> IsCutAsync()
    {
        try
        {
            while (true) await NextAsync();
        }
        catch (Exception error) when (error is WebSocketException or IOException)
        {
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
