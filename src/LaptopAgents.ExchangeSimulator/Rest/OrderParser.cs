using System.Text.Json;
using LaptopAgents.Domain;

namespace LaptopAgents.ExchangeSimulator;

/// <summary>Checks an order as the exchange does, and makes of it what goes to the venue.</summary>
internal static class OrderParser
{
    /// <param name="symbol">For a batch, which names its pair once.</param>
    public static Refusal? Read(Exchange exchange, ExchangeAccount account, JsonElement body, string? symbol, out OrderTicket ticket)
    {
        ticket = default;
        foreach (var name in (ReadOnlySpan<string>)["qty", "side", "orderType"])
            if (body.Text(name) is null) return Refusal.MustNotBeNull(name);
        if ((symbol ?? body.Text("symbol")) is not { } pair) return Refusal.MustNotBeNull("symbol");
        if (exchange.Find(pair) is not { } market) return Refusal.Of(20001);
        if (market.Rules.Status != "OPEN" || !market.HasPrice) return Refusal.Of(20012);
        if (!market.Rules.IsApiSupported) return Refusal.Of(710002);
        if (Form(body, market, out var isMarket, out var price, out var quantity, out var effect) is { } form) return form;
        if (Direction(exchange, account, body, market, out var lane, out var side, out var reduceOnly) is { } direction) return direction;
        if (!isMarket && Protection(market, side, price) is { } beyond) return beyond;
        var clientId = body.Text("clientId");
        if (clientId is not null && account.IsClientIdUsed(clientId)) return Refusal.Of(30042);
        if (StopParser.Read(body, market, "tp", out var takeProfit) is { } badTarget) return badTarget;
        if (StopParser.Read(body, market, "sl", out var stopLoss) is { } badStop) return badStop;
        if (StopParser.CheckAttached(market, side == Side.Buy, isMarket ? 0 : price, takeProfit, stopLoss) is { } wrong) return wrong;
        ticket = new OrderTicket
        {
            Market = market, Lane = lane, Side = side, Quantity = quantity, IsMarket = isMarket, Price = price, Effect = effect,
            ReduceOnly = reduceOnly, ClientId = clientId, Source = "api", TakeProfit = takeProfit, StopLoss = stopLoss,
        };
        return null;
    }

    /// <summary>A price on the pair's decimals.</summary>
    public static Refusal? Price(JsonElement body, string name, SymbolMarket market, out long price)
    {
        price = 0;
        if (body.Text(name) is not { } text) return Refusal.MustNotBeNull(name);
        if (!JsonFields.TryRaw(text, out price) || price <= 0) return Refusal.Parameter(name);
        return IsOnDecimals(price, market.Rules.QuotePrecision) && price % market.Info.TickSize.Raw == 0
            ? null : Refusal.Parameter($"{name} has more than {market.Rules.QuotePrecision} decimals");
    }

    /// <summary>A quantity on the pair's decimals and inside its bounds.</summary>
    public static Refusal? Quantity(JsonElement body, string name, SymbolMarket market, bool isMarket, out long quantity)
    {
        quantity = 0;
        if (body.Text(name) is not { } text) return Refusal.MustNotBeNull(name);
        if (!JsonFields.TryRaw(text, out quantity) || quantity <= 0) return Refusal.Parameter(name);
        var rules = market.Rules;
        if (!IsOnDecimals(quantity, rules.BasePrecision)) return Refusal.Parameter($"{name} has more than {rules.BasePrecision} decimals");
        if (quantity < rules.MinQuantity) return Refusal.Of(30017);
        if (isMarket && quantity > rules.MaxMarketQuantity) return Refusal.Of(30039);
        return quantity > rules.MaxLimitQuantity ? Refusal.Of(30013)
            : quantity % market.Info.LotSize.Raw == 0 ? null : Refusal.Parameter($"{name} is not on the grid");
    }

    /// <summary>How far beyond the mark price a limit may lie.</summary>
    public static Refusal? Protection(SymbolMarket market, Side side, long price)
    {
        var scope = (long)(market.Mark.Raw * market.Rules.PriceProtectScope);
        if (side == Side.Buy && price > market.Mark.Raw + scope) return Refusal.Of(30014);
        return side == Side.Sell && price < market.Mark.Raw - scope ? Refusal.Of(30015) : null;
    }

    private static bool IsOnDecimals(long raw, int decimals)
    {
        var step = 1L;
        for (var i = decimals; i < FixedPoint.Decimals; i++) step *= 10;
        return raw % step == 0;
    }

    private static Refusal? Form(JsonElement body, SymbolMarket market, out bool isMarket, out long price, out long quantity, out string effect)
    {
        (price, quantity) = (0, 0);
        var type = body.Text("orderType");
        isMarket = type == "MARKET";
        effect = body.Text("effect") ?? "GTC";
        if (type is not ("MARKET" or "LIMIT")) return Refusal.Parameter("orderType");
        if (effect is not ("GTC" or "IOC" or "FOK" or "POST_ONLY")) return Refusal.Parameter("effect");
        if (isMarket) effect = "GTC";
        else if (Price(body, "price", market, out price) is { } bad) return bad;
        return Quantity(body, "qty", market, isMarket, out quantity);
    }

    // In hedge mode `side` names the position. In one-way mode it names the action on OPEN and the position on CLOSE.
    private static Refusal? Direction(
        Exchange exchange, ExchangeAccount account, JsonElement body, SymbolMarket market, out int lane, out Side side, out bool reduceOnly)
    {
        var quirks = exchange.Quirks;
        lane = 2 * market.Info.Id.Index;
        (side, reduceOnly) = (Side.Buy, body.Flag("reduceOnly"));
        var given = body.Text("side");
        if (given is not ("BUY" or "SELL")) return Refusal.Parameter("side");
        side = given == "BUY" ? Side.Buy : Side.Sell;
        var tradeSide = body.Text("tradeSide");
        if (tradeSide is null && (account.IsHedge || quirks.TradeSideRequired)) return Refusal.MustNotBeNull("tradeSide");
        if (tradeSide is not (null or "OPEN" or "CLOSE")) return Refusal.Parameter("tradeSide");
        var positionId = body.Text("positionId");
        if (tradeSide == "CLOSE") return Close(account, market, positionId, quirks, ref lane, ref side, ref reduceOnly);
        if (positionId is not null && quirks.RefusePositionIdOnOpen) return Refusal.Parameter("positionId");
        if (account.IsHedge)
        {
            if (side == Side.Sell) lane++;
            return reduceOnly ? Refusal.Of(30019) : null;
        }

        if (!reduceOnly) return null;
        if (!quirks.OneWayReduceByOpen) return Refusal.Parameter("reduceOnly");
        var wanted = side;
        var position = account.OpenPositions(market).FirstOrDefault();
        return position is null ? Refusal.Of(30018) : position.ClosingSide != wanted ? Refusal.Of(30019) : null;
    }

    private static Refusal? Close(
        ExchangeAccount account, SymbolMarket market, string? positionId, Quirks quirks, ref int lane, ref Side side, ref bool reduceOnly)
    {
        if (positionId is null) return Refusal.MustNotBeNull("positionId");
        if (account.FindPosition(positionId) is not { } position || position.Market != market) return Refusal.Of(30004);
        if (!account.IsHedge && !quirks.OneWayReduceByClose) return Refusal.Parameter("tradeSide");
        if (position.IsLong != (side == Side.Buy)) return Refusal.Of(30019);
        (lane, side, reduceOnly) = (position.Lane, position.ClosingSide, true);
        return null;
    }
}
