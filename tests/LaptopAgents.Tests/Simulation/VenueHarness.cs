using System.Globalization;
using LaptopAgents.Domain;
using LaptopAgents.Engine;
using LaptopAgents.Simulation;

namespace LaptopAgents.Tests.Simulation;

/// <summary>
/// A session without an engine: it shows the venue the market instant by instant, takes every report before the instant is told, and
/// lets a test answer reports and closes with commands. Bars last three minutes, so that a leg of the path lasts one.
/// </summary>
internal class VenueHarness
{
    public static readonly Duration Interval = Duration.FromMinutes(3);
    public static readonly Timestamp Start = Timestamp.FromUnixMilliseconds(1_700_000_100_000);

    private readonly MarketBatch _batch = new();
    private readonly EffectBuffer _effects = new();
    private long _nextId = 1;
    private Timestamp _now = Start;

    public VenueHarness(VenueOptions? options = null, params Instrument[] instruments)
    {
        if (instruments.Length == 0) instruments = [Coin()];
        Venue = new SimulatedVenue(instruments, Interval, options ?? Plain);
    }

    public static VenueOptions Plain { get; } = new() { StartCash = Money.FromDecimal(100_000m), Leverage = 10 };

    public SimulatedVenue Venue { get; }

    public Timestamp Now => _now;

    public List<EngineEvent> Events { get; } = [];

    /// <summary>Called for each report as it is told, before the next is taken.</summary>
    public Action<EngineEvent>? OnReport { get; set; }

    /// <summary>Tick 0.1, lot 0.001, no fees unless said.</summary>
    public static Instrument Coin(int index = 0, decimal maker = 0m, decimal taker = 0m, params MarginTier[] tiers) => new Instrument
    {
        Id = new InstrumentId(index),
        Symbol = index == 0 ? "COIN" : $"COIN{index}",
        TickSize = P(0.1m),
        LotSize = Q(0.001m),
        MinQuantity = Q(0.001m),
        MakerFee = Rate.FromDecimal(maker),
        TakerFee = Rate.FromDecimal(taker),
        LiquidationFee = Rate.FromDecimal(0.005m),
        MarginTiers = tiers,
    }.Validated();

    public static Price P(decimal value) => Price.FromDecimal(value);

    public static Quantity Q(decimal value) => Quantity.FromDecimal(value);

    /// <summary>The newest id given out.</summary>
    public long LastId => _nextId - 1;

    public ClientOrderId NewId() => new(1, _nextId++);

    /// <summary>Sends the order now and returns its id.</summary>
    public ClientOrderId Send(SubmitOrder order, Timestamp? at = null)
    {
        _effects.Clear();
        _effects.Submit(in order);
        var approved = _effects.Commands[0].Submit;
        Venue.Submit(in approved, at ?? _now);
        return order.Id;
    }

    public ClientOrderId Market(Side side, decimal quantity, decimal? stop = null, decimal? target = null, int instrument = 0) =>
        Send(Order(OrderType.Market, side, quantity, instrument) with { StopLoss = Leg(stop), TakeProfit = Leg(target) });

    public ClientOrderId Limit(Side side, decimal quantity, decimal price, decimal? stop = null, decimal? target = null, int instrument = 0) =>
        Send(Order(OrderType.Limit, side, quantity, instrument) with { LimitPrice = P(price), StopLoss = Leg(stop), TakeProfit = Leg(target) });

    public ClientOrderId Stop(Side side, decimal quantity, decimal trigger, int instrument = 0) =>
        Send(Order(OrderType.StopMarket, side, quantity, instrument) with { TriggerPrice = P(trigger) });

    public SubmitOrder Order(OrderType type, Side side, decimal quantity, int instrument = 0) => new()
    {
        Id = NewId(),
        Instrument = new InstrumentId(instrument),
        Side = side,
        Type = type,
        Quantity = Q(quantity),
    };

    public BracketLeg Leg(decimal? price) => price is { } value ? new BracketLeg(NewId(), P(value)) : default;

    public void Cancel(ClientOrderId id, int instrument = 0, Timestamp? at = null)
    {
        _effects.Clear();
        var command = new CancelOrder(id, new InstrumentId(instrument));
        _effects.Cancel(in command);
        var approved = _effects.Commands[0].Cancel;
        Venue.Cancel(in approved, at ?? _now);
    }

    public void Modify(ClientOrderId id, decimal quantity = 0, decimal limit = 0, decimal trigger = 0, int instrument = 0)
    {
        _effects.Clear();
        var command = new ModifyOrder(id, new InstrumentId(instrument), Q(quantity), P(limit), P(trigger));
        _effects.Modify(in command);
        var approved = _effects.Commands[0].Modify;
        Venue.Modify(in approved, _now);
    }

    /// <summary>The next bar of instrument 0.</summary>
    public VenueHarness Bar(decimal open, decimal high, decimal low, decimal close, decimal volume = 1000m) =>
        Instant(Interval, BarOf(0, open, high, low, close, volume));

    public EngineEvent BarOf(int instrument, decimal open, decimal high, decimal low, decimal close, decimal volume = 1000m) =>
        EngineEvent.OfBar(
            new InstrumentId(instrument), _now + Interval, new Bar(_now, P(open), P(high), P(low), P(close), Q(volume)));

    /// <summary>Shows all events of the instant <paramref name="after"/> from now, and takes the reports that come before it.</summary>
    public VenueHarness Instant(Duration after, params EngineEvent[] events)
    {
        var time = _now + after;
        _batch.Begin(time);
        foreach (var next in events) _batch.Add(in next);
        Venue.OnMarket(_batch);
        Drain(time);
        _now = time;
        return this;
    }

    /// <summary>Shows all events of one instant of a recording.</summary>
    public void At(Timestamp time, IReadOnlyList<EngineEvent> events)
    {
        _batch.Begin(time);
        foreach (var next in events) _batch.Add(in next);
        Venue.OnMarket(_batch);
        Drain(time);
        _now = time;
    }

    public VenueHarness Finish()
    {
        Venue.FinishAt(_now);
        Drain(_now);
        return this;
    }

    public void Drain(Timestamp until)
    {
        while (Venue.TryTakeReport(until, out var report))
        {
            Assert.True(Events.Count == 0 || Events[^1].Time <= report.Time, "Reports must come in time order.");
            Events.Add(report);
            OnReport?.Invoke(report);
        }
    }

    public IEnumerable<EngineEvent> Reports => Events.Where(e => e.Kind == EventKind.ExecutionReport);

    public List<EngineEvent> Fills => [.. Reports.Where(e => e.Report.Kind == ExecutionKind.Filled)];

    /// <summary>The reports of one order in short, for example <c>Accepted Filled(1@100)</c>.</summary>
    public string Story(ClientOrderId id) => string.Join(' ', Reports.Where(e => e.Report.OrderId == id).Select(e => Tell(e.Report)));

    public decimal Held(int instrument = 0) => Venue.Position(new InstrumentId(instrument)).Quantity.ToDecimal();

    public decimal Cash => Venue.Cash.ToDecimal();

    private static string Tell(in ExecutionReport report) => report.Kind switch
    {
        ExecutionKind.Filled => string.Create(CultureInfo.InvariantCulture, $"Filled({report.LastQuantity}@{report.LastPrice})"),
        ExecutionKind.Rejected or ExecutionKind.Canceled or ExecutionKind.Expired or ExecutionKind.ModifyRejected when report.Reason != OrderReason.None =>
            $"{report.Kind}({report.Reason})",
        ExecutionKind.Modified => $"Modified({report.LeavesQuantity}@{report.NewPrice})",
        _ => report.Kind.ToString(),
    };
}
