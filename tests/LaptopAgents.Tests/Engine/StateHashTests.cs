using LaptopAgents.Domain;
using LaptopAgents.Engine;
using LaptopAgents.TestKit;
using static LaptopAgents.TestKit.EngineDriver;

namespace LaptopAgents.Tests.Engine;

public sealed class StateHashTests
{
    private static readonly Timestamp _time = Start + Minute;
    private static readonly Bar _bar = new(Start, P(100m), P(101m), P(99m), P(100.5m), Q(7m));
    private static readonly Quote _quote = new(P(99.9m), Q(1m), P(100.1m), Q(2m));
    private static readonly MarketTrade _trade = new(P(100m), Q(1m), Side.Buy);
    private static readonly FundingPayment _payment = new(Q(1m), P(100m), Rate.FromBps(1), M(-0.01m), false);

    private static readonly ExecutionReport _report = new()
    {
        Kind = ExecutionKind.Filled, OrderId = new ClientOrderId(1, 1), FillId = 1, LastPrice = P(100m), LastQuantity = Q(1m),
        CumulativeQuantity = Q(1m), Fee = M(0.06m), ReferencePrice = P(100m),
    };

    /// <summary>Events that differ from the first of their family in one thing each.</summary>
    private static readonly EngineEvent[] _different =
    [
        OfBar(_bar),
        OfBar(_bar with { OpenTime = Start }, _time + Minute),
        OfBar(_bar with { Open = P(100.1m) }),
        OfBar(_bar with { High = P(101.1m) }),
        OfBar(_bar with { Low = P(98.9m) }),
        OfBar(_bar with { Close = P(100.4m) }),
        OfBar(_bar with { Volume = Q(8m) }),
        EngineEvent.OfBar(new InstrumentId(1), _time, in _bar),
        EngineEvent.OfBar(default, _time, _time + Minute, in _bar, isBackfilled: false),
        EngineEvent.OfBar(default, _time, _time, in _bar, isBackfilled: true),
        EngineEvent.OfQuote(default, _time, _time, in _quote),
        EngineEvent.OfQuote(default, _time, _time, _quote with { Bid = P(99.8m) }),
        EngineEvent.OfQuote(default, _time, _time, _quote with { BidQuantity = Q(2m) }),
        EngineEvent.OfQuote(default, _time, _time, _quote with { Ask = P(100.2m) }),
        EngineEvent.OfQuote(default, _time, _time, _quote with { AskQuantity = Q(1m) }),
        EngineEvent.OfTrade(default, _time, _time, in _trade),
        EngineEvent.OfTrade(default, _time, _time, _trade with { Price = P(100.1m) }),
        EngineEvent.OfTrade(default, _time, _time, _trade with { Quantity = Q(2m) }),
        EngineEvent.OfTrade(default, _time, _time, _trade with { Aggressor = Side.Sell }),
        EngineEvent.OfMarkPrice(default, _time, _time, new MarkPrice(P(100m), P(100m))),
        EngineEvent.OfMarkPrice(default, _time, _time, new MarkPrice(P(100.1m), P(100m))),
        EngineEvent.OfMarkPrice(default, _time, _time, new MarkPrice(P(100m), P(100.1m))),
        EngineEvent.OfFundingRate(default, _time, _time, new FundingRate(Rate.FromBps(1), P(100m))),
        EngineEvent.OfFundingRate(default, _time, _time, new FundingRate(Rate.FromBps(2), P(100m))),
        EngineEvent.OfFundingRate(default, _time, _time, new FundingRate(Rate.FromBps(1), P(101m))),
        EngineEvent.OfFundingPayment(default, _time, in _payment),
        EngineEvent.OfFundingPayment(default, _time, _payment with { Amount = M(-0.02m) }),
        EngineEvent.OfFundingPayment(default, _time, _payment with { Position = Q(2m) }),
        EngineEvent.OfFundingPayment(default, _time, _payment with { MarkPrice = P(101m) }),
        EngineEvent.OfFundingPayment(default, _time, _payment with { Rate = Rate.FromBps(2) }),
        EngineEvent.OfReport(default, _time, in _report),
        EngineEvent.OfReport(default, _time, _report with { FillId = 2 }),
        EngineEvent.OfReport(default, _time, _report with { OrderId = new ClientOrderId(1, 2) }),
        EngineEvent.OfReport(default, _time, _report with { Side = Side.Sell }),
        EngineEvent.OfReport(default, _time, _report with { LastPrice = P(101m) }),
        EngineEvent.OfReport(default, _time, _report with { LastQuantity = Q(2m) }),
        EngineEvent.OfReport(default, _time, _report with { Fee = M(0.07m) }),
        EngineEvent.OfReport(default, _time, _report with { SlippageCost = M(0.07m) }),
        EngineEvent.OfReport(default, _time, _report with { Flags = FillFlags.Gap }),
        EngineEvent.OfReport(default, _time, new ExecutionReport { Kind = ExecutionKind.Accepted, OrderId = new ClientOrderId(9, 9) }),
        EngineEvent.OfReport(default, _time, new ExecutionReport { Kind = ExecutionKind.Canceled, OrderId = new ClientOrderId(9, 9) }),
        EngineEvent.OfReport(default, _time, new ExecutionReport { Kind = ExecutionKind.Canceled, OrderId = new ClientOrderId(9, 8) }),
        EngineEvent.OfCommand(_time, OperatorCommand.Resume),
        EngineEvent.OfCommand(_time, OperatorCommand.Halt),
        EngineEvent.OfCommand(_time + Minute, OperatorCommand.Resume),
        default,
    ];

    [Fact]
    public void Every_event_leaves_its_own_mark()
    {
        var untouched = new EngineDriver(instruments: 2).Engine.StateHash;
        ulong[] hashes = [untouched, .. _different.Select(next => new EngineDriver(instruments: 2).Step(in next).Engine.StateHash)];
        Assert.Equal(hashes.Length, hashes.Distinct().Count());
    }

    [Fact]
    public void The_order_of_two_events_matters()
    {
        var (first, second) = (_different[0], _different[10]);
        Assert.NotEqual(
            new EngineDriver(instruments: 2).Step(in first).Step(in second).Engine.StateHash,
            new EngineDriver(instruments: 2).Step(in second).Step(in first).Engine.StateHash);
    }

    [Fact]
    public void Every_part_of_an_order_leaves_its_own_mark_before_anything_fills()
    {
        OrderIntent[] intents =
        [
            EnterLimit(Side.Buy, 90m, 1m),
            EnterLimit(Side.Buy, 90.1m, 1m),
            EnterLimit(Side.Buy, 90m, 1.001m),
            EnterLimit(Side.Sell, 90m, 1m),
            EnterLimit(Side.Buy, 90m, 1m, stop: 80m),
            EnterLimit(Side.Buy, 90m, 1m, stop: 80.1m),
            EnterLimit(Side.Buy, 90m, 1m, target: 120m),
            EnterLimit(Side.Buy, 90m, 1m, target: 120.1m),
            EnterLimit(Side.Buy, 90m, 1m) with { PostOnly = true },
            EnterLimit(Side.Buy, 90m, 1m) with { TimeInForce = TimeInForce.ImmediateOrCancel },
            EnterLimit(Side.Buy, 90m, 1m) with { TimeInForce = TimeInForce.GoodTillDate, ExpireTime = new Timestamp(1) },
            EnterLimit(Side.Buy, 90m, 1m) with { TimeInForce = TimeInForce.GoodTillDate, ExpireTime = new Timestamp(2) },
            EnterMarket(Side.Buy, 1m),
            EnterMarket(Side.Buy, 0.0001m),
        ];
        var hashes = intents.Select(intent => new EngineDriver().On(100m, intent).Engine.StateHash).ToArray();
        Assert.Equal(hashes.Length, hashes.Distinct().Count());
    }

    [Fact]
    public void Equal_runs_have_equal_hashes_after_every_event()
    {
        var (first, second) = (new EngineDriver(instruments: 2), new EngineDriver(instruments: 2));
        foreach (var next in _different.Where(e => e.Kind != EventKind.ExecutionReport))
        {
            first.Step(in next);
            second.Step(in next);
            Assert.Equal(first.Engine.StateHash, second.Engine.StateHash);
        }
    }

    [Fact]
    public void A_hash_goes_on_from_where_it_was_kept()
    {
        var hash = new StateHash();
        hash.Absorb(1, 2, 3);
        var restored = StateHash.From(hash.Value);
        hash.Absorb(4, 5, 6);
        restored.Absorb(4, 5, 6);
        Assert.Equal(hash.Value, restored.Value);
    }

    private static EngineEvent OfBar(in Bar bar, Timestamp? time = null) => EngineEvent.OfBar(default, time ?? _time, in bar);
}
