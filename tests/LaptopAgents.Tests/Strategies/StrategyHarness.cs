using LaptopAgents.Domain;
using LaptopAgents.Engine;
using LaptopAgents.Strategies;

namespace LaptopAgents.Tests.Strategies;

/// <summary>Runs one strategy on bars made by hand, with a position and orders that the test sets.</summary>
internal sealed class StrategyHarness : StrategyContext
{
    private readonly List<BarStream> _streams = [];
    private readonly IntentBuffer _buffer = new();
    private readonly IStrategy _strategy;

    public StrategyHarness(IStrategy strategy)
        : base(Btc)
    {
        _strategy = strategy;
        strategy.Initialize(new StrategySetup(Btc, Duration.FromMinutes(1), _streams));
    }

    public static Instrument Btc { get; } = new Instrument
    {
        Id = new InstrumentId(0),
        Symbol = "BTCUSDT",
        TickSize = Price.FromDecimal(0.1m),
        LotSize = Quantity.FromDecimal(0.001m),
        MinQuantity = Quantity.FromDecimal(0.001m),
        MakerFee = Rate.FromBps(2),
        TakerFee = Rate.FromBps(6),
    }.Validated();

    public List<OrderView> Orders { get; } = [];

    public Position Held { get; set; }

    public Money OwnEquity { get; set; } = Money.FromDecimal(10_000);

    public int WarmUpBars => _streams.Max(stream => stream.WarmUpBars);

    /// <summary>Why the newest bar led to nothing.</summary>
    public string? Block => ((IExplains)_strategy).LastBlock;

    public override Timestamp Time => Bar.OpenTime + Duration.FromMinutes(1);

    public override ref readonly Bar Bar => ref _streams[0].Current;

    public override long BarCount => _streams[0].Count;

    public override Quote Quote => default;

    public override Position Position => Held;

    public override int BarsInPosition => 0;

    public override Money Equity => OwnEquity;

    public override Money Cash => OwnEquity;

    public override Rate? FundingRate => null;

    public override int WorkingOrderCount => Orders.Count;

    public override OrderView WorkingOrder(int index) => Orders[index];

    public override StrategyContext Of(string symbol) => throw new ArgumentException($"The session has no symbol '{symbol}'.", nameof(symbol));

    public static StrategyHarness Of(string name, params (string Key, string Value)[] settings) =>
        new(StrategyCatalog.Create(name, new StrategyParameters(settings.Select(pair => (pair.Key, pair.Value, "test.yaml:1")))));

    /// <summary>Tells the strategy one bar; returns what it wants.</summary>
    public OrderIntent[] Feed(Bar bar)
    {
        Step(in bar);
        return Take();
    }

    /// <summary>Tells the strategy several bars; returns what it wants after the last, and holds that it wanted nothing before.</summary>
    public OrderIntent[] Feed(IEnumerable<Bar> bars)
    {
        OrderIntent[] last = [];
        foreach (var bar in bars)
        {
            Assert.Empty(last);
            last = Feed(bar);
        }

        return last;
    }

    /// <summary>As <see cref="Feed(Bar)"/>, without touching the heap.</summary>
    public int Step(in Bar bar)
    {
        _buffer.Clear();
        foreach (var stream in _streams) stream.OnBaseBar(in bar);
        if (_streams.TrueForAll(static stream => stream.IsReady)) _strategy.OnBar(this, _buffer);
        return _buffer.Count;
    }

    public OrderIntent[] Tell(ExecutionKind kind, OrderPurpose purpose = OrderPurpose.Entry, OrderStatus status = OrderStatus.Filled)
    {
        _buffer.Clear();
        var update = new OrderUpdate(Order(1, purpose, status: status), new ExecutionReport { Kind = kind });
        _strategy.OnOrder(this, in update, _buffer);
        return Take();
    }

    public void Hold(decimal quantity, decimal price = 100) =>
        Held = Position.Flat.After(Quantity.FromDecimal(quantity), Price.FromDecimal(price), out _);

    public static OrderView Order(
        long sequence, OrderPurpose purpose, OrderType type = OrderType.Market, Side side = Side.Buy, decimal limit = 0,
        OrderStatus status = OrderStatus.Accepted) =>
        new(new ClientOrderId(1, sequence), status, purpose, type, side, Quantity.FromDecimal(1), default, Price.FromDecimal(limit), default, default);

    private OrderIntent[] Take()
    {
        var taken = new OrderIntent[_buffer.Count];
        for (var i = 0; i < taken.Length; i++) taken[i] = _buffer[i];
        return taken;
    }
}
