using LaptopAgents.Domain;
using LaptopAgents.Engine;

namespace LaptopAgents.TestKit;

/// <summary>
/// Hands events to an engine through its one door and keeps what comes out. The venue is the test: it answers orders by hand.
/// Bars last a minute; the first closes at 2025-01-01T00:01:00Z. The contract has tick 0.1 and lot 0.001.
/// </summary>
internal sealed class EngineDriver
{
    public static readonly Duration Minute = Duration.FromMinutes(1);
    public static readonly Timestamp Start = Timestamp.FromDateTime(new DateTime(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc));

    private readonly EffectBuffer _effects = new();
    private long _nextFillId;

    public EngineDriver(EngineOptions? options = null, int instruments = 1, Action<StrategySetup>? setup = null)
    {
        Instrument[] contracts = [.. Enumerable.Range(0, instruments).Select(i => Contract(i))];
        Engine = new TradingEngine(options ?? Options(), contracts, instrument =>
        {
            var strategy = new ScriptedStrategy(instrument) { Setup = setup };
            Strategies.Add(strategy);
            return strategy;
        });
        Now = Start;
    }

    public TradingEngine Engine { get; }

    public List<ScriptedStrategy> Strategies { get; } = [];

    public ScriptedStrategy Strategy => Strategies[0];

    public Timestamp Now { get; set; }

    public List<SubmitOrder> Submits { get; } = [];

    public List<CancelOrder> Cancels { get; } = [];

    public List<ModifyOrder> Modifies { get; } = [];

    public List<FillRecord> Fills { get; } = [];

    public List<TradeRecord> Trades { get; } = [];

    public List<OrderRecord> Orders { get; } = [];

    public List<FundingRecord> Funding { get; } = [];

    public decimal Held => Engine.Position(default).Quantity.ToDecimal();

    public OrderRecord LastDenied => Orders.FindLast(order => order.Status == OrderStatus.Denied);

    /// <summary>10,000 of start equity, one percent of risk, and no limit that a test did not ask for.</summary>
    public static EngineOptions Options(RiskOptions? risk = null, SizingOptions? sizing = null, PositionOptions? positions = null) => new()
    {
        StartEquity = M(10_000m),
        BarInterval = Minute,
        Risk = risk ?? Unlimited,
        Sizing = sizing ?? new SizingOptions(),
        Positions = positions ?? new PositionOptions(),
    };

    public static RiskOptions Unlimited { get; } = new() { MaxLeverage = 100m, MinRewardToRisk = 0m };

    public static Instrument Contract(int index = 0) => new Instrument
    {
        Id = new InstrumentId(index),
        Symbol = index == 0 ? "COIN" : $"COIN{index}",
        TickSize = P(0.1m),
        LotSize = Q(0.001m),
        MinQuantity = Q(0.001m),
        MaxQuantity = Q(1_000_000m),
        MinNotional = M(5m),
        MakerFee = Rate.FromBps(2),
        TakerFee = Rate.FromBps(6),
    }.Validated();

    public static Price P(decimal value) => Price.FromDecimal(value);

    public static Quantity Q(decimal value) => Quantity.FromDecimal(value);

    public static Money M(decimal value) => Money.FromDecimal(value);

    public static OrderIntent EnterMarket(Side side, decimal quantity = 0m, decimal stop = 0m, decimal target = 0m, bool reverse = false) =>
        OrderIntent.EnterMarket(side, P(stop), P(target), "test entry") with { Quantity = Q(quantity), Reverse = reverse };

    public static OrderIntent EnterLimit(Side side, decimal limit, decimal quantity = 0m, decimal stop = 0m, decimal target = 0m) =>
        OrderIntent.EnterLimit(side, P(limit), P(stop), P(target), "test entry") with { Quantity = Q(quantity) };

    public EngineDriver Step(in EngineEvent next)
    {
        Engine.Step(in next, _effects);
        foreach (ref readonly var command in _effects.Commands)
        {
            switch (command.Kind)
            {
                case CommandKind.Submit: Submits.Add(command.Submit.Command); break;
                case CommandKind.Cancel: Cancels.Add(command.Cancel.Command); break;
                default: Modifies.Add(command.Modify.Command); break;
            }
        }

        Fills.AddRange(_effects.Fills);
        Trades.AddRange(_effects.Trades);
        Orders.AddRange(_effects.Orders);
        Funding.AddRange(_effects.Funding);
        _effects.Clear();
        return this;
    }

    /// <summary>A bar whose four prices are one, a minute later.</summary>
    public EngineDriver Bar(decimal price, int instrument = 0) => Bar(price, price, price, price, instrument);

    public EngineDriver Bar(decimal open, decimal high, decimal low, decimal close, int instrument = 0)
    {
        var opened = Now;
        Now += Minute;
        return Step(BarAt(opened, open, high, low, close, instrument));
    }

    /// <summary>The same minute's bar of another instrument.</summary>
    public EngineDriver SameBar(decimal price, int instrument) => Step(BarAt(Now - Minute, price, price, price, price, instrument));

    public static EngineEvent BarAt(Timestamp opened, decimal open, decimal high, decimal low, decimal close, int instrument = 0) =>
        EngineEvent.OfBar(new InstrumentId(instrument), opened + Minute, new Bar(opened, P(open), P(high), P(low), P(close), Q(10m)));

    /// <summary>Lets the strategy want something on a bar at this price.</summary>
    public EngineDriver On(decimal price, params OrderIntent[] intents)
    {
        foreach (var intent in intents) Strategy.Want(intent);
        return Bar(price);
    }

    public EngineDriver Report(in ExecutionReport report, int instrument = 0) =>
        Step(EngineEvent.OfReport(new InstrumentId(instrument), Now, in report));

    public EngineDriver Report(ExecutionKind kind, ClientOrderId id, OrderReason reason = OrderReason.None, int instrument = 0) =>
        Report(new ExecutionReport { Kind = kind, OrderId = id, Reason = reason }, instrument);

    public EngineDriver Accept(in SubmitOrder order) => Report(new ExecutionReport
    {
        Kind = ExecutionKind.Accepted, OrderId = order.Id, Side = order.Side, LeavesQuantity = order.Quantity,
    }, order.Instrument.Index);

    /// <summary>A leg wakes with the quantity that its entry has filled.</summary>
    public EngineDriver AcceptLeg(BracketLeg leg, decimal quantity) =>
        Report(new ExecutionReport { Kind = ExecutionKind.Accepted, OrderId = leg.Id, LeavesQuantity = Q(quantity) });

    /// <summary>The venue fills the order, whole unless a quantity is given. <paramref name="cumulative"/> counts earlier fills in.</summary>
    public EngineDriver Fill(
        in SubmitOrder order, decimal price, decimal? quantity = null, decimal? cumulative = null, decimal fee = 0m, decimal spread = 0m,
        decimal slippage = 0m)
    {
        var last = quantity is { } part ? Q(part) : order.Quantity;
        var total = cumulative is { } sum ? Q(sum) : last;
        return Report(FillOf(order.Id, order.Side, price, last) with
        {
            CumulativeQuantity = total,
            LeavesQuantity = order.Quantity - total,
            Fee = M(fee),
            SpreadCost = M(spread),
            SlippageCost = M(slippage),
        }, order.Instrument.Index);
    }

    /// <summary>A bracket leg fills whole.</summary>
    public EngineDriver FillLeg(BracketLeg leg, Side side, decimal price, decimal quantity, decimal fee = 0m) =>
        Report(FillOf(leg.Id, side, price, Q(quantity)) with { Fee = M(fee) });

    /// <summary>A fill that ends its order.</summary>
    public ExecutionReport FillOf(ClientOrderId id, Side side, decimal price, Quantity quantity) => new()
    {
        Kind = ExecutionKind.Filled,
        OrderId = id,
        Side = side,
        FillId = ++_nextFillId,
        LastPrice = P(price),
        ReferencePrice = P(price),
        LastQuantity = quantity,
        CumulativeQuantity = quantity,
    };

    public EngineDriver Command(OperatorCommand command) => Step(EngineEvent.OfCommand(Now, command));

    public EngineDriver FundingRate(decimal rate, int instrument = 0, int hours = 0) => Step(EngineEvent.OfFundingRate(
        new InstrumentId(instrument), Now, Now, new FundingRate(Rate.FromDecimal(rate), default, Duration.FromMinutes(60L * hours))));

    public EngineDriver FundingPayment(decimal position, decimal mark, decimal rate) => Step(EngineEvent.OfFundingPayment(
        default, Now, Domain.FundingPayment.For(Q(position), P(mark), Rate.FromDecimal(rate), isMarkAssumed: false)));

    public EngineDriver Mark(decimal price, int instrument = 0) =>
        Step(EngineEvent.OfMarkPrice(new InstrumentId(instrument), Now, Now, new MarkPrice(P(price), default)));

    /// <summary>Buys or sells at market on a bar at this price, filled there without costs.</summary>
    public EngineDriver Open(Side side, decimal quantity, decimal price, decimal stop = 0m, decimal target = 0m)
    {
        On(price, EnterMarket(side, quantity, stop, target));
        var order = Submits[^1];
        Accept(in order).Fill(in order, price);
        if (order.StopLoss.IsSet) AcceptLeg(order.StopLoss, quantity);
        if (order.TakeProfit.IsSet) AcceptLeg(order.TakeProfit, quantity);
        return this;
    }
}
