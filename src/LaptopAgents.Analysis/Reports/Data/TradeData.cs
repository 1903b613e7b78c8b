using System.Text.Json;
using LaptopAgents.Domain;

namespace LaptopAgents.Analysis;

/// <summary>Trades, the orders that opened them and their fills, column by column in 10⁻⁸ units.</summary>
internal static class TradeData
{
    /// <summary>Beyond this many the page would be too heavy; the files beside it hold them all.</summary>
    public const int MaxTrades = 20_000;

    /// <summary>Fills are listed per trade up to this many in all.</summary>
    public const int MaxFills = 8_000;

    public static void Write(Utf8JsonWriter json, ReportModel model, Packer packer)
    {
        var trades = model.Result.Trades;
        var count = Math.Min(trades.Count, MaxTrades);
        var words = new WordList();
        json.WriteStartObject("trades");
        json.WriteNumber("n", count);
        json.WriteNumber("all", trades.Count);
        Column("id", true, static trade => trade.TradeId);
        Column("symbol", false, static trade => trade.Instrument.Index);
        Column("side", false, static trade => trade.Side.Sign());
        Column("qty", false, static trade => trade.Quantity.Raw);
        Column("entryTime", true, static trade => trade.EntryTime.UnixMilliseconds);
        Column("held", false, static trade => (trade.ExitTime.UnixNanos - trade.EntryTime.UnixNanos) / 1_000_000);
        Column("entry", true, static trade => trade.EntryPrice.Raw);
        Column("exit", true, static trade => trade.ExitPrice.Raw);
        Column("stop", true, static trade => trade.StopPrice.Raw);
        Column("target", true, static trade => trade.TargetPrice.Raw);
        Column("gross", false, static trade => trade.GrossPnl.Raw);
        Column("fees", false, static trade => trade.Fees.Raw);
        Column("funding", false, static trade => trade.Funding.Raw);
        Column("spread", false, static trade => trade.SpreadCost.Raw);
        Column("slippage", false, static trade => trade.SlippageCost.Raw);
        Column("risk", false, static trade => trade.InitialRisk.Raw);
        Column("mae", false, static trade => trade.MaxAdverseExcursion.Raw);
        Column("mfe", false, static trade => trade.MaxFavourableExcursion.Raw);
        Column("bars", false, static trade => trade.BarsHeld);
        Column("flags", false, static trade => (int)trade.Flags);
        Column("entryReason", false, trade => words.IndexOf(trade.EntryReason ?? ""));
        Column("exitReason", false, trade => words.IndexOf(trade.ExitReason ?? Words.Of(trade.ExitPurpose)));
        Column("exitKind", false, trade => words.IndexOf(Words.Of(trade.ExitPurpose)));
        WriteSizing(json, model.Result, count, words, packer);
        json.WriteStartArray("words");
        foreach (var word in words.All) json.WriteStringValue(word);
        json.WriteEndArray();
        json.WriteEndObject();
        if (model.Result.Fills.Count <= MaxFills) FillData.Write(json, model.Result, packer);

        void Column(string key, bool isDelta, Func<TradeRecord, long> value)
        {
            for (var i = 0; i < count; i++)
                if (isDelta) packer.AddDelta(value(trades[i]));
                else packer.Add(value(trades[i]));
            packer.Flush(json, key);
        }
    }

    private static void WriteSizing(Utf8JsonWriter json, RunResult result, int count, WordList words, Packer packer)
    {
        var entries = new OrderIndex(result.Orders);
        for (var i = 0; i < count; i++)
        {
            var sizing = entries.SizingOf(result.Trades[i].EntryOrderId);
            packer.Add(sizing is null ? 0 : 1);
            if (sizing is null) continue;
            packer.Add(sizing.Equity.Raw);
            packer.Add(FixedPoint.FromDecimal(sizing.RiskPercent, Rounding.HalfEven));
            packer.Add(sizing.StopDistance.Raw);
            packer.Add(sizing.Wanted.Raw);
            packer.Add(sizing.Final.Raw);
            packer.Add(sizing.CappedBy == OrderReason.None ? -1 : words.IndexOf(Words.Of(sizing.CappedBy)));
        }

        packer.Flush(json, "sizing");
    }
}
