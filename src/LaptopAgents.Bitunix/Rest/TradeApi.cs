using System.Text.Json;
using LaptopAgents.Domain;

namespace LaptopAgents.Bitunix;

/// <summary>
/// The writes that trade. A success says that the venue took the request, not what became of it. A failure whose outcome is unknown
/// (<see cref="VenueError.IsOutcomeUnknown"/>) may have been carried out; nothing is sent twice by itself.
/// </summary>
public sealed class TradeApi
{
    /// <summary>Orders that one batch may hold.</summary>
    public const int LargestBatch = 5;

    private readonly RestCaller _caller;

    internal TradeApi(RestCaller caller) => _caller = caller;

    public ValueTask<VenueResult<OrderAck>> PlaceAsync(PlaceOrder order, CancellationToken cancellation) =>
        _caller.PostAsync(RestEndpoint.PlaceOrder, RequestBodies.Of(json => RequestBodies.Order(json, order, withSymbol: true)), OrderAck.Parse, cancellation);

    /// <summary>Up to five orders of one symbol; the reply tells of each.</summary>
    public ValueTask<VenueResult<ItemReply>> PlaceBatchAsync(string symbol, IReadOnlyList<PlaceOrder> orders, CancellationToken cancellation)
    {
        if (orders.Count is 0 or > LargestBatch) throw new ArgumentException("A batch holds one to five orders.", nameof(orders));
        return _caller.PostAsync(RestEndpoint.BatchOrder, ListBody(symbol, orders, (json, order) => RequestBodies.Order(json, order, withSymbol: false)), ItemReply.Parse, cancellation);
    }

    /// <summary>Changes a working order.</summary>
    /// <param name="quantity">New total, including what has been filled.</param>
    public ValueTask<VenueResult<OrderAck>> ModifyAsync(
        string symbol, OrderName name, Quantity quantity, Price price, VenueLeg? takeProfit, VenueLeg? stopLoss, CancellationToken cancellation)
    {
        var body = RequestBodies.Of(json =>
        {
            RequestBodies.Name(json, name);
            json.WriteString("symbol", symbol);
            json.WriteString("qty", quantity.ToString());
            json.WriteString("price", price.ToString());
            // Whether legs that are left out are kept is not known, so they are told again.
            RequestBodies.Leg(json, "tp", takeProfit);
            RequestBodies.Leg(json, "sl", stopLoss);
        });
        return _caller.PostAsync(RestEndpoint.ModifyOrder, body, OrderAck.Parse, cancellation);
    }

    /// <summary>Cancels orders of one symbol; the reply tells of each.</summary>
    public ValueTask<VenueResult<ItemReply>> CancelAsync(string symbol, IReadOnlyList<OrderName> orders, CancellationToken cancellation) =>
        _caller.PostAsync(RestEndpoint.CancelOrders, ListBody(symbol, orders, RequestBodies.Name), ItemReply.Parse, cancellation);

    /// <summary>Cancels every plain order. Stops and targets stay.</summary>
    /// <param name="symbol">All symbols when null.</param>
    public ValueTask<VenueResult<ItemReply>> CancelAllAsync(string? symbol, CancellationToken cancellation) =>
        _caller.PostAsync(RestEndpoint.CancelAll, SymbolBody(symbol), ItemReply.Parse, cancellation);

    /// <summary>Closes every position at market.</summary>
    /// <param name="symbol">All symbols when null.</param>
    public ValueTask<VenueResult<bool>> CloseAllAsync(string? symbol, CancellationToken cancellation) =>
        _caller.PostAsync(RestEndpoint.CloseAll, SymbolBody(symbol), static (_, _) => true, cancellation);

    /// <summary>Closes one position whole, at market.</summary>
    public ValueTask<VenueResult<bool>> FlashCloseAsync(string positionId, CancellationToken cancellation) =>
        _caller.PostAsync(RestEndpoint.FlashClose, RequestBodies.Of(json => json.WriteString("positionId", positionId)), static (_, _) => true, cancellation);

    /// <summary>Places a stop, a target or both. It has no id of ours: look at what is pending before sending it again.</summary>
    public ValueTask<VenueResult<OrderAck>> PlaceTpslAsync(PlaceTpsl order, CancellationToken cancellation)
    {
        var whole = IsWhole(order);
        return _caller.PostAsync(
            whole ? RestEndpoint.PlacePositionTpsl : RestEndpoint.PlaceTpsl, TpslBody(order, whole), (data, notes) => WireLists.Single(data, notes, OrderAck.Parse), cancellation);
    }

    /// <summary>Changes the stop and target of a whole position.</summary>
    public ValueTask<VenueResult<OrderAck>> ModifyPositionTpslAsync(PlaceTpsl order, CancellationToken cancellation) =>
        _caller.PostAsync(RestEndpoint.ModifyPositionTpsl, TpslBody(order, whole: true), (data, notes) => WireLists.Single(data, notes, OrderAck.Parse), cancellation);

    /// <summary>Changes a stop or target that has a quantity.</summary>
    public ValueTask<VenueResult<OrderAck>> ModifyTpslAsync(string orderId, VenueLeg? takeProfit, VenueLeg? stopLoss, CancellationToken cancellation)
    {
        var body = RequestBodies.Of(json =>
        {
            json.WriteString("orderId", orderId);
            RequestBodies.Leg(json, "tp", takeProfit);
            RequestBodies.Leg(json, "sl", stopLoss);
        });
        return _caller.PostAsync(RestEndpoint.ModifyTpsl, body, (data, notes) => WireLists.Single(data, notes, OrderAck.Parse), cancellation);
    }

    public ValueTask<VenueResult<OrderAck>> CancelTpslAsync(string symbol, string orderId, CancellationToken cancellation)
    {
        var body = RequestBodies.Of(json =>
        {
            json.WriteString("symbol", symbol);
            json.WriteString("orderId", orderId);
        });
        return _caller.PostAsync(RestEndpoint.CancelTpsl, body, (data, notes) => WireLists.Single(data, notes, OrderAck.Parse), cancellation);
    }

    private static bool IsWhole(PlaceTpsl order) => order.TakeProfit?.Quantity is null && order.StopLoss?.Quantity is null;

    private static ReadOnlyMemory<byte> TpslBody(PlaceTpsl order, bool whole) => RequestBodies.Of(json =>
    {
        json.WriteString("symbol", order.Symbol);
        json.WriteString("positionId", order.PositionId);
        if (whole)
        {
            RequestBodies.WholePositionLeg(json, "tp", order.TakeProfit);
            RequestBodies.WholePositionLeg(json, "sl", order.StopLoss);
            return;
        }

        RequestBodies.Leg(json, "tp", order.TakeProfit);
        RequestBodies.Leg(json, "sl", order.StopLoss);
    });

    private static ReadOnlyMemory<byte> SymbolBody(string? symbol) => RequestBodies.Of(json =>
    {
        if (symbol is not null) json.WriteString("symbol", symbol);
    });

    private static ReadOnlyMemory<byte> ListBody<T>(string symbol, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> item) => RequestBodies.Of(json =>
    {
        json.WriteString("symbol", symbol);
        json.WriteStartArray("orderList");
        foreach (var next in items)
        {
            json.WriteStartObject();
            item(json, next);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });
}
