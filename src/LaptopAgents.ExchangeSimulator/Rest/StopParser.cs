using System.Text.Json;

namespace LaptopAgents.ExchangeSimulator;

/// <summary>Reads and checks the legs of TP/SL orders, placed on a position or riding on an entry.</summary>
internal static class StopParser
{
    /// <summary>Reads the leg <paramref name="name"/> (tp or sl); no leg when it has no price.</summary>
    public static Refusal? Read(JsonElement body, SymbolMarket market, string name, out StopLeg? leg)
    {
        leg = null;
        if (body.Text($"{name}Price") is not { } text) return null;
        if (JsonFields.TryRaw(text, out var trigger) && trigger <= 0) return Refusal.Of(30041);
        if (OrderParser.Price(body, $"{name}Price", market, out trigger) is { } bad) return bad;
        // What an omitted type means is not known for sure; the mark price is the safer reading.
        var type = body.Text($"{name}StopType") ?? "MARK_PRICE";
        if (type is not ("MARK_PRICE" or "LAST_PRICE" or "MARK" or "LAST")) return Refusal.Parameter($"{name}StopType");
        var orderType = body.Text($"{name}OrderType") ?? "MARKET";
        if (orderType is not ("MARKET" or "LIMIT")) return Refusal.Parameter($"{name}OrderType");
        long limit = 0;
        if (orderType == "LIMIT" && OrderParser.Price(body, $"{name}OrderPrice", market, out limit) is { } badLimit) return badLimit;
        leg = new StopLeg(trigger, type.StartsWith("MARK", StringComparison.Ordinal), limit, 0);
        return null;
    }

    /// <summary>Legs on an entry: a stop beyond the price would fire at once, a target beyond it is none.</summary>
    public static Refusal? CheckAttached(SymbolMarket market, bool isLong, long limit, StopLeg? takeProfit, StopLeg? stopLoss)
    {
        if (limit == 0) return Check(market, isLong, takeProfit, stopLoss);
        if (takeProfit is { } target && (isLong ? target.Trigger <= limit : target.Trigger >= limit)) return isLong ? Refusal.Of(30036) : Refusal.Of(30033);
        if (stopLoss is { } stop && (isLong ? stop.Trigger >= limit : stop.Trigger <= limit)) return isLong ? Refusal.Of(30028) : Refusal.Of(30035);
        return null;
    }

    /// <summary>Legs against where the market stands now.</summary>
    public static Refusal? Check(SymbolMarket market, bool isLong, StopLeg? takeProfit, StopLeg? stopLoss)
    {
        if (takeProfit is { } target)
        {
            var price = target.ByMark ? market.Mark.Raw : market.Last.Raw;
            if (isLong && target.Trigger <= price) return Refusal.Of(target.ByMark ? 30020 : 30026);
            if (!isLong && target.Trigger >= price) return Refusal.Of(target.ByMark ? 30021 : 30032);
        }

        if (stopLoss is not { } stop) return null;
        var now = stop.ByMark ? market.Mark.Raw : market.Last.Raw;
        if (isLong && stop.Trigger >= now) return Refusal.Of(stop.ByMark ? 30029 : 30028);
        return !isLong && stop.Trigger <= now ? Refusal.Of(stop.ByMark ? 30031 : 30030) : null;
    }
}
