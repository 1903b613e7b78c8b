using System.Globalization;
using System.Text.Json;

namespace LaptopAgents.ExchangeSimulator;

/// <summary>Answers what clients say on their sockets.</summary>
internal sealed class SocketDesk(Exchange exchange, Authenticator authenticator)
{
    public static readonly byte[] Hello = SocketSession.Utf8("""{"op":"connect","data":{"result":true}}""");
    private static readonly byte[] LoggedIn = SocketSession.Utf8("""{"op":"login","data":{"result":true}}""");
    private static readonly byte[] NotLoggedIn = SocketSession.Utf8("""{"op":"login","data":{"result":false,"msg":"sign error"}}""");

    /// <summary>Takes a message; false ends the session.</summary>
    public bool Take(SocketSession session, ReadOnlyMemory<byte> message)
    {
        lock (exchange.Gate)
        {
            exchange.Tick();
            try
            {
                using var json = JsonDocument.Parse(message);
                return json.RootElement.ValueKind == JsonValueKind.Object && Take(session, json.RootElement);
            }
            catch (JsonException)
            {
                session.Send(SocketSession.Utf8("""{"op":"error","data":{"result":false,"msg":"not a JSON message"}}"""));
                return true;
            }
        }
    }

    private bool Take(SocketSession session, JsonElement message)
    {
        switch (message.Text("op"))
        {
            case "ping":
                session.Send(Pong(message.Text("ping") ?? "0"));
                return true;
            case "login":
                Login(session, message);
                return true;
            case "subscribe":
                foreach (var (channel, symbol) in Arguments(message))
                {
                    if (session.SubscriptionCount >= exchange.Limits.Subscriptions) return false;
                    exchange.Hub.Subscribe(session, channel, symbol);
                }

                if (exchange.Quirks.SubscribeAck) session.Send(Echo(message));
                return true;
            case "unsubscribe":
                foreach (var (channel, symbol) in Arguments(message)) exchange.Hub.Unsubscribe(session, channel, symbol);
                session.Send(Echo(message));
                return true;
            default:
                return true;
        }
    }

    private void Login(SocketSession session, JsonElement message)
    {
        var account = session.IsPrivate && message.TryGetProperty("args", out var args) && args.ValueKind == JsonValueKind.Array
            && args.GetArrayLength() > 0 && args[0].ValueKind == JsonValueKind.Object ? authenticator.Login(args[0]) : null;
        session.Account = account ?? session.Account;
        session.Send(account is null ? NotLoggedIn : LoggedIn);
    }

    private byte[] Pong(string ping)
    {
        // Clients send a number; whatever it is comes back as it came.
        var echo = long.TryParse(ping, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : 0;
        var seconds = exchange.ShownNow / 1_000_000_000;
        return SocketSession.Utf8(exchange.Quirks.PongAsPong
            ? string.Create(CultureInfo.InvariantCulture, $$"""{"op":"pong","ts":{{exchange.ShownNow / 1_000_000}}}""")
            : string.Create(CultureInfo.InvariantCulture, $$"""{"op":"ping","pong":{{echo}},"ping":{{seconds}}}"""));
    }

    private static byte[] Echo(JsonElement message) => SocketSession.Utf8(message.GetRawText());

    private static List<(string Channel, string? Symbol)> Arguments(JsonElement message)
    {
        var arguments = new List<(string, string?)>();
        if (!message.TryGetProperty("args", out var args) || args.ValueKind != JsonValueKind.Array) return arguments;
        foreach (var item in args.EnumerateArray())
        {
            // The documentation's example of an unsubscription spells the member out.
            if (item.ValueKind == JsonValueKind.Object && (item.Text("ch") ?? item.Text("channel")) is { } channel)
                arguments.Add((channel, item.Text("symbol")));
        }

        return arguments;
    }
}
