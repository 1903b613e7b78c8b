using System.Runtime.InteropServices;
using LaptopAgents.Domain;

namespace LaptopAgents.Storage;

/// <summary>
/// One number that stands for everything a run decided and earned: SHA-256 over its facts as 64-bit little-endian words. Machine,
/// culture, time zone, timing, output options and the session's prefix in order ids have no part in it.
/// </summary>
public static class ResultHash
{
    // Changes when the canonical form does, so that two forms can never be compared by mistake.
    private const long FormVersion = 1;

    /// <summary>The hash as 64 lower-case hexadecimal digits.</summary>
    public static string Of(RunResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        using var facts = new FactHasher();
        facts.Add(FormVersion);
        facts.Add(result.Instruments.Count);
        foreach (var instrument in result.Instruments) facts.Add(instrument.Symbol);
        facts.Add(result.Interval.Nanos);
        facts.Add(result.Bars);
        facts.Add(result.StartEquity.Raw);
        facts.Add(result.EndEquity.Raw);
        facts.Add(result.EndCash.Raw);
        facts.Add((long)result.StateHash);
        facts.Add(Bit(result.IsPartial));
        facts.Add(result.Orders.Count);
        foreach (ref readonly var order in CollectionsMarshal.AsSpan(result.Orders)) AddOrder(facts, in order);
        facts.Add(result.Fills.Count);
        foreach (ref readonly var fill in CollectionsMarshal.AsSpan(result.Fills)) AddFill(facts, in fill);
        facts.Add(result.Trades.Count);
        foreach (ref readonly var trade in CollectionsMarshal.AsSpan(result.Trades)) AddTrade(facts, in trade);
        facts.Add(result.Funding.Count);
        foreach (ref readonly var funding in CollectionsMarshal.AsSpan(result.Funding)) AddFunding(facts, in funding);
        AddEquity(facts, result.Equity);
        return facts.Finish();
    }

    private static void AddOrder(FactHasher facts, in OrderRecord order)
    {
        var words = facts.Next(12);
        words[0] = order.OrderId.Sequence;
        words[1] = order.ParentId.Sequence;
        words[2] = order.CreatedTime.UnixNanos;
        words[3] = order.ClosedTime.UnixNanos;
        words[4] = order.Instrument.Index;
        words[5] = (long)order.Side | (long)order.Type << 8 | (long)order.TimeInForce << 16 | (long)order.Purpose << 24
            | Bit(order.ReduceOnly) << 32 | Bit(order.PostOnly) << 40 | (long)order.Status << 48 | (long)order.Reason << 56;
        words[6] = order.Quantity.Raw;
        words[7] = order.LimitPrice.Raw;
        words[8] = order.TriggerPrice.Raw;
        words[9] = order.FilledQuantity.Raw;
        words[10] = order.FilledNotional.Raw;
        words[11] = order.Fees.Raw;
        facts.Add(order.Note);
        facts.Add(Bit(order.Sizing is not null));
        if (order.Sizing is { } sizing) AddSizing(facts, sizing);
    }

    private static void AddSizing(FactHasher facts, SizingNote sizing)
    {
        var words = facts.Next(6);
        words[0] = sizing.Equity.Raw;
        words[1] = FixedPoint.FromDecimal(sizing.RiskPercent, Rounding.HalfEven);
        words[2] = sizing.StopDistance.Raw;
        words[3] = sizing.Wanted.Raw;
        words[4] = sizing.Final.Raw;
        words[5] = (long)sizing.CappedBy;
    }

    private static void AddFill(FactHasher facts, in FillRecord fill)
    {
        var words = facts.Next(12);
        words[0] = fill.FillId;
        words[1] = fill.OrderId.Sequence;
        words[2] = fill.Time.UnixNanos;
        words[3] = fill.Instrument.Index;
        words[4] = (long)fill.Side | (long)fill.Liquidity << 8 | (long)fill.Purpose << 16 | (long)fill.Flags << 24;
        words[5] = fill.Price.Raw;
        words[6] = fill.Quantity.Raw;
        words[7] = fill.Fee.Raw;
        words[8] = fill.ReferencePrice.Raw;
        words[9] = fill.SpreadCost.Raw;
        words[10] = fill.SlippageCost.Raw;
        words[11] = fill.RealisedPnl.Raw;
    }

    private static void AddTrade(FactHasher facts, in TradeRecord trade)
    {
        var words = facts.Next(21);
        words[0] = trade.TradeId;
        words[1] = trade.Instrument.Index;
        words[2] = (long)trade.Side | (long)trade.ExitPurpose << 8 | (long)trade.Flags << 16;
        words[3] = trade.Quantity.Raw;
        words[4] = trade.EntryTime.UnixNanos;
        words[5] = trade.EntryPrice.Raw;
        words[6] = trade.ExitTime.UnixNanos;
        words[7] = trade.ExitPrice.Raw;
        words[8] = trade.GrossPnl.Raw;
        words[9] = trade.Fees.Raw;
        words[10] = trade.Funding.Raw;
        words[11] = trade.NetPnl.Raw;
        words[12] = trade.SpreadCost.Raw;
        words[13] = trade.SlippageCost.Raw;
        words[14] = trade.InitialRisk.Raw;
        words[15] = trade.StopPrice.Raw;
        words[16] = trade.TargetPrice.Raw;
        words[17] = trade.MaxAdverseExcursion.Raw;
        words[18] = trade.MaxFavourableExcursion.Raw;
        words[19] = trade.BarsHeld;
        words[20] = trade.EntryOrderId.Sequence;
        facts.Add(trade.EntryReason);
        facts.Add(trade.ExitReason);
    }

    private static void AddFunding(FactHasher facts, in FundingRecord funding)
    {
        var words = facts.Next(7);
        words[0] = funding.Time.UnixNanos;
        words[1] = funding.Instrument.Index;
        words[2] = funding.Payment.Position.Raw;
        words[3] = funding.Payment.MarkPrice.Raw;
        words[4] = funding.Payment.Rate.Raw;
        words[5] = funding.Payment.Amount.Raw;
        words[6] = Bit(funding.Payment.IsMarkAssumed);
    }

    private static void AddEquity(FactHasher facts, EquityCurve curve)
    {
        facts.Add(curve.Count);
        facts.Add(curve.UnixNanos);
        facts.Add(curve.RawEquity);
        facts.Add(curve.Changes.Length);
        foreach (var (index, cash, position) in curve.Changes)
        {
            var words = facts.Next(3);
            words[0] = index;
            words[1] = cash.Raw;
            words[2] = position.Raw;
        }
    }

    private static long Bit(bool value) => value ? 1 : 0;
}
