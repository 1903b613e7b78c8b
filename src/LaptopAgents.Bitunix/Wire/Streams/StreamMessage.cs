using System.Text.Json;
using LaptopAgents.Domain;

namespace LaptopAgents.Bitunix;

/// <summary>What stands around a push's data.</summary>
internal readonly record struct PushHead(string Channel, string Symbol, Timestamp Time);

/// <summary>What a message from a WebSocket is.</summary>
internal enum StreamMessageKind
{
    /// <summary>The server's greeting.</summary>
    Connected,

    /// <summary>An answer to a ping in one of its two forms.</summary>
    Pong,
    LoginAccepted,
    LoginRefused,

    /// <summary>The echo of a subscription, or anything else that needs no answer.</summary>
    Acknowledged,
    Error,
    Push,

    /// <summary>A channel or operation that is not known.</summary>
    Unknown,

    /// <summary>Not understood.</summary>
    Malformed,
}

/// <summary>One message of a WebSocket.</summary>
/// <param name="Pushes">What a push holds; usually one.</param>
/// <param name="Text">Why, for refusals and messages that were not understood.</param>
internal readonly record struct StreamMessage(StreamMessageKind Kind, IReadOnlyList<VenuePush> Pushes, string Text = "")
{
    private static readonly WireShape s_operation = new("operation", "op data ping pong msg code success", "ts args ch symbol id event");
    private static readonly WireShape s_result = new("operation_data", "result msg code success", "message");
    private static readonly WireShape s_push = new("push", "ch symbol ts data", "id action");

    public static StreamMessage Parse(ReadOnlyMemory<byte> raw, WireNotes notes)
    {
        try
        {
            using var document = JsonDocument.Parse(raw, new JsonDocumentOptions { MaxDepth = 16 });
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object) return Malformed(raw, notes, "An object was expected.");
            return root.TryGetProperty("ch", out var channel) && channel.ValueKind == JsonValueKind.String && root.TryGetProperty("data", out var data)
                ? ParsePush(root, data, channel.GetString()!, notes)
                : ParseOperation(root, notes);
        }
        catch (Exception problem) when (problem is JsonException or WireFormatException or InvalidOperationException)
        {
            return Malformed(raw, notes, problem.Message);
        }
    }

    private static StreamMessage ParseOperation(JsonElement root, WireNotes notes)
    {
        var row = WireObject.Open(root, s_operation, notes);
        var operation = row.TextOrNull("op") ?? "";
        return operation.ToUpperInvariant() switch
        {
            "CONNECT" => new(StreamMessageKind.Connected, []),
            "PING" or "PONG" => new(StreamMessageKind.Pong, []),
            "LOGIN" => Login(row, notes),
            "ERROR" => new(StreamMessageKind.Error, [], row.TextOrNull("msg") ?? root.GetRawText()),
            "SUBSCRIBE" or "UNSUBSCRIBE" => new(StreamMessageKind.Acknowledged, []),
            _ => new(StreamMessageKind.Unknown, [], operation),
        };
    }

    private static StreamMessage Login(in WireObject row, WireNotes notes)
    {
        var (code, message) = (row.TextOrNull("code"), row.TextOrNull("msg"));
        var success = row.FlagOrNull("success");
        if (row.ElementOrNull("data") is { ValueKind: JsonValueKind.Object } data)
        {
            var result = WireObject.Open(data, s_result, notes);
            code ??= result.TextOrNull("code");
            message ??= result.TextOrNull("msg", "message");
            success = result.FlagOrNull("result") ?? result.FlagOrNull("success") ?? success;
        }

        var accepted = success ?? (code is null or "0");
        return accepted ? new(StreamMessageKind.LoginAccepted, []) : new(StreamMessageKind.LoginRefused, [], $"{message} {code}".Trim());
    }

    private static StreamMessage ParsePush(JsonElement root, JsonElement data, string channel, WireNotes notes)
    {
        var row = WireObject.Open(root, s_push, notes);
        var head = new PushHead(channel, row.TextOrNull("symbol") ?? "", row.Time("ts"));
        // `tickers` is documented as an array of symbols, and private data as lists; live all of them are objects.
        if (data.ValueKind != JsonValueKind.Array || channel == "trade") return One(data, head, notes);
        var pushes = new List<VenuePush>(data.GetArrayLength());
        foreach (var item in data.EnumerateArray())
        {
            var part = One(item, head, notes);
            if (part.Kind != StreamMessageKind.Push) return part;
            pushes.AddRange(part.Pushes);
        }

        return new(StreamMessageKind.Push, pushes);
    }

    private static StreamMessage One(JsonElement data, in PushHead head, WireNotes notes)
    {
        VenuePush? push = head.Channel switch
        {
            "trade" => TradePush.Parse(data, head, notes),
            "tickers" => QuotePush.Parse(data, head, notes),
            "ticker" => TickerPush.Parse(data, head, notes),
            "price" => PricePush.Parse(data, head, notes),
            "order" => OrderPush.Parse(data, head, notes),
            "position" => PositionPush.Parse(data, head, notes),
            "balance" => BalancePush.Parse(data, head, notes),
            "tpsl" => TpslPush.Parse(data, head, notes),
            _ when head.Channel.Contains("_kline_", StringComparison.Ordinal) => KlinePush.Parse(data, head, notes),
            _ when head.Channel.StartsWith("depth_book", StringComparison.Ordinal) => DepthPush.Parse(data, head, notes),
            _ => null,
        };
        return push is null ? new(StreamMessageKind.Unknown, [], head.Channel) : new(StreamMessageKind.Push, [push]);
    }

    private static StreamMessage Malformed(ReadOnlyMemory<byte> raw, WireNotes notes, string why)
    {
        notes.MalformedMessage("stream");
        return new(StreamMessageKind.Malformed, [], $"{why} {Redaction.Payload(raw.Span)}");
    }
}
