using System.Buffers;
using System.Globalization;
using System.Text.Json;
using LaptopAgents.Domain;
using LaptopAgents.Simulation;

namespace LaptopAgents.ExchangeSimulator;

/// <summary>Writes what an account's own channels push.</summary>
internal sealed class AccountPushes(Exchange exchange, ExchangeAccount account)
{
    private readonly ArrayBufferWriter<byte> _buffer = new(2048);

    public void Order(OrderRow order, string what) => Push("order", json =>
    {
        json.WriteString("event", what);
        json.Id("orderId", order.Id);
        json.WriteString("symbol", order.Market.Rules.Symbol);
        json.WriteString("positionType", RowWriter.Margin(order.MarginMode));
        json.WriteString("positionMode", RowWriter.Mode(order.IsHedge));
        json.WriteString("side", order.Side == Side.Buy ? "Buy" : "Sell");
        json.WriteString("effect", order.Effect);
        json.WriteString("type", order.IsMarket ? "Market" : "Limit");
        json.Amount("qty", order.Quantity);
        json.WriteBoolean("reductionOnly", order.ReduceOnly);
        json.Amount("price", order.Price);
        json.WriteString("ctime", Wire.IsoNanos(order.Created));
        json.WriteString("mtime", Wire.IsoNanos(order.Changed));
        json.WriteString("leverage", order.Leverage.ToString(CultureInfo.InvariantCulture));
        json.WriteString("orderStatus", order.Status);
        json.Amount("fee", order.Fee);
        json.Amount("averagePrice", order.AveragePrice);
        json.Amount("dealAmount", order.Filled);
        json.WriteString("clientId", order.ClientId ?? "");
        Leg(json, "tp", order.TakeProfit);
        Leg(json, "sl", order.StopLoss);
    });

    public void Position(PositionRow row, string what) => Push("position", json =>
    {
        json.WriteString("event", what);
        json.Id("positionId", row.Id);
        json.WriteString("marginMode", RowWriter.Margin(row.MarginMode));
        json.WriteString("positionMode", RowWriter.Mode(row.IsHedge));
        json.WriteString("side", row.IsLong ? "LONG" : "SHORT");
        json.WriteString("leverage", row.Leverage.ToString(CultureInfo.InvariantCulture));
        json.Amount("margin", row.IsOpen ? account.MarginOf(row) : Money.Zero);
        json.WriteString("ctime", Wire.IsoNanos(row.Created));
        if (what != "UPDATE" || !exchange.Quirks.PositionUpdatePartial) json.Amount("qty", row.Held.Quantity.Abs().Raw);
        json.WriteString("symbol", row.Market.Rules.Symbol);
        json.Amount("realizedPNL", row.Realised);
        json.Amount("unrealizedPNL", row.IsOpen ? ExchangeAccount.Unrealised(row) : Money.Zero);
        json.Amount("funding", row.Funding);
        json.Amount("fee", row.Fee);
    });

    public void Balance() => Push("balance", json =>
    {
        var (isolatedFrozen, crossFrozen) = (Money.Zero, Money.Zero);
        foreach (var order in account.LiveOrders)
        {
            if (order.MarginMode == MarginMode.Isolated) isolatedFrozen += account.FrozenBy(order);
            else crossFrozen += account.FrozenBy(order);
        }

        var (isolated, cross) = (Money.Zero, Money.Zero);
        foreach (var row in account.Positions)
        {
            if (row.MarginMode == MarginMode.Isolated) isolated += account.MarginOf(row);
            else cross += account.MarginOf(row);
        }

        json.WriteString("coin", "USDT");
        json.Amount("available", account.Available);
        json.Amount("frozen", isolatedFrozen + crossFrozen);
        json.Amount("isolationFrozen", isolatedFrozen);
        json.Amount("crossFrozen", crossFrozen);
        json.Amount("margin", isolated + cross);
        json.Amount("isolationMargin", isolated);
        json.Amount("crossMargin", cross);
        json.WriteString("expMoney", "0");
    });

    public void Stop(StopRow stop, string what) => Push("tpsl", json =>
    {
        var position = stop.Position;
        json.WriteString("event", what);
        json.Id("positionId", position.Id);
        json.Id("orderId", stop.Id);
        json.WriteString("symbol", position.Market.Rules.Symbol);
        json.WriteString("leverage", position.Leverage.ToString(CultureInfo.InvariantCulture));
        json.WriteString("side", position.ClosingSide == Side.Buy ? "Buy" : "Sell");
        json.WriteString("positionMode", RowWriter.Mode(position.IsHedge));
        json.WriteString("status", stop.Status);
        json.WriteString("ctime", Wire.IsoNanos(stop.Created));
        json.WriteString("type", stop.IsWhole ? "POSITION_TPSL" : "TPSL");
        json.WriteString("tpQty", Quantity(stop.TakeProfit));
        json.WriteString("slQty", Quantity(stop.StopLoss));
        Leg(json, "tp", stop.TakeProfit);
        Leg(json, "sl", stop.StopLoss);
    });

    private static string Quantity(StopLeg? leg) => leg is { Quantity: > 0 } some ? FixedPoint.Format(some.Quantity) : "";

    private static void Leg(Utf8JsonWriter json, string name, StopLeg? leg)
    {
        json.WriteString($"{name}StopType", leg is { } some ? some.ByMark ? "Mark" : "Last" : "");
        json.WriteString($"{name}Price", leg is { } priced ? FixedPoint.Format(priced.Trigger) : "");
        json.WriteString($"{name}OrderType", leg is { } typed ? typed.Limit > 0 ? "Limit" : "Market" : "");
        json.WriteString($"{name}OrderPrice", leg is { Limit: > 0 } limited ? FixedPoint.Format(limited.Limit) : "");
    }

    private void Push(string channel, Action<Utf8JsonWriter> write)
    {
        if (!exchange.Hub.HasListener(account)) return;
        _buffer.ResetWrittenCount();
        using var json = new Utf8JsonWriter(_buffer);
        json.WriteStartObject();
        json.WriteString("ch", channel);
        json.WriteNumber("ts", exchange.ShownNow / 1_000_000);
        json.WriteStartObject("data");
        write(json);
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        exchange.Hub.Push(account, channel, _buffer.WrittenSpan.ToArray());
    }
}
