using System.Globalization;
using System.Text.Json;

namespace LaptopAgents.Bitunix;

/// <summary>The venue took an order, a modification or a cancel. It says nothing of what became of it.</summary>
public sealed record OrderAck(string OrderId, string ClientId)
{
    private static readonly WireShape s_shape = new("order_ack", "orderId id clientId", "symbol");

    internal static OrderAck Parse(JsonElement element, WireNotes notes)
    {
        var row = WireObject.Open(element, s_shape, notes);
        return new(row.Text("orderId", "id"), row.TextOrNull("clientId") ?? "");
    }
}

/// <summary>One item of a list call that failed.</summary>
public sealed record ItemFailure(string OrderId, string ClientId, VenueError Error)
{
    private static readonly WireShape s_shape = new("item_failure", "orderId id clientId errorMsg errorCode", "symbol");

    internal static ItemFailure Parse(JsonElement element, WireNotes notes)
    {
        var row = WireObject.Open(element, s_shape, notes);
        var code = long.TryParse(row.TextOrNull("errorCode"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : -1;
        return new(row.TextOrNull("orderId", "id") ?? "", row.TextOrNull("clientId") ?? "", BitunixCodes.ToError(code, row.TextOrNull("errorMsg") ?? ""));
    }
}

/// <summary>The outcome of a list call, item by item: code 0 of the whole says nothing of them.</summary>
public sealed record ItemReply(IReadOnlyList<OrderAck> Done, IReadOnlyList<ItemFailure> Failed)
{
    private static readonly WireShape s_shape = new("item_reply", "successList failureList");

    internal static ItemReply Parse(JsonElement element, WireNotes notes)
    {
        if (WireLists.IsNothing(element)) return new([], []);
        var row = WireObject.Open(element, s_shape, notes);
        return new(
            row.ElementOrNull("successList") is { } done ? WireLists.Rows(done, notes, OrderAck.Parse) : [],
            row.ElementOrNull("failureList") is { } failed ? WireLists.Rows(failed, notes, ItemFailure.Parse) : []);
    }
}

/// <summary>One page of a list with its total.</summary>
public sealed record VenuePage<T>(IReadOnlyList<T> Rows, long? Total)
{
    private static readonly WireShape s_shape = new("page", "orderList tradeList positionList total");

    internal static VenuePage<T> Parse(JsonElement element, WireNotes notes, WireParser<T> row)
    {
        if (element.ValueKind == JsonValueKind.Array || WireLists.IsNothing(element)) return new(WireLists.Rows(element, notes, row), null);
        var page = WireObject.Open(element, s_shape, notes);
        var list = page.ElementOrNull("orderList") ?? page.ElementOrNull("tradeList") ?? page.ElementOrNull("positionList");
        return new(list is { } rows ? WireLists.Rows(rows, notes, row) : [], page.IntegerOrNull("total"));
    }
}

/// <summary>The envelope of every REST reply.</summary>
internal readonly record struct WireEnvelope(long Code, string Message, JsonElement Data)
{
    private static readonly WireShape s_shape = new("envelope", "code msg message data", "success timestamp ts requestTime");

    public static WireEnvelope Parse(JsonElement element, WireNotes notes)
    {
        var row = WireObject.Open(element, s_shape, notes);
        return new(row.Integer("code"), row.TextOrNull("msg", "message") ?? "", row.ElementOrNull("data") ?? default);
    }
}
