using System.Text.Json;
using LaptopAgents.Domain;

namespace LaptopAgents.Bitunix;

/// <summary>An open position, <c>position/get_pending_positions</c>.</summary>
/// <param name="Side">Buy for a long position, sell for a short one.</param>
/// <param name="Quantity">Magnitude.</param>
/// <param name="Fee">Paid so far.</param>
/// <param name="LiquidationPrice">Null when the venue has none to give.</param>
public sealed record VenuePosition(
    string PositionId, string Symbol, Side Side, Quantity Quantity, Price? EntryPrice, PositionMode? PositionMode, MarginMode? MarginMode, int? Leverage,
    Money Fee, Money Funding, Money RealizedPnl, Money UnrealizedPnl, Money Margin, Price? LiquidationPrice, Timestamp? Created, Timestamp? Modified)
{
    private static readonly WireShape s_shape = new(
        "position",
        "positionId symbol qty side positionMode marginMode leverage fee fees funding realizedPNL margin unrealizedPNL liqPrice avgOpenPrice ctime mtime",
        "marginCoin entryValue marginRate subAccountId");

    /// <summary>Positive for a long position, negative for a short one.</summary>
    public Quantity Signed => Side.Signed(Quantity);

    internal static VenuePosition Parse(JsonElement element, WireNotes notes)
    {
        var row = WireObject.Open(element, s_shape, notes);
        var liquidation = row.ComputedPriceOrNull("liqPrice");
        return new(
            row.Text("positionId"), row.Text("symbol"), WireWords.Side(row, "side"), row.Quantity("qty").Abs(), row.ComputedPriceOrNull("avgOpenPrice"),
            WireWords.Position(row.TextOrNull("positionMode")), WireWords.Margin(row.TextOrNull("marginMode")), (int?)row.IntegerOrNull("leverage"),
            row.MoneyOrNull("fee", "fees") ?? default, row.MoneyOrNull("funding") ?? default, row.MoneyOrNull("realizedPNL") ?? default,
            row.MoneyOrNull("unrealizedPNL") ?? default, row.MoneyOrNull("margin") ?? default, liquidation is { Raw: > 0 } ? liquidation : null,
            row.TimeOrNull("ctime"), row.TimeOrNull("mtime"));
    }
}

/// <summary>A position of the past, <c>position/get_history_positions</c>.</summary>
public sealed record ClosedPosition(
    string PositionId, string Symbol, Side Side, Quantity MaxQuantity, Price? EntryPrice, Price? ClosePrice, Quantity LiquidatedQuantity,
    Money Fee, Money Funding, Money RealizedPnl, Timestamp? Created, Timestamp? Modified)
{
    private static readonly WireShape s_shape = new(
        "history_position",
        "positionId symbol maxQty entryPrice closePrice liqQty side fee fees funding realizedPNL ctime mtime",
        "positionMode marginMode leverage liqPrice margin marginCoin subAccountId");

    internal static ClosedPosition Parse(JsonElement element, WireNotes notes)
    {
        var row = WireObject.Open(element, s_shape, notes);
        return new(
            row.Text("positionId"), row.Text("symbol"), WireWords.Side(row, "side"), row.QuantityOrNull("maxQty") ?? default,
            row.ComputedPriceOrNull("entryPrice"), row.ComputedPriceOrNull("closePrice"), row.QuantityOrNull("liqQty") ?? default,
            row.MoneyOrNull("fee", "fees") ?? default, row.MoneyOrNull("funding") ?? default, row.MoneyOrNull("realizedPNL") ?? default,
            row.TimeOrNull("ctime"), row.TimeOrNull("mtime"));
    }
}
