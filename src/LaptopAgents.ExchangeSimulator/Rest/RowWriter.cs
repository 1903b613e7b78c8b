using System.Globalization;
using System.Text.Json;
using LaptopAgents.Domain;
using LaptopAgents.Simulation;

namespace LaptopAgents.ExchangeSimulator;

/// <summary>Rows of private REST replies.</summary>
internal static class RowWriter
{
    public static string Margin(MarginMode mode) => mode == MarginMode.Isolated ? "ISOLATION" : "CROSS";

    public static string Mode(bool isHedge) => isHedge ? "HEDGE" : "ONE_WAY";

    public static void Order(Utf8JsonWriter json, OrderRow order, Exchange exchange)
    {
        var quirks = exchange.Quirks;
        json.WriteStartObject();
        json.Id("orderId", order.Id);
        json.WriteString("symbol", order.Market.Rules.Symbol);
        json.WriteNull("marginCoin");
        json.Amount("qty", order.Quantity);
        json.Amount("tradeQty", order.Filled);
        json.WriteString("positionMode", Mode(order.IsHedge));
        json.WriteString("marginMode", Margin(order.MarginMode));
        json.WriteNumber("leverage", order.Leverage);
        json.TextOrNull("price", order.IsMarket ? quirks.MarketPriceText is "" ? null : quirks.MarketPriceText : FixedPoint.Format(order.Price));
        json.AmountOrNull("avgPrice", order.AveragePrice);
        json.WriteString("side", order.Side == Side.Buy ? "BUY" : "SELL");
        json.WriteString("orderType", order.IsMarket ? "MARKET" : "LIMIT");
        json.WriteString("effect", order.Effect);
        json.WriteString("clientId", order.ClientId);
        json.WriteBoolean("reduceOnly", order.ReduceOnly);
        json.WriteString("status", Status(order, exchange));
        json.Amount("fee", order.Fee);
        json.Amount("realizedPNL", order.Realised);
        Leg(json, "tp", order.TakeProfit);
        Leg(json, "sl", order.StopLoss);
        json.WriteString("source", order.Source);
        json.Ms("ctime", order.Created, quirks);
        json.Ms("mtime", order.Changed, quirks);
        json.WriteEndObject();
    }

    public static void Trade(Utf8JsonWriter json, TradeRow trade, Quirks quirks)
    {
        var order = trade.Order;
        json.WriteStartObject();
        json.Id("tradeId", trade.Id);
        json.Id("orderId", order.Id);
        json.WriteNull("marginCoin");
        json.WriteString("symbol", order.Market.Rules.Symbol);
        json.Amount("qty", trade.Quantity.Raw);
        json.WriteString("positionMode", Mode(order.IsHedge));
        json.WriteString("marginMode", Margin(order.MarginMode));
        json.WriteNumber("leverage", order.Leverage);
        json.Amount("price", trade.Price.Raw);
        json.WriteString("side", trade.Side == Side.Buy ? "BUY" : "SELL");
        json.WriteString("orderType", order.IsMarket ? "MARKET" : "LIMIT");
        json.WriteNull("effect");
        json.WriteNull("clientId");
        json.WriteBoolean("reduceOnly", order.ReduceOnly);
        json.WriteNull("status");
        json.Amount("fee", trade.Fee);
        json.Amount("realizedPNL", trade.Realised);
        json.Ms("ctime", trade.Time, quirks);
        json.WriteString("roleType", trade.IsMaker ? "MAKER" : "TAKER");
        json.WriteEndObject();
    }

    public static void Position(Utf8JsonWriter json, PositionRow row, ExchangeAccount account, Quirks quirks)
    {
        var margin = account.MarginOf(row);
        var notional = (row.Market.Mark * row.Held.Quantity).Abs();
        json.WriteStartObject();
        json.Id("positionId", row.Id);
        json.WriteString("symbol", row.Market.Rules.Symbol);
        json.WriteNull("marginCoin");
        json.Amount("qty", row.Held.Quantity.Abs().Raw);
        json.Amount("entryValue", row.Held.Cost.Abs());
        json.WriteString("side", SideOf(row, quirks));
        json.WriteString("positionMode", Mode(row.IsHedge));
        json.WriteString("marginMode", Margin(row.MarginMode));
        json.WriteNumber("leverage", row.Leverage);
        json.Amount("fee", row.Fee);
        json.Amount("funding", row.Funding);
        json.Amount("realizedPNL", row.Realised);
        json.Amount("margin", margin);
        json.Amount("unrealizedPNL", ExchangeAccount.Unrealised(row));
        json.Amount("liqPrice", account.LiquidationPrice(row).Raw);
        json.WriteString("marginRate", Rate(row.Market.Info, notional, margin + ExchangeAccount.Unrealised(row)));
        json.Amount("avgOpenPrice", row.Held.AveragePrice.Raw);
        json.Ms("ctime", row.Created, quirks);
        json.Ms("mtime", row.Changed, quirks);
        json.WriteEndObject();
    }

    public static void ClosedPosition(Utf8JsonWriter json, PositionRow row, Quirks quirks)
    {
        json.WriteStartObject();
        json.Id("positionId", row.Id);
        json.WriteString("symbol", row.Market.Rules.Symbol);
        json.Amount("maxQty", row.Most.Raw);
        json.Amount("entryPrice", row.Entry.Raw);
        json.Amount("closePrice", row.Closed.IsZero ? 0 : FixedPoint.Divide(row.ClosedValue.Raw, row.Closed.Raw, Rounding.HalfEven));
        json.Amount("liqQty", row.Liquidated.Raw);
        json.WriteString("side", SideOf(row, quirks));
        json.WriteString("positionMode", Mode(row.IsHedge));
        json.WriteString("marginMode", Margin(row.MarginMode));
        json.WriteString("leverage", row.Leverage.ToString(CultureInfo.InvariantCulture));
        json.Amount("fee", row.Fee);
        json.Amount("funding", row.Funding);
        json.Amount("realizedPNL", row.Realised);
        json.WriteString("liqPrice", "0");
        json.Ms("ctime", row.Created, quirks);
        json.Ms("mtime", row.Changed, quirks);
        json.WriteEndObject();
    }

    public static void Stop(Utf8JsonWriter json, StopRow stop, Exchange exchange)
    {
        var rules = stop.Position.Market.Rules;
        json.WriteStartObject();
        json.Id("id", stop.Id);
        json.Id("positionId", stop.Position.Id);
        json.WriteString("symbol", rules.Symbol);
        json.WriteString("base", rules.Base);
        json.WriteString("quote", rules.Quote);
        Leg(json, "tp", stop.TakeProfit);
        Leg(json, "sl", stop.StopLoss);
        json.AmountOrNull("tpQty", stop.TakeProfit?.Quantity ?? 0);
        json.AmountOrNull("slQty", stop.StopLoss?.Quantity ?? 0);
        if (!stop.IsLive)
        {
            json.WriteString("status", stop.Status);
            json.Ms("ctime", stop.Created, exchange.Quirks);
            if (stop.Triggered == 0) json.WriteNull("triggerTime");
            else json.Ms("triggerTime", stop.Triggered, exchange.Quirks);
        }

        json.WriteEndObject();
    }

    private static void Leg(Utf8JsonWriter json, string name, StopLeg? leg)
    {
        json.AmountOrNull($"{name}Price", leg?.Trigger ?? 0);
        json.TextOrNull($"{name}StopType", leg is { } some ? some.ByMark ? "MARK_PRICE" : "LAST_PRICE" : null);
        json.TextOrNull($"{name}OrderType", leg is { } typed ? typed.Limit > 0 ? "LIMIT" : "MARKET" : null);
        json.AmountOrNull($"{name}OrderPrice", leg?.Limit ?? 0);
    }

    private static string SideOf(PositionRow row, Quirks quirks) => (row.IsLong, quirks.PositionSideLongShort) switch
    {
        (true, false) => "BUY",
        (false, false) => "SELL",
        (true, true) => "LONG",
        _ => "SHORT",
    };

    // Every other order of an odd number shows the underscore, so that it is random to the client and the same on every run.
    private static string Status(OrderRow order, Exchange exchange) =>
        exchange.Quirks.StatusUnderscore && order.Status == "NEW" && (Prng.Bits(exchange.Options.Seed, 0x4558_0200, (ulong)order.Id) & 1) == 1
            ? "NEW_" : order.Status;

    private static string Rate(Instrument info, Money notional, Money equity)
    {
        if (!equity.IsPositive) return "1";
        foreach (var tier in info.MarginTiers)
            if (notional <= tier.NotionalCap)
                return Wire.Plain(Math.Round(((notional.ToDecimal() * tier.MaintenanceRate.ToDecimal()) - tier.Deduction.ToDecimal()) / equity.ToDecimal(), 6));
        return "0";
    }
}
