using System.Text.Json;
using LaptopAgents.Domain;

namespace LaptopAgents.ExchangeSimulator;

/// <summary>TP/SL orders on positions: for a quantity, or for the whole of it.</summary>
internal static class StopEndpoints
{
    public static Refusal? Place(Exchange exchange, RestRequest request, Utf8JsonWriter json) => Place(exchange, request, json, isWhole: false);

    public static Refusal? PlaceWhole(Exchange exchange, RestRequest request, Utf8JsonWriter json) => Place(exchange, request, json, isWhole: true);

    public static Refusal? Modify(Exchange exchange, RestRequest request, Utf8JsonWriter json)
    {
        if (request.Json is not { } body || body.Text("orderId") is not { } id) return Refusal.MustNotBeNull("orderId");
        if (request.Caller.FindStop(id) is not { } stop) return Refusal.Of(20007);
        return Change(body, request.Caller, stop, json);
    }

    public static Refusal? ModifyWhole(Exchange exchange, RestRequest request, Utf8JsonWriter json)
    {
        if (Position(exchange, request, out var body, out var position) is { } missing) return missing;
        var stop = request.Caller.Stops.FirstOrDefault(row => row.IsWhole && row.Position == position);
        return stop is null ? Refusal.Of(20007) : Change(body, request.Caller, stop, json);
    }

    public static Refusal? Cancel(Exchange exchange, RestRequest request, Utf8JsonWriter json)
    {
        if (request.Json is not { } body || body.Text("symbol") is not { } symbol) return Refusal.MustNotBeNull("symbol");
        if (body.Text("orderId") is not { } id) return Refusal.MustNotBeNull("orderId");
        if (exchange.Find(symbol) is not { } market) return Refusal.Of(20001);
        if (request.Caller.FindStop(id) is not { } stop || stop.Position.Market != market) return Refusal.Of(20007);
        request.Caller.EndStop(stop, "CANCELED");
        WriteId(json, stop);
        return null;
    }

    public static Refusal? Pending(Exchange exchange, RestRequest request, Utf8JsonWriter json)
    {
        var (symbol, id) = (request.Parameter("symbol"), request.Parameter("positionId"));
        var (skip, limit) = ((int)Math.Max(0, request.Number("skip", 0)), (int)Math.Clamp(request.Number("limit", 10), 1, 100));
        json.WriteStartArray();
        foreach (var stop in request.Caller.Stops.Reverse()
            .Where(row => symbol is null || row.Position.Market.Rules.Symbol == symbol)
            .Where(row => id is null || Exchange.Text(row.Position.Id) == id).Skip(skip).Take(limit))
            RowWriter.Stop(json, stop, exchange);
        json.WriteEndArray();
        return null;
    }

    public static Refusal? History(Exchange exchange, RestRequest request, Utf8JsonWriter json)
    {
        var symbol = request.Parameter("symbol");
        var rows = request.Caller.PastStops.Reverse().Where(row => symbol is null || row.Position.Market.Rules.Symbol == symbol);
        Paging.Write(json, request, exchange.Quirks, "orderList", rows, row => row.Created, row => RowWriter.Stop(json, row, exchange));
        return null;
    }

    private static Refusal? Place(Exchange exchange, RestRequest request, Utf8JsonWriter json, bool isWhole)
    {
        if (Position(exchange, request, out var body, out var position) is { } missing) return missing;
        if (isWhole && request.Caller.Stops.Any(row => row.IsWhole && row.Position == position)) return Refusal.Parameter("the position has one already");
        if (isWhole && (body.Text("tpOrderType") ?? body.Text("slOrderType")) is not null) return Refusal.Parameter("tpOrderType");
        if (Legs(body, position, isWhole, out var takeProfit, out var stopLoss) is { } refusal) return refusal;
        if (takeProfit is null && stopLoss is null) return Refusal.Of(30006);
        var stop = request.Caller.PlaceStop(position, takeProfit, stopLoss, isWhole);
        if (exchange.Quirks.TpslReplyAsArray) json.WriteStartArray();
        json.WriteStartObject();
        json.Id("orderId", stop.Id);
        if (exchange.Quirks.TpslReplyAsArray) json.WriteNull("clientId");
        json.WriteEndObject();
        if (exchange.Quirks.TpslReplyAsArray) json.WriteEndArray();
        return null;
    }

    private static Refusal? Change(JsonElement body, ExchangeAccount account, StopRow stop, Utf8JsonWriter json)
    {
        if (Legs(body, stop.Position, stop.IsWhole, out var takeProfit, out var stopLoss, stop) is { } refusal) return refusal;
        if (takeProfit is null && stopLoss is null) return Refusal.Of(30006);
        account.ChangeStop(stop, takeProfit ?? stop.TakeProfit, stopLoss ?? stop.StopLoss);
        WriteId(json, stop);
        return null;
    }

    private static Refusal? Legs(JsonElement body, PositionRow position, bool isWhole, out StopLeg? takeProfit, out StopLeg? stopLoss, StopRow? old = null)
    {
        stopLoss = null;
        var market = position.Market;
        if (StopParser.Read(body, market, "tp", out takeProfit) is { } badTarget) return badTarget;
        if (StopParser.Read(body, market, "sl", out stopLoss) is { } badStop) return badStop;
        if (StopParser.Check(market, position.IsLong, takeProfit, stopLoss) is { } wrong) return wrong;
        if (isWhole) return null;
        return Size(body, position, "tpQty", ref takeProfit, old?.TakeProfit) ?? Size(body, position, "slQty", ref stopLoss, old?.StopLoss);
    }

    private static Refusal? Size(JsonElement body, PositionRow position, string name, ref StopLeg? leg, StopLeg? old)
    {
        if (leg is not { } some) return null;
        if (body.Text(name) is null && old is { } before)
        {
            leg = some with { Quantity = before.Quantity };
            return null;
        }

        if (OrderParser.Quantity(body, name, position.Market, isMarket: false, out var quantity) is { } bad) return bad;
        if (quantity > position.Held.Quantity.Abs().Raw) return Refusal.Of(30038);
        leg = some with { Quantity = quantity };
        return null;
    }

    private static Refusal? Position(Exchange exchange, RestRequest request, out JsonElement body, out PositionRow position)
    {
        position = null!;
        body = request.Json ?? default;
        if (request.Json is null || body.Text("symbol") is not { } symbol) return Refusal.MustNotBeNull("symbol");
        if (body.Text("positionId") is not { } id) return Refusal.MustNotBeNull("positionId");
        if (exchange.Find(symbol) is not { } market) return Refusal.Of(20001);
        position = request.Caller.FindPosition(id)!;
        return position is null || position.Market != market ? Refusal.Of(30004) : null;
    }

    private static void WriteId(Utf8JsonWriter json, StopRow stop)
    {
        json.WriteStartObject();
        json.Id("orderId", stop.Id);
        json.WriteEndObject();
    }
}
