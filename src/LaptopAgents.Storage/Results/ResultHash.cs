using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
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
        facts.Add(result.IsPartial ? 1 : 0);
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
        facts.Add(order.OrderId.Sequence);
        facts.Add(order.ParentId.Sequence);
        facts.Add(order.CreatedTime.UnixNanos);
        facts.Add(order.ClosedTime.UnixNanos);
        facts.Add(order.Instrument.Index);
        facts.Add((long)order.Side);
        facts.Add((long)order.Type);
        facts.Add((long)order.TimeInForce);
        facts.Add((long)order.Purpose);
        facts.Add(order.ReduceOnly ? 1 : 0);
        facts.Add(order.PostOnly ? 1 : 0);
        facts.Add(order.Quantity.Raw);
        facts.Add(order.LimitPrice.Raw);
        facts.Add(order.TriggerPrice.Raw);
        facts.Add(order.FilledQuantity.Raw);
        facts.Add(order.FilledNotional.Raw);
        facts.Add(order.Fees.Raw);
        facts.Add((long)order.Status);
        facts.Add((long)order.Reason);
        facts.Add(order.Note);
        facts.Add(order.Sizing is null ? 0 : 1);
        if (order.Sizing is not { } sizing) return;
        facts.Add(sizing.Equity.Raw);
        facts.Add(FixedPoint.FromDecimal(sizing.RiskPercent, Rounding.HalfEven));
        facts.Add(sizing.StopDistance.Raw);
        facts.Add(sizing.Wanted.Raw);
        facts.Add(sizing.Final.Raw);
        facts.Add((long)sizing.CappedBy);
    }

    private static void AddFill(FactHasher facts, in FillRecord fill)
    {
        facts.Add(fill.FillId);
        facts.Add(fill.OrderId.Sequence);
        facts.Add(fill.Time.UnixNanos);
        facts.Add(fill.Instrument.Index);
        facts.Add((long)fill.Side);
        facts.Add(fill.Price.Raw);
        facts.Add(fill.Quantity.Raw);
        facts.Add((long)fill.Liquidity);
        facts.Add(fill.Fee.Raw);
        facts.Add(fill.ReferencePrice.Raw);
        facts.Add(fill.SpreadCost.Raw);
        facts.Add(fill.SlippageCost.Raw);
        facts.Add(fill.RealisedPnl.Raw);
        facts.Add((long)fill.Purpose);
        facts.Add((long)fill.Flags);
    }

    private static void AddTrade(FactHasher facts, in TradeRecord trade)
    {
        facts.Add(trade.TradeId);
        facts.Add(trade.Instrument.Index);
        facts.Add((long)trade.Side);
        facts.Add(trade.Quantity.Raw);
        facts.Add(trade.EntryTime.UnixNanos);
        facts.Add(trade.EntryPrice.Raw);
        facts.Add(trade.ExitTime.UnixNanos);
        facts.Add(trade.ExitPrice.Raw);
        facts.Add(trade.GrossPnl.Raw);
        facts.Add(trade.Fees.Raw);
        facts.Add(trade.Funding.Raw);
        facts.Add(trade.NetPnl.Raw);
        facts.Add(trade.SpreadCost.Raw);
        facts.Add(trade.SlippageCost.Raw);
        facts.Add(trade.InitialRisk.Raw);
        facts.Add(trade.StopPrice.Raw);
        facts.Add(trade.TargetPrice.Raw);
        facts.Add(trade.MaxAdverseExcursion.Raw);
        facts.Add(trade.MaxFavourableExcursion.Raw);
        facts.Add(trade.BarsHeld);
        facts.Add(trade.EntryOrderId.Sequence);
        facts.Add(trade.EntryReason);
        facts.Add((long)trade.ExitPurpose);
        facts.Add(trade.ExitReason);
        facts.Add((long)trade.Flags);
    }

    private static void AddFunding(FactHasher facts, in FundingRecord funding)
    {
        facts.Add(funding.Time.UnixNanos);
        facts.Add(funding.Instrument.Index);
        facts.Add(funding.Payment.Position.Raw);
        facts.Add(funding.Payment.MarkPrice.Raw);
        facts.Add(funding.Payment.Rate.Raw);
        facts.Add(funding.Payment.Amount.Raw);
        facts.Add(funding.Payment.IsMarkAssumed ? 1 : 0);
    }

    private static void AddEquity(FactHasher facts, EquityCurve curve)
    {
        facts.Add(curve.Count);
        facts.Add(curve.UnixNanos);
        facts.Add(curve.RawEquity);
        facts.Add(curve.Changes.Length);
        foreach (var (index, cash, position) in curve.Changes)
        {
            facts.Add(index);
            facts.Add(cash.Raw);
            facts.Add(position.Raw);
        }
    }

    private sealed class FactHasher : IDisposable
    {
        private const int BufferSize = 64 * 1024;

        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private readonly byte[] _buffer = new byte[BufferSize];
        private int _count;

        public void Add(long value)
        {
            if (_count == BufferSize) Flush();
            BinaryPrimitives.WriteInt64LittleEndian(_buffer.AsSpan(_count), value);
            _count += sizeof(long);
        }

        public void Add(ReadOnlySpan<long> values)
        {
            if (BitConverter.IsLittleEndian)
            {
                Flush();
                _hash.AppendData(MemoryMarshal.AsBytes(values));
                return;
            }

            foreach (var value in values) Add(value);
        }

        // Length before content, so that two neighbouring texts cannot flow into each other; −1 for none.
        public void Add(string? text)
        {
            if (text is null)
            {
                Add(-1);
                return;
            }

            Add(text.Length);
            foreach (var character in text) Add(character);
        }

        public string Finish()
        {
            Flush();
            return Convert.ToHexStringLower(_hash.GetHashAndReset());
        }

        public void Dispose() => _hash.Dispose();

        private void Flush()
        {
            _hash.AppendData(_buffer, 0, _count);
            _count = 0;
        }
    }
}
