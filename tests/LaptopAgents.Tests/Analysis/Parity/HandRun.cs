using LaptopAgents.Analysis;
using LaptopAgents.Domain;
using LaptopAgents.TestKit;

namespace LaptopAgents.Tests.Analysis.Parity;

/// <summary>A run written down by hand: orders, their fills, settlements and bars.</summary>
internal sealed class HandRun(uint session = 1)
{
    private static readonly Instrument Contract = SampleRuns.InstrumentOf(0, "BTCUSDT");
    private readonly List<OrderRecord> _orders = [];
    private readonly List<FillRecord> _fills = [];
    private readonly List<FundingRecord> _funding = [];

    /// <summary>Closes of minute bars from the beginning of time on.</summary>
    public List<long> Bars { get; } = [.. Enumerable.Range(0, 50).Select(_ => 100L)];

    public HandRun Order(int minute, Side side, decimal limit, decimal quantity, OrderPurpose purpose = OrderPurpose.Entry)
    {
        _orders.Add(new OrderRecord
        {
            OrderId = new ClientOrderId(session, _orders.Count + 1), ParentId = default, CreatedTime = At(minute), ClosedTime = default, Instrument = Contract.Id, Side = side,
            Type = OrderType.Market, TimeInForce = TimeInForce.GoodTillCanceled, Purpose = purpose, ReduceOnly = false, PostOnly = false,
            Quantity = Quantity.FromDecimal(quantity), LimitPrice = Price.FromDecimal(limit), TriggerPrice = default, FilledQuantity = default, FilledNotional = default,
            Fees = default, Status = OrderStatus.Accepted, Reason = OrderReason.None, Note = null, Sizing = null,
        });
        return this;
    }

    public HandRun Fill(int minute, decimal price, decimal quantity) => Fill(minute, price, quantity, price, 0m, 0m, Money.Zero);

    public HandRun Fill(int minute, decimal price, decimal quantity, decimal reference, decimal spread, decimal slippage, Money fee, int lateMs = 0)
    {
        if (quantity == 0) return this;
        var order = _orders[^1];
        _fills.Add(new FillRecord
        {
            FillId = _fills.Count + 1, OrderId = order.OrderId, Time = At(minute) + new Duration(lateMs * 1_000_000L), Instrument = Contract.Id, Side = order.Side,
            Price = Price.FromDecimal(price), Quantity = Quantity.FromDecimal(quantity), Liquidity = LiquidityRole.Taker, Fee = fee,
            ReferencePrice = Price.FromDecimal(reference), SpreadCost = Money.FromDecimal(spread), SlippageCost = Money.FromDecimal(slippage), RealisedPnl = default,
            Purpose = order.Purpose, Flags = FillFlags.None,
        });
        return this;
    }

    public void Deny(OrderReason reason) => _orders[^1] = _orders[^1] with { Status = OrderStatus.Denied, Reason = reason };

    public void Settle(int minute, Money amount)
    {
        var position = _fills.Where(fill => fill.Time <= At(minute)).Aggregate(Quantity.Zero, (sum, fill) => sum + fill.Side.Signed(fill.Quantity));
        _funding.Add(new FundingRecord(At(minute), Contract.Id, new FundingPayment(position, default, default, amount, false)));
    }

    /// <summary>The run, with its end equity reckoned from cash alone.</summary>
    public ParityRun Run(decimal mark)
    {
        var result = new RunResult { Instruments = [Contract], Interval = Duration.FromMinutes(1), StartEquity = Money.FromDecimal(10_000), Equity = new EquityCurve() };
        result.Orders.AddRange(_orders);
        result.Fills.AddRange(_fills);
        result.Funding.AddRange(_funding);
        var (cash, position) = (10_000m, 0m);
        foreach (var fill in _fills)
        {
            var signed = fill.Side.Sign() * fill.Quantity.ToDecimal();
            (cash, position) = (cash - signed * fill.Price.ToDecimal() - fill.Fee.ToDecimal(), position + signed);
        }

        foreach (var settled in _funding) cash += settled.Payment.Amount.ToDecimal();
        result.EndEquity = Money.FromDecimal(cash + position * mark);
        result.From = At(0);
        result.To = At(Bars.Count);
        return new ParityRun(result, [Price.FromDecimal(mark)], [new InstrumentHistory(Contract, new HandBars([.. Bars]), [])]);
    }

    private static Timestamp At(int minute) => new(minute * 60_000_000_000L);

    private sealed class HandBars(long[] closes) : IBarSource
    {
        // A bar that was taken out leaves a hole at the beginning.
        private readonly long[] _times = [.. Enumerable.Range(50 - closes.Length, closes.Length).Select(minute => minute * 60_000_000_000L)];
        private readonly long[] _raw = [.. closes.Select(close => close * FixedPoint.One)];

        public int Count => closes.Length;

        public ReadOnlySpan<long> OpenUnixNanos => _times;

        public ReadOnlySpan<long> RawOpen => _raw;

        public ReadOnlySpan<long> RawHigh => _raw;

        public ReadOnlySpan<long> RawLow => _raw;

        public ReadOnlySpan<long> RawClose => _raw;

        public ReadOnlySpan<long> RawVolume => _raw;
    }
}
