using System.Buffers;
using System.Text.Json;
using LaptopAgents.Domain;

namespace LaptopAgents.Bitunix;

/// <summary>
/// The bodies of the writes: compact, numbers as text, flags as flags, nothing that is empty. The bytes are what is signed and sent.
/// </summary>
internal static class RequestBodies
{
    public static ReadOnlyMemory<byte> Of(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    public static void Order(Utf8JsonWriter json, PlaceOrder order, bool withSymbol)
    {
        if (withSymbol) json.WriteString("symbol", order.Symbol);
        json.WriteString("qty", order.Quantity.ToString());
        json.WriteString("side", order.Side == Side.Buy ? "BUY" : "SELL");
        json.WriteString("tradeSide", order.ClosesPosition is null ? "OPEN" : "CLOSE");
        if (order.ClosesPosition is { } position) json.WriteString("positionId", position);
        json.WriteString("orderType", order.LimitPrice is null ? "MARKET" : "LIMIT");
        if (order.LimitPrice is { } price)
        {
            json.WriteString("price", price.ToString());
            json.WriteString("effect", Effect(order.Effect));
        }

        if (order.ReduceOnly) json.WriteBoolean("reduceOnly", true);
        json.WriteString("clientId", order.ClientId);
        Leg(json, "tp", order.TakeProfit);
        Leg(json, "sl", order.StopLoss);
    }

    public static void Name(Utf8JsonWriter json, OrderName name)
    {
        if (!string.IsNullOrEmpty(name.OrderId)) json.WriteString("orderId", name.OrderId);
        else if (!string.IsNullOrEmpty(name.ClientId)) json.WriteString("clientId", name.ClientId);
        else throw new ArgumentException("An order is named by the venue's id or by ours; both are empty.");
    }

    /// <summary>A leg for a part of a position, or on an order; the stop type is always told, for its default is not documented.</summary>
    public static void Leg(Utf8JsonWriter json, string prefix, VenueLeg? leg)
    {
        if (leg is null) return;
        WholePositionLeg(json, prefix, leg);
        json.WriteString(prefix + "OrderType", leg.LimitPrice is null ? "MARKET" : "LIMIT");
        if (leg.LimitPrice is { } limit) json.WriteString(prefix + "OrderPrice", limit.ToString());
        if (leg.Quantity is { } quantity) json.WriteString(prefix + "Qty", quantity.ToString());
    }

    /// <summary>A leg for a whole position, which knows neither quantity nor order type.</summary>
    public static void WholePositionLeg(Utf8JsonWriter json, string prefix, VenueLeg? leg)
    {
        if (leg is null) return;
        json.WriteString(prefix + "Price", leg.Trigger.ToString());
        json.WriteString(prefix + "StopType", leg.Source == TriggerSource.LastPrice ? "LAST_PRICE" : "MARK_PRICE");
    }

    private static string Effect(VenueEffect effect) => effect switch
    {
        VenueEffect.ImmediateOrCancel => "IOC",
        VenueEffect.FillOrKill => "FOK",
        VenueEffect.PostOnly => "POST_ONLY",
        _ => "GTC",
    };
}
