using System.Text.Json;
using LaptopAgents.Domain;

namespace LaptopAgents.ExchangeSimulator;

/// <summary>Orders: placed, changed, canceled, and positions closed at market.</summary>
internal static class TradeEndpoints
{
    private const int MostInBatch = 5;

    public static Refusal? Place(Exchange exchange, RestRequest request, Utf8JsonWriter json)
    {
        if (request.Json is not { } body) return Refusal.Parameter("the body is not a JSON object");
        if (PlaceOne(exchange, request.Caller, body, null, out var order) is { } refusal) return refusal;
        WriteIds(json, "orderId", order);
        return null;
    }

    public static Refusal? Batch(Exchange exchange, RestRequest request, Utf8JsonWriter json)
    {
        if (Items(request, out var items) is { } bad) return bad;
        if (request.Json!.Value.Text("symbol") is not { } symbol) return Refusal.MustNotBeNull("symbol");
        if (items.Count > MostInBatch) return Refusal.Of(20016);
        var failed = new List<(string? ClientId, Refusal Why)>();
        json.WriteStartObject();
        json.WriteStartArray("successList");
        foreach (var item in items)
        {
            if (PlaceOne(exchange, request.Caller, item, symbol, out var order) is { } refusal) failed.Add((item.Text("clientId"), refusal));
            else WriteIds(json, "id", order);
        }

        json.WriteEndArray();
        json.WriteStartArray("failureList");
        foreach (var (clientId, why) in failed)
        {
            json.WriteStartObject();
            json.WriteString("clientId", clientId);
            WriteFailure(json, why);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        return null;
    }

    public static Refusal? Modify(Exchange exchange, RestRequest request, Utf8JsonWriter json)
    {
        if (request.Json is not { } body) return Refusal.Parameter("the body is not a JSON object");
        var (id, clientId) = (body.Text("orderId"), body.Text("clientId"));
        if (id is null && clientId is null) return Refusal.MustNotBeNull("orderId");
        if (request.Caller.FindOrder(id, clientId) is not { } order) return Refusal.Of(20007);
        if (!order.IsLive) return Refusal.Of(30011);
        if (order.Market.Rules.Status != "OPEN") return Refusal.Of(20012);
        if (OrderParser.Quantity(body, "qty", order.Market, isMarket: false, out var quantity) is { } badQuantity) return badQuantity;
        if (OrderParser.Price(body, "price", order.Market, out var price) is { } badPrice) return badPrice;
        if (OrderParser.Protection(order.Market, order.Side, price) is { } beyond) return beyond;
        if (StopParser.Read(body, order.Market, "tp", out var takeProfit) is { } badTarget) return badTarget;
        if (StopParser.Read(body, order.Market, "sl", out var stopLoss) is { } badStop) return badStop;
        if (StopParser.CheckAttached(order.Market, order.Side == Side.Buy, price, takeProfit, stopLoss) is { } wrong) return wrong;
        // A leg that is not named stays as it is.
        order.TakeProfit = takeProfit ?? order.TakeProfit;
        order.StopLoss = stopLoss ?? order.StopLoss;
        if (request.Caller.Modify(order, quantity, price) is { } refusal) return refusal;
        WriteIds(json, "orderId", order);
        return null;
    }

    public static Refusal? Cancel(Exchange exchange, RestRequest request, Utf8JsonWriter json)
    {
        if (Items(request, out var items) is { } bad) return bad;
        if (request.Json!.Value.Text("symbol") is { } symbol && exchange.Find(symbol) is null) return Refusal.Of(20001);
        var (done, failed) = (new List<OrderRow>(), new List<(string? Id, string? ClientId, Refusal Why)>());
        foreach (var item in items)
        {
            var (id, clientId) = (item.Text("orderId"), item.Text("clientId"));
            if (request.Caller.FindOrder(id, clientId) is not { } order) failed.Add((id, clientId, Refusal.Of(20007)));
            else if (request.Caller.Cancel(order) is { } why) failed.Add((id, clientId, why));
            else done.Add(order);
        }

        WriteCanceled(json, done, failed);
        return null;
    }

    public static Refusal? CancelAll(Exchange exchange, RestRequest request, Utf8JsonWriter json)
    {
        if (Scope(exchange, request, out var market) is { } unknown) return unknown;
        var done = new List<OrderRow>();
        foreach (var order in request.Caller.LiveOrders.Where(order => market is null || order.Market == market).ToList())
            if (request.Caller.Cancel(order) is null) done.Add(order);
        WriteCanceled(json, done, []);
        return null;
    }

    public static Refusal? CloseAll(Exchange exchange, RestRequest request, Utf8JsonWriter json)
    {
        if (Scope(exchange, request, out var market) is { } unknown) return unknown;
        foreach (var position in request.Caller.Positions.Where(row => (market is null || row.Market == market) && row.Market.Rules.Status == "OPEN").ToList())
            request.Caller.PlaceChild(position, position.Held.Quantity.Abs(), 0, "api");
        json.WriteStringValue("");
        return null;
    }

    public static Refusal? FlashClose(Exchange exchange, RestRequest request, Utf8JsonWriter json)
    {
        if (request.Json?.Text("positionId") is not { } id) return Refusal.MustNotBeNull("positionId");
        if (request.Caller.FindPosition(id) is not { } position) return Refusal.Of(30004);
        if (position.Market.Rules.Status != "OPEN") return Refusal.Of(20012);
        if (request.Caller.PlaceChild(position, position.Held.Quantity.Abs(), 0, "api") is null) return Refusal.Of(30011);
        json.WriteStartObject();
        json.WriteString("positionId", id);
        json.WriteEndObject();
        return null;
    }

    private static Refusal? PlaceOne(Exchange exchange, ExchangeAccount account, JsonElement body, string? symbol, out OrderRow order)
    {
        order = null!;
        return OrderParser.Read(exchange, account, body, symbol, out var ticket) ?? account.Place(in ticket, out order);
    }

    private static Refusal? Items(RestRequest request, out List<JsonElement> items)
    {
        items = [];
        if (request.Json is not { } body || !body.TryGetProperty("orderList", out var list) || list.ValueKind != JsonValueKind.Array)
            return Refusal.MustNotBeNull("orderList");
        foreach (var item in list.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Object) return Refusal.Parameter("orderList");
            items.Add(item);
        }

        return items.Count == 0 ? Refusal.MustNotBeNull("orderList") : null;
    }

    private static Refusal? Scope(Exchange exchange, RestRequest request, out SymbolMarket? market)
    {
        market = null;
        if (request.Json?.Text("symbol") is not { } symbol) return null;
        market = exchange.Find(symbol);
        return market is null ? Refusal.Of(20001) : null;
    }

    private static void WriteIds(Utf8JsonWriter json, string name, OrderRow order)
    {
        json.WriteStartObject();
        json.Id(name, order.Id);
        json.WriteString("clientId", order.ClientId);
        json.WriteEndObject();
    }

    private static void WriteFailure(Utf8JsonWriter json, Refusal why)
    {
        json.WriteString("errorMsg", why.Message);
        json.WriteNumber("errorCode", why.Code);
    }

    private static void WriteCanceled(Utf8JsonWriter json, List<OrderRow> done, List<(string? Id, string? ClientId, Refusal Why)> failed)
    {
        json.WriteStartObject();
        json.WriteStartArray("successList");
        foreach (var order in done) WriteIds(json, "orderId", order);
        json.WriteEndArray();
        json.WriteStartArray("failureList");
        foreach (var (id, clientId, why) in failed)
        {
            json.WriteStartObject();
            json.WriteString("orderId", id ?? "");
            json.WriteString("clientId", clientId ?? "");
            WriteFailure(json, why);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
