using System.Text.Json;
using LaptopAgents.Domain;

namespace LaptopAgents.Bitunix;

/// <summary>An order changed. There is no fill in it: what was filled follows from the cumulative quantity, its price from the trades.</summary>
public sealed record OrderPush(
    string Symbol, Timestamp Time, PushEvent Event, string OrderId, string ClientId, Side Side, VenueOrderType? Type, bool IsReduceOnly, Quantity Quantity, Price? LimitPrice,
    VenueOrderStatus Status, Money? Fee, Price? AveragePrice, Quantity Filled, Timestamp? Created, Timestamp? Modified) : VenuePush(Symbol, Time)
{
    // `effect` was seen to hold a position side, so it is not read.
    private static readonly WireShape s_shape = new(
        "order_push",
        "event orderId clientId symbol side type orderType qty reductionOnly reduceOnly price orderStatus status fee averagePrice avgPrice dealAmount ctime mtime",
        "positionType positionMode effect leverage tpStopType tpPrice tpOrderType tpOrderPrice slStopType slPrice slOrderType slOrderPrice marginMode positionId tpQty slQty realizedPNL");

    internal static OrderPush Parse(JsonElement data, in PushHead head, WireNotes notes)
    {
        var row = WireObject.Open(data, s_shape, notes);
        var average = row.ComputedPriceOrNull("averagePrice", "avgPrice");
        return new(
            row.TextOrNull("symbol") ?? head.Symbol, head.Time, WireWords.Event(row.TextOrNull("event")), row.Text("orderId"), row.TextOrNull("clientId") ?? "",
            WireWords.Side(row, "side"), WireWords.OrderType(row), row.FlagOrNull("reductionOnly") ?? row.FlagOrNull("reduceOnly") ?? false, row.Quantity("qty"),
            row.PriceOrNull("price") is { Raw: > 0 } limit ? limit : null, WireWords.Status(row.TextOrNull("orderStatus", "status")), row.MoneyOrNull("fee"),
            average is { Raw: > 0 } ? average : null, row.QuantityOrNull("dealAmount") ?? default, row.TimeOrNull("ctime"), row.TimeOrNull("mtime"));
    }
}

/// <summary>A position changed. What a push lacks has not changed: an absent quantity is not zero.</summary>
public sealed record PositionPush(
    string Symbol, Timestamp Time, PushEvent Event, string PositionId, Side? Side, Quantity? Quantity, Money? Margin, Money? RealizedPnl, Money? UnrealizedPnl,
    Money? Funding, Money? Fee) : VenuePush(Symbol, Time)
{
    private static readonly WireShape s_shape = new(
        "position_push", "event positionId symbol side qty margin realizedPNL unrealizedPNL funding fee",
        "marginMode positionMode leverage ctime mtime entryValue");

    internal static PositionPush Parse(JsonElement data, in PushHead head, WireNotes notes)
    {
        var row = WireObject.Open(data, s_shape, notes);
        return new(
            row.TextOrNull("symbol") ?? head.Symbol, head.Time, WireWords.Event(row.TextOrNull("event")), row.Text("positionId"),
            WireWords.SideOrNull(row, "side"), row.QuantityOrNull("qty"), row.MoneyOrNull("margin"), row.MoneyOrNull("realizedPNL"),
            row.MoneyOrNull("unrealizedPNL"), row.MoneyOrNull("funding"), row.MoneyOrNull("fee"));
    }
}

/// <summary>The balance of a coin changed.</summary>
public sealed record BalancePush(Timestamp Time, string Coin, Money Available, Money Frozen, Money Margin) : VenuePush("", Time)
{
    private static readonly WireShape s_shape = new(
        "balance_push", "coin available frozen margin", "isolationFrozen crossFrozen isolationMargin crossMargin expMoney");

    internal static BalancePush Parse(JsonElement data, in PushHead head, WireNotes notes)
    {
        var row = WireObject.Open(data, s_shape, notes);
        return new(head.Time, row.TextOrNull("coin") ?? "USDT", row.Money("available"), row.MoneyOrNull("frozen") ?? default, row.MoneyOrNull("margin") ?? default);
    }
}

/// <summary>A take-profit or stop-loss order changed.</summary>
public sealed record TpslPush(
    string Symbol, Timestamp Time, PushEvent Event, string OrderId, string PositionId, VenueOrderStatus Status, bool IsWholePosition, VenueLeg? TakeProfit, VenueLeg? StopLoss)
    : VenuePush(Symbol, Time)
{
    private static readonly WireShape s_shape = new(
        "tpsl_push",
        "event positionId orderId symbol status type tpQty slQty tpStopType tpPrice tpOrderType tpOrderPrice slStopType slPrice slOrderType slOrderPrice",
        "leverage side positionMode marginMode ctime mtime");

    internal static TpslPush Parse(JsonElement data, in PushHead head, WireNotes notes)
    {
        var row = WireObject.Open(data, s_shape, notes);
        return new(
            row.TextOrNull("symbol") ?? head.Symbol, head.Time, WireWords.Event(row.TextOrNull("event")), row.Text("orderId"), row.TextOrNull("positionId") ?? "",
            WireWords.Status(row.TextOrNull("status")), row.TextOrNull("type") == "POSITION_TPSL", VenueLeg.Parse(row, "tp"), VenueLeg.Parse(row, "sl"));
    }
}
