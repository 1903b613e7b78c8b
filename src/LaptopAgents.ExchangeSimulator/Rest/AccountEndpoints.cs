using System.Globalization;
using System.Text.Json;
using LaptopAgents.Domain;
using LaptopAgents.Simulation;

namespace LaptopAgents.ExchangeSimulator;

/// <summary>Balance and settings of the caller.</summary>
internal static class AccountEndpoints
{
    public static Refusal? Account(Exchange exchange, RestRequest request, Utf8JsonWriter json)
    {
        if (request.Parameter("marginCoin") is not { } coin) return Refusal.MustNotBeNull("marginCoin");
        var account = request.Caller;
        Wrapped(exchange, json, () =>
        {
            json.WriteString("marginCoin", coin);
            json.Amount("available", account.Available);
            json.Amount("frozen", account.Frozen);
            json.Amount("margin", account.Margin);
            json.Amount("transfer", account.Available);
            json.WriteString("positionMode", RowWriter.Mode(account.IsHedge));
            json.Amount("crossUnrealizedPNL", account.CrossUnrealised);
            json.Amount("isolationUnrealizedPNL", account.IsolatedUnrealised);
            json.WriteString("bonus", "0");
        });
        return null;
    }

    public static Refusal? LeverageAndMarginMode(Exchange exchange, RestRequest request, Utf8JsonWriter json)
    {
        if (exchange.Find(request, out var market) is { } unknown) return unknown;
        if (request.Parameter("marginCoin") is not { } coin) return Refusal.MustNotBeNull("marginCoin");
        json.WriteStartObject();
        json.WriteString("symbol", market.Rules.Symbol);
        json.WriteString("marginCoin", coin);
        json.WriteNumber("leverage", request.Caller.LeverageOf(market));
        json.WriteString("marginMode", RowWriter.Margin(request.Caller.MarginModeOf(market)));
        json.WriteEndObject();
        return null;
    }

    public static Refusal? ChangeLeverage(Exchange exchange, RestRequest request, Utf8JsonWriter json)
    {
        if (Named(exchange, request, out var market, out var body) is { } missing) return missing;
        if (body.Text("leverage") is not { } text) return Refusal.MustNotBeNull("leverage");
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var leverage)) return Refusal.Of(20005);
        if (request.Caller.ChangeLeverage(market, leverage) is { } refusal) return refusal;
        Wrapped(exchange, json, () =>
        {
            json.WriteString("marginCoin", body.Text("marginCoin"));
            json.WriteString("symbol", market.Rules.Symbol);
            json.WriteNumber("leverage", leverage);
        });
        return null;
    }

    public static Refusal? ChangeMarginMode(Exchange exchange, RestRequest request, Utf8JsonWriter json)
    {
        if (Named(exchange, request, out var market, out var body) is { } missing) return missing;
        MarginMode mode;
        switch (body.Text("marginMode"))
        {
            case null: return Refusal.MustNotBeNull("marginMode");
            case "ISOLATION": mode = MarginMode.Isolated; break;
            case "CROSS": mode = MarginMode.Cross; break;
            default: return Refusal.Parameter("marginMode");
        }

        if (request.Caller.ChangeMarginMode(market, mode) is { } refusal) return refusal;
        Wrapped(exchange, json, () =>
        {
            json.WriteString("marginMode", RowWriter.Margin(mode));
            json.WriteString("symbol", market.Rules.Symbol);
            json.WriteString("marginCoin", body.Text("marginCoin"));
        });
        return null;
    }

    public static Refusal? ChangePositionMode(Exchange exchange, RestRequest request, Utf8JsonWriter json)
    {
        bool isHedge;
        switch (request.Json?.Text("positionMode"))
        {
            case null: return Refusal.MustNotBeNull("positionMode");
            case "HEDGE": isHedge = true; break;
            case "ONE_WAY": isHedge = false; break;
            default: return Refusal.Parameter("positionMode");
        }

        if (request.Caller.ChangePositionMode(isHedge) is { } refusal) return refusal;
        Wrapped(exchange, json, () => json.WriteString("positionMode", RowWriter.Mode(isHedge)));
        return null;
    }

    public static Refusal? AdjustMargin(Exchange exchange, RestRequest request, Utf8JsonWriter json)
    {
        if (Named(exchange, request, out var market, out var body) is { } missing) return missing;
        if (body.Text("amount") is not { } text) return Refusal.MustNotBeNull("amount");
        if (!JsonFields.TryRaw(text, out var amount) || amount == 0) return Refusal.Parameter("amount");
        var (side, id) = (body.Text("side"), body.Text("positionId"));
        if (side is null == id is null) return Refusal.Parameter("give either side or positionId");
        var position = id is not null
            ? request.Caller.FindPosition(id)
            : request.Caller.OpenPositions(market).FirstOrDefault(row => row.IsLong == (side == "LONG"));
        if (position is null || position.Market != market) return Refusal.Of(30004);
        if (request.Caller.AdjustMargin(position, new Money(amount)) is { } refusal) return refusal;
        json.WriteStringValue("");
        return null;
    }

    private static Refusal? Named(Exchange exchange, RestRequest request, out SymbolMarket market, out JsonElement body)
    {
        body = request.Json ?? default;
        market = null!;
        if (request.Json is null || body.Text("symbol") is not { } symbol) return Refusal.MustNotBeNull("symbol");
        if (body.Text("marginCoin") is null) return Refusal.MustNotBeNull("marginCoin");
        market = exchange.Find(symbol)!;
        return market is null ? Refusal.Of(20001) : null;
    }

    private static void Wrapped(Exchange exchange, Utf8JsonWriter json, Action write)
    {
        if (exchange.Quirks.AccountAsArray) json.WriteStartArray();
        json.WriteStartObject();
        write();
        json.WriteEndObject();
        if (exchange.Quirks.AccountAsArray) json.WriteEndArray();
    }
}
