using System.Text.Json;
using LaptopAgents.Domain;

namespace LaptopAgents.Analysis;

/// <summary>A fill, by its place in the result, under a trade.</summary>
internal sealed record FillLink(long TradeId, int Fill);

/// <summary>
/// Fills with the trades that they belong to. The link is a fold over each instrument's fills, as the trades themselves are: a fill
/// that turns a position round ends one trade and begins the next, and stands under both.
/// </summary>
internal static class FillData
{
    public static void Write(Utf8JsonWriter json, RunResult result, Packer packer)
    {
        var links = Link(result);
        json.WriteStartObject("fills");
        json.WriteNumber("n", links.Count);
        Column("trade", true, static (trade, _) => trade);
        Column("time", true, static (_, fill) => fill.Time.UnixMilliseconds);
        Column("side", false, static (_, fill) => fill.Side.Sign());
        Column("price", true, static (_, fill) => fill.Price.Raw);
        Column("reference", true, static (_, fill) => fill.ReferencePrice.Raw);
        Column("qty", false, static (_, fill) => fill.Quantity.Raw);
        Column("fee", false, static (_, fill) => fill.Fee.Raw);
        Column("spread", false, static (_, fill) => fill.SpreadCost.Raw);
        Column("slippage", false, static (_, fill) => fill.SlippageCost.Raw);
        Column("maker", false, static (_, fill) => fill.Liquidity == LiquidityRole.Maker ? 1 : 0);
        Column("flags", false, static (_, fill) => (int)fill.Flags);
        Column("purpose", false, static (_, fill) => (int)fill.Purpose);
        json.WriteStartArray("purposes");
        for (var purpose = OrderPurpose.Entry; purpose <= OrderPurpose.EndOfRun; purpose++) json.WriteStringValue(Words.Of(purpose));
        json.WriteEndArray();
        json.WriteEndObject();

        void Column(string key, bool isDelta, Func<long, FillRecord, long> value)
        {
            foreach (var (trade, fill) in links)
                if (isDelta) packer.AddDelta(value(trade, result.Fills[fill]));
                else packer.Add(value(trade, result.Fills[fill]));
            packer.Flush(json, key);
        }
    }

    /// <summary>Trade ids and places of fills, in order of the fills.</summary>
    public static List<FillLink> Link(RunResult result)
    {
        var links = new List<FillLink>(result.Fills.Count + 16);
        var instruments = result.Instruments.Count;
        var (positions, current) = (new long[instruments], new int[instruments]);
        for (var i = 0; i < instruments; i++) current[i] = NextTrade(result.Trades, new InstrumentId(i), -1);
        for (var i = 0; i < result.Fills.Count; i++)
        {
            var fill = result.Fills[i];
            var index = fill.Instrument.Index;
            if (current[index] >= result.Trades.Count) continue;
            links.Add(new FillLink(result.Trades[current[index]].TradeId, i));
            var before = positions[index];
            var after = positions[index] = before + fill.Side.Signed(fill.Quantity).Raw;
            if (after != 0 && (before == 0 || before > 0 == after > 0)) continue;
            current[index] = NextTrade(result.Trades, fill.Instrument, current[index]);
            if (after != 0 && current[index] < result.Trades.Count) links.Add(new FillLink(result.Trades[current[index]].TradeId, i));
        }

        return links;
    }

    private static int NextTrade(List<TradeRecord> trades, InstrumentId instrument, int after)
    {
        // Trades are numbered in the order of opening, and those of one instrument open one after the other.
        var best = trades.Count;
        var floor = after < 0 ? 0 : trades[after].TradeId;
        for (var i = Math.Max(0, after - 1); i < trades.Count; i++)
        {
            if (trades[i].Instrument != instrument || trades[i].TradeId <= floor) continue;
            if (best == trades.Count || trades[i].TradeId < trades[best].TradeId) best = i;
            if (i > after + 64 && best < trades.Count) break;
        }

        return best;
    }
}
