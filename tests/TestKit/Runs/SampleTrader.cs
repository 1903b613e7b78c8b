using LaptopAgents.Analysis;
using LaptopAgents.Domain;

namespace LaptopAgents.TestKit;

/// <summary>
/// A coin-tossing trader with a stop and a target: it books orders, fills, funding and trades the way the engine does, so that a
/// report or a statistic has something whole to stand on.
/// </summary>
internal sealed class SampleTrader(IReadOnlyList<InstrumentHistory> histories, double entryChance, int seed, int maxTrades)
{
    private static readonly string[] Reasons =
        ["Low of the last 10 bars swept and reclaimed", "High of the last 10 bars swept and rejected", "Pullback to the 20-bar average in an uptrend"];

    private readonly SampleRandom _random = new(seed);
    private readonly RunResult _result = NewResult(histories);
    private readonly OpenTrade?[] _open = new OpenTrade?[histories.Count];
    private readonly int[] _nextFunding = new int[histories.Count];
    private Money _cash = Money.FromDecimal(10_000);
    private long _sequence;
    private long _fills;
    private long _trades;

    public RunResult Run()
    {
        var count = histories[0].Bars.Count;
        for (var bar = 0; bar < count; bar++)
        {
            var close = CloseTime(bar);
            for (var i = 0; i < histories.Count; i++)
            {
                if (_open[i] is { } trade) Manage(i, trade, bar, bar == count - 1);
                else if (bar > 20 && bar < count - 2 && _trades < maxTrades && entryChance > 0) TryEnter(i, bar);
                Settle(i, bar);
            }

            Record(bar, close);
        }

        (_result.Bars, _result.Events) = ((long)count * histories.Count, (long)count * histories.Count + _fills * 3);
        (_result.EndEquity, _result.EndCash, _result.StateHash) = (new Money(_result.Equity.RawEquity[^1]), _cash, 0xC0FFEE);
        return _result;
    }

    private static RunResult NewResult(IReadOnlyList<InstrumentHistory> histories) => new()
    {
        Instruments = [.. histories.Select(history => history.Instrument)], Interval = Duration.FromMinutes(1),
        StartEquity = Money.FromDecimal(10_000), Equity = new EquityCurve(),
        From = new Timestamp(histories[0].Bars.OpenUnixNanos[0]),
        To = new Timestamp(histories[0].Bars.OpenUnixNanos[^1]) + Duration.FromMinutes(1),
    };

    private Timestamp CloseTime(int bar) => new Timestamp(histories[0].Bars.OpenUnixNanos[bar]) + Duration.FromMinutes(1);

    private void TryEnter(int i, int bar)
    {
        if (_random.Uniform() >= entryChance) return;
        var bars = histories[i].Bars;
        var hint = bars.RawClose[Math.Min(bar + 45, bars.Count - 1)] > bars.RawClose[bar] ? Side.Buy : Side.Sell;
        var side = _random.Uniform() < 0.72 ? hint : hint.Opposite();
        var distance = new Price((long)(bars.RawClose[bar] * (0.0045 + 0.004 * _random.Uniform()))).RoundTo(new Price(10_000_000), Rounding.TowardZero);
        var quantity = Money.FromDecimal(Math.Round(_cash.ToDecimal() * 0.006m, 2)) / distance;
        quantity = histories[i].Instrument.RoundDown(quantity);
        if (quantity.IsZero) return;
        var id = new ClientOrderId(1, ++_sequence);
        if (_random.Uniform() < 0.06)
        {
            _result.Orders.Add(Order(i, id, side, OrderPurpose.Entry, bar, quantity, Money.Zero, Quantity.Zero, OrderStatus.Denied, OrderReason.RewardToRisk));
            return;
        }

        var reference = new Price(bars.RawOpen[bar + 1]);
        var sizing = new SizingNote(_cash, 0.6m, distance, quantity, quantity, OrderReason.None);
        var trade = new OpenTrade(++_trades, side, quantity, id, Reasons[(int)(_random.Uniform() * Reasons.Length)]);
        trade.Stop = reference - new Price(side.Sign() * distance.Raw);
        trade.Target = reference + new Price(side.Sign() * distance.Raw * (16 + (int)(_random.Uniform() * 10)) / 10).RoundTo(new Price(10_000_000), Rounding.TowardZero);
        var fill = Fill(i, id, side, reference, quantity, OrderPurpose.Entry, CloseTime(bar), FillFlags.AssumedSpread, default);
        trade.Begin(fill, new Money(FixedPoint.Multiply(distance.Raw, quantity.Raw, Rounding.TowardZero)));
        _result.Orders.Add(Order(i, id, side, OrderPurpose.Entry, bar, quantity, fill.Price * quantity, quantity, OrderStatus.Filled, OrderReason.None) with
        {
            Note = trade.Reason,
            Sizing = sizing,
            Fees = fill.Fee,
        });
        _open[i] = trade;
    }

    private void Manage(int i, OpenTrade trade, int bar, bool isLast)
    {
        var bars = histories[i].Bars;
        trade.See(new Price(bars.RawHigh[bar]), new Price(bars.RawLow[bar]));
        trade.BarsHeld++;
        var isStop = trade.Side == Side.Buy ? bars.RawLow[bar] <= trade.Stop.Raw : bars.RawHigh[bar] >= trade.Stop.Raw;
        var isTarget = trade.Side == Side.Buy ? bars.RawHigh[bar] >= trade.Target.Raw : bars.RawLow[bar] <= trade.Target.Raw;
        var flags = FillFlags.AssumedSpread | (isStop && isTarget ? FillFlags.PathDependent : FillFlags.None)
            | (trade.BarsHeld == 1 ? FillFlags.EntryBar : FillFlags.None);
        if (isStop) Close(i, trade, bar, trade.Stop, OrderPurpose.StopLoss, flags);
        else if (isTarget) Close(i, trade, bar, trade.Target, OrderPurpose.TakeProfit, flags);
        else if (trade.BarsHeld >= 120) Close(i, trade, bar, new Price(bars.RawClose[bar]), OrderPurpose.TimeStop, flags);
        else if (isLast) Close(i, trade, bar, new Price(bars.RawClose[bar]), OrderPurpose.EndOfRun, flags);
    }

    private void Close(int i, OpenTrade trade, int bar, Price reference, OrderPurpose purpose, FillFlags flags)
    {
        var side = trade.Side.Opposite();
        var id = new ClientOrderId(1, ++_sequence);
        var fill = Fill(i, id, side, reference, trade.Quantity, purpose, CloseTime(bar), flags, trade.Entry);
        _result.Orders.Add(Order(i, id, side, purpose, bar, trade.Quantity, fill.Price * trade.Quantity, trade.Quantity, OrderStatus.Filled, OrderReason.None) with
        {
            ParentId = trade.OrderId,
            Fees = fill.Fee,
        });
        if (purpose == OrderPurpose.StopLoss || purpose == OrderPurpose.TakeProfit)
            _result.Orders.Add(Order(
                i, new ClientOrderId(1, ++_sequence), side, purpose == OrderPurpose.StopLoss ? OrderPurpose.TakeProfit : OrderPurpose.StopLoss,
                bar, trade.Quantity, Money.Zero, Quantity.Zero, OrderStatus.Canceled, OrderReason.OneCancelsOther));
        _result.Trades.Add(trade.End(histories[i].Instrument.Id, fill, purpose));
        _open[i] = null;
    }

    private FillRecord Fill(
        int i, ClientOrderId id, Side side, Price reference, Quantity quantity, OrderPurpose purpose, Timestamp time, FillFlags flags, Price entry)
    {
        var instrument = histories[i].Instrument;
        var isMaker = purpose == OrderPurpose.TakeProfit;
        var (spread, slippage) = isMaker ? (0L, 0L) : (instrument.TickSize.Raw * 3, instrument.TickSize.Raw * (1 + (long)(_random.Uniform() * 90)));
        var price = reference + new Price(side.Sign() * (spread + slippage));
        var fee = instrument.Fee(price * quantity, isMaker ? LiquidityRole.Maker : LiquidityRole.Taker);
        var realised = entry.IsZero ? Money.Zero : (price - entry) * quantity;
        if (!entry.IsZero && side == Side.Buy) realised = -realised;
        _cash = _cash + realised - fee;
        var fill = new FillRecord
        {
            FillId = ++_fills, OrderId = id, Time = time, Instrument = instrument.Id, Side = side, Price = price, Quantity = quantity,
            Liquidity = isMaker ? LiquidityRole.Maker : LiquidityRole.Taker, Fee = fee, ReferencePrice = reference,
            SpreadCost = new Price(spread) * quantity, SlippageCost = new Price(slippage) * quantity, RealisedPnl = realised,
            Purpose = purpose, Flags = flags,
        };
        _result.Fills.Add(fill);
        return fill;
    }

    private static OrderRecord NewOrder(InstrumentId instrument, ClientOrderId id, Side side, OrderPurpose purpose, Timestamp time) => new()
    {
        OrderId = id, ParentId = default, CreatedTime = time, ClosedTime = time, Instrument = instrument, Side = side, Type = OrderType.Market,
        TimeInForce = TimeInForce.GoodTillCanceled, Purpose = purpose, ReduceOnly = purpose != OrderPurpose.Entry, PostOnly = false,
        Quantity = default, LimitPrice = default, TriggerPrice = default, FilledQuantity = default, FilledNotional = default, Fees = default,
        Status = OrderStatus.Filled, Reason = OrderReason.None, Note = null, Sizing = null,
    };

    private OrderRecord Order(
        int i, ClientOrderId id, Side side, OrderPurpose purpose, int bar, Quantity quantity, Money notional, Quantity filled, OrderStatus status, OrderReason reason) =>
        NewOrder(histories[i].Instrument.Id, id, side, purpose, CloseTime(bar)) with
        {
            Type = purpose switch { OrderPurpose.StopLoss => OrderType.StopMarket, OrderPurpose.TakeProfit => OrderType.Limit, _ => OrderType.Market },
            Quantity = quantity,
            FilledQuantity = filled,
            FilledNotional = notional,
            Status = status,
            Reason = reason,
        };

    private void Settle(int i, int bar)
    {
        var (points, time) = (histories[i].Funding, CloseTime(bar));
        for (; _nextFunding[i] < points.Count && points[_nextFunding[i]].Time <= time; _nextFunding[i]++)
        {
            if (_open[i] is not { } trade) continue;
            var payment = FundingPayment.For(
                trade.Side.Signed(trade.Quantity), new Price(histories[i].Bars.RawClose[bar]), points[_nextFunding[i]].Rate, isMarkAssumed: true);
            trade.Funding += payment.Amount;
            _cash += payment.Amount;
            _result.Funding.Add(new FundingRecord(points[_nextFunding[i]].Time, histories[i].Instrument.Id, payment));
        }
    }

    private void Record(int bar, Timestamp close)
    {
        var equity = _cash;
        for (var i = 0; i < histories.Count; i++)
            if (_open[i] is { } trade) equity += trade.OpenResult(new Price(histories[i].Bars.RawClose[bar]));
        _result.Equity.Change(_cash, _open[0] is { } first ? first.Side.Signed(first.Quantity) : default);
        _result.Equity.Add(close, equity);
    }
}
