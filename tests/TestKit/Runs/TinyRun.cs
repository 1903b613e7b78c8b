using LaptopAgents.Domain;

namespace LaptopAgents.TestKit;

/// <summary>Builds a run from a handful of numbers, for statistics that are worked by hand.</summary>
public sealed class TinyRun
{
    private static readonly Timestamp Start = Timestamp.FromDateTime(new DateTime(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc));
    private long _ids;
    private long _trades;

    public TinyRun(double start, params ReadOnlySpan<double> dayEnds)
    {
        var curve = new EquityCurve();
        for (var i = 0; i < dayEnds.Length; i++) curve.Add(Start + Duration.FromMinutes(1440 * (i + 1)), Amount(dayEnds[i]));
        var end = Amount(dayEnds.Length == 0 ? start : dayEnds[^1]);
        Result = new RunResult
        {
            Instruments = [SampleRuns.InstrumentOf(0, "BTCUSDT")], Interval = Duration.FromMinutes(1440), StartEquity = Amount(start), Equity = curve,
            From = Start, To = Start + Duration.FromMinutes(1440L * dayEnds.Length), EndEquity = end, EndCash = end, Bars = dayEnds.Length,
        };
    }

    public RunResult Result { get; }

    public static Money Amount(double value) => Money.FromDecimal((decimal)Math.Round(value, 8));

    /// <summary>A trade of one unit; risk zero means that it had no stop.</summary>
    public TinyRun Trade(
        double net, double risk = 0, Side side = Side.Buy, double hours = 1, double mae = 0, double mfe = 0, OrderPurpose exit = OrderPurpose.SignalExit, double fees = 0,
        int bars = 1, double? startHour = null, double target = 0)
    {
        var id = ++_trades;
        var entered = Start + Duration.FromSeconds((long)((startHour ?? id * 2) * 3600));
        Result.Trades.Add(new TradeRecord
        {
            TradeId = id, Instrument = default, Side = side, Quantity = Quantity.FromDecimal(1), EntryTime = entered, EntryPrice = Price.FromDecimal(100),
            ExitTime = entered + Duration.FromSeconds((long)(hours * 3600)), ExitPrice = Price.FromDecimal(100), GrossPnl = Amount(net + fees), Fees = Amount(fees),
            Funding = default, NetPnl = Amount(net), SpreadCost = default, SlippageCost = default, InitialRisk = Amount(risk), StopPrice = default,
            TargetPrice = new Price(Amount(target).Raw), MaxAdverseExcursion = Amount(mae), MaxFavourableExcursion = Amount(mfe), BarsHeld = bars,
            EntryOrderId = default, EntryReason = null, ExitPurpose = exit, ExitReason = null, Flags = FillFlags.None,
        });
        return this;
    }

    public TinyRun Fill(
        double realised = 0, double fee = 0, double spread = 0, double slippage = 0, double price = 100, double quantity = 1, Side side = Side.Buy, double hour = 1,
        LiquidityRole role = LiquidityRole.Taker, OrderPurpose purpose = OrderPurpose.Entry, FillFlags flags = FillFlags.None)
    {
        Result.Fills.Add(new FillRecord
        {
            FillId = ++_ids, OrderId = default, Time = Start + Duration.FromSeconds((long)(hour * 3600)), Instrument = default, Side = side,
            Price = Price.FromDecimal((decimal)price), Quantity = Quantity.FromDecimal((decimal)quantity), Liquidity = role, Fee = Amount(fee),
            ReferencePrice = Price.FromDecimal((decimal)price), SpreadCost = Amount(spread), SlippageCost = Amount(slippage), RealisedPnl = Amount(realised),
            Purpose = purpose, Flags = flags,
        });
        return this;
    }

    public TinyRun Funding(double amount, double hour = 8)
    {
        var payment = new FundingPayment(Quantity.FromDecimal(1), Price.FromDecimal(100), Rate.Zero, Amount(amount), IsMarkAssumed: false);
        Result.Funding.Add(new FundingRecord(Start + Duration.FromSeconds((long)(hour * 3600)), default, payment));
        return this;
    }

    public TinyRun Order(
        OrderStatus status, OrderReason reason = OrderReason.None, OrderPurpose purpose = OrderPurpose.Entry, OrderType type = OrderType.Market, double filled = 0,
        SizingNote? sizing = null)
    {
        Result.Orders.Add(new OrderRecord
        {
            OrderId = new ClientOrderId(1, ++_ids), ParentId = default, CreatedTime = Start, ClosedTime = Start, Instrument = default, Side = Side.Buy, Type = type,
            TimeInForce = TimeInForce.GoodTillCanceled, Purpose = purpose, ReduceOnly = false, PostOnly = false, Quantity = Quantity.FromDecimal(1), LimitPrice = default,
            TriggerPrice = default, FilledQuantity = Quantity.FromDecimal((decimal)filled), FilledNotional = default, Fees = default, Status = status, Reason = reason,
            Note = null, Sizing = sizing,
        });
        return this;
    }

    /// <summary>Repeats a step, for samples of a certain size.</summary>
    public TinyRun Times(int count, Action<TinyRun, int> step)
    {
        for (var i = 0; i < count; i++) step(this, i);
        return this;
    }
}
