using System.Text.Json;
using LaptopAgents.Domain;

namespace LaptopAgents.Bitunix;

/// <summary>A stop or target as it rides on an order or stands by itself.</summary>
/// <param name="Trigger">The trigger price.</param>
/// <param name="Source">The price that is watched; null when the venue does not say.</param>
/// <param name="LimitPrice">For a limit order after the trigger.</param>
public sealed record VenueLeg(Price Trigger, TriggerSource? Source, VenueOrderType? Type, Price? LimitPrice, Quantity? Quantity)
{
    internal static VenueLeg? Parse(in WireObject row, string prefix) => row.PriceOrNull(prefix + "Price") is not { Raw: > 0 } trigger
        ? null
        : new(trigger, WireWords.StopType(row.TextOrNull(prefix + "StopType")), WireWords.LegType(row.TextOrNull(prefix + "OrderType")),
            row.PriceOrNull(prefix + "OrderPrice"), row.QuantityOrNull(prefix + "Qty"));
}

/// <summary>An order as <c>trade/get_order_detail</c>, <c>get_pending_orders</c> and <c>get_history_orders</c> show it.</summary>
/// <param name="Side">What is done: closing a long position is a sell.</param>
/// <param name="Filled">Cumulative.</param>
/// <param name="AveragePrice">Of what was filled; null when the venue does not say.</param>
public sealed record VenueOrder(
    string OrderId, string ClientId, string Symbol, Side Side, VenueOrderType? Type, VenueEffect? Effect, bool IsReduceOnly, Quantity Quantity, Quantity Filled,
    Price? LimitPrice, Price? AveragePrice, VenueOrderStatus Status, Money Fee, Money RealizedPnl, VenueLeg? TakeProfit, VenueLeg? StopLoss, Timestamp? Created, Timestamp? Modified)
{
    private static readonly WireShape s_shape = new(
        "order",
        "orderId clientId symbol qty tradeQty price avgPrice averagePrice side orderType type effect reduceOnly status fee realizedPNL ctime mtime "
        + "tpPrice tpStopType tpOrderType tpOrderPrice slPrice slStopType slOrderType slOrderPrice",
        "marginCoin positionMode marginMode leverage source positionId tradeSide subAccountId tpQty slQty");

    internal static VenueOrder Parse(JsonElement element, WireNotes notes)
    {
        var row = WireObject.Open(element, s_shape, notes);
        var average = row.ComputedPriceOrNull("avgPrice", "averagePrice");
        return new(
            row.Text("orderId"), row.TextOrNull("clientId") ?? "", row.Text("symbol"), WireWords.Side(row, "side"), WireWords.OrderType(row),
            WireWords.Effect(row.TextOrNull("effect")), row.FlagOrNull("reduceOnly") ?? false, row.Quantity("qty"), row.QuantityOrNull("tradeQty") ?? default,
            row.PriceOrNull("price") is { Raw: > 0 } limit ? limit : null, average is { Raw: > 0 } ? average : null,
            WireWords.Status(row.TextOrNull("status")), row.MoneyOrNull("fee") ?? default, row.MoneyOrNull("realizedPNL") ?? default,
            VenueLeg.Parse(row, "tp"), VenueLeg.Parse(row, "sl"), row.TimeOrNull("ctime"), row.TimeOrNull("mtime"));
    }
}

/// <summary>One fill, <c>trade/get_history_trades</c>.</summary>
/// <param name="Fee">Paid; a rebate is negative.</param>
public sealed record VenueTrade(
    string TradeId, string OrderId, string ClientId, string Symbol, Side Side, Quantity Quantity, Price Price, Money Fee, Money RealizedPnl, LiquidityRole? Role,
    bool IsReduceOnly, Timestamp? Time)
{
    private static readonly WireShape s_shape = new(
        "trade", "tradeId orderId clientId symbol qty price side fee realizedPNL ctime roleType reduceOnly",
        "marginCoin positionMode marginMode leverage orderType type effect status positionId mtime subAccountId");

    internal static VenueTrade Parse(JsonElement element, WireNotes notes)
    {
        var row = WireObject.Open(element, s_shape, notes);
        return new(
            row.Text("tradeId"), row.Text("orderId"), row.TextOrNull("clientId") ?? "", row.Text("symbol"), WireWords.Side(row, "side"), row.Quantity("qty"),
            row.Price("price"), row.MoneyOrNull("fee") ?? default, row.MoneyOrNull("realizedPNL") ?? default, RoleOf(row.TextOrNull("roleType")),
            row.FlagOrNull("reduceOnly") ?? false, row.TimeOrNull("ctime"));
    }

    private static LiquidityRole? RoleOf(string? text) => text is null ? null : WireWords.Plain(text) switch
    {
        "MAKER" => LiquidityRole.Maker,
        "TAKER" => LiquidityRole.Taker,
        _ => null,
    };
}

/// <summary>A take-profit or stop-loss order that stands by itself, <c>tpsl/get_pending_orders</c> and <c>get_history_orders</c>.</summary>
public sealed record VenueTpsl(
    string OrderId, string PositionId, string Symbol, VenueLeg? TakeProfit, VenueLeg? StopLoss, VenueOrderStatus Status, Timestamp? Created, Timestamp? Triggered)
{
    private static readonly WireShape s_shape = new(
        "tpsl",
        "id orderId positionId symbol tpPrice tpStopType tpOrderType tpOrderPrice tpQty slPrice slStopType slOrderType slOrderPrice slQty status ctime triggerTime",
        "base quote side positionMode marginMode leverage mtime type clientId marginCoin subAccountId");

    internal static VenueTpsl Parse(JsonElement element, WireNotes notes)
    {
        var row = WireObject.Open(element, s_shape, notes);
        // A pending row has no status: that it is listed says that it is armed.
        return new(
            row.Text("id", "orderId"), row.TextOrNull("positionId") ?? "", row.Text("symbol"), VenueLeg.Parse(row, "tp"), VenueLeg.Parse(row, "sl"),
            row.TextOrNull("status") is { } status ? WireWords.Status(status) : VenueOrderStatus.New, row.TimeOrNull("ctime"), row.TimeOrNull("triggerTime"));
    }
}
