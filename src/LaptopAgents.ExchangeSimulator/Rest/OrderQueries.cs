using System.Text.Json;

namespace LaptopAgents.ExchangeSimulator;

/// <summary>Orders and fills of the caller.</summary>
internal static class OrderQueries
{
    private const long Day = 86_400_000_000_000;

    public static Refusal? Detail(Exchange exchange, RestRequest request, Utf8JsonWriter json)
    {
        var (id, clientId) = (request.Parameter("orderId"), request.Parameter("clientId"));
        if (id is null && clientId is null) return Refusal.Parameter("give orderId or clientId");
        if (request.Caller.FindOrder(id, clientId) is not { } order || !IsVisible(order, exchange)) return Refusal.Of(20007);
        RowWriter.Order(json, order, exchange);
        return null;
    }

    public static Refusal? Pending(Exchange exchange, RestRequest request, Utf8JsonWriter json)
    {
        var rows = Matching(request.Caller.LiveOrders.Reverse(), exchange, request);
        Paging.Write(json, request, exchange.Quirks, "orderList", rows, row => row.Created, row => RowWriter.Order(json, row, exchange));
        return null;
    }

    public static Refusal? History(Exchange exchange, RestRequest request, Utf8JsonWriter json)
    {
        var type = request.Parameter("type");
        // Canceled orders are told only when asked for by name, and for a few days only.
        var canceled = request.Parameter("queryCanceled") == "true";
        var oldest = exchange.Now - (canceled ? 3 : 90) * Day;
        var rows = Matching(request.Caller.FinishedOrders.Reverse(), exchange, request)
            .Where(order => type is null || type == (order.IsMarket ? "MARKET" : "LIMIT"))
            .Where(order => IsCanceled(order) == canceled && order.Changed >= oldest);
        Paging.Write(json, request, exchange.Quirks, "orderList", rows, row => row.Created, row => RowWriter.Order(json, row, exchange));
        return null;
    }

    public static Refusal? Trades(Exchange exchange, RestRequest request, Utf8JsonWriter json)
    {
        var (symbol, orderId) = (request.Parameter("symbol"), request.Parameter("orderId"));
        // The filter by position is documented, and does nothing.
        var rows = request.Caller.Trades.Reverse()
            .Where(trade => symbol is null || trade.Order.Market.Rules.Symbol == symbol)
            .Where(trade => orderId is null || Exchange.Text(trade.Order.Id) == orderId);
        Paging.Write(json, request, exchange.Quirks, "tradeList", rows, row => row.Time, row => RowWriter.Trade(json, row, exchange.Quirks));
        return null;
    }

    private static IEnumerable<OrderRow> Matching(IEnumerable<OrderRow> orders, Exchange exchange, RestRequest request)
    {
        var (symbol, id) = (request.Parameter("symbol"), request.Parameter("orderId"));
        var (clientId, status) = (request.Parameter("clientId"), request.Parameter("status"));
        return orders.Where(order => IsVisible(order, exchange)
            && (symbol is null || order.Market.Rules.Symbol == symbol)
            && (id is null || Exchange.Text(order.Id) == id)
            && (clientId is null || order.ClientId == clientId)
            && (status is null || order.Status == status));
    }

    private static bool IsCanceled(OrderRow order) => order.Status is "CANCELED" or "SYSTEM_CANCELED";

    private static bool IsVisible(OrderRow order, Exchange exchange) =>
        order.Created <= exchange.Now - exchange.Quirks.OrderVisibleAfterMs * 1_000_000L;
}
