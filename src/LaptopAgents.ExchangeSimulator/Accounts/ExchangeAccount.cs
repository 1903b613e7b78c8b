using LaptopAgents.Domain;
using LaptopAgents.Engine;
using LaptopAgents.Simulation;

namespace LaptopAgents.ExchangeSimulator;

/// <summary>
/// One customer: settings, orders, positions, fills. What fills and what it costs is decided by a <see cref="SimulatedVenue"/> of the
/// customer's own, which sees the same market as everybody's. Each pair has two lanes in it, so that in hedge mode a long and a short can
/// stand side by side; in one-way mode the second lane stays empty.
/// </summary>
internal sealed partial class ExchangeAccount
{
    private const long FirstOrder = 1_900_000_000_000_000_000, FirstPosition = 1_893_000_000_000_000_000, PerAccount = 1_000_000_000_000;
    private const int RowsKept = 50_000;
    private readonly Exchange _exchange;
    private readonly SimulatedVenue _venue;
    private readonly MarketBatch _batch = new();
    private readonly int[] _leverage;
    private readonly MarginMode[] _marginMode;
    private readonly AccountPushes _pushes;
    private readonly long _base;
    private long _lastOrder;
    private long _lastPosition;
    private long _lastTrade;

    public ExchangeAccount(Exchange exchange, AccountOptions options, int number)
    {
        (_exchange, Options) = (exchange, options);
        IsHedge = options.IsHedge;
        _base = number * PerAccount;
        _pushes = new AccountPushes(exchange, this);
        var count = exchange.Markets.Length;
        _leverage = [.. exchange.Markets.Select(market => options.Leverage ?? market.Rules.DefaultLeverage)];
        _marginMode = new MarginMode[count];
        Array.Fill(_marginMode, options.MarginMode);
        var lanes = new Instrument[2 * count];
        for (var lane = 0; lane < lanes.Length; lane++)
            lanes[lane] = exchange.Markets[lane / 2].Info with { Id = new InstrumentId(lane), MinNotional = Money.Zero };
        _venue = new SimulatedVenue(lanes, exchange.Options.BarInterval, exchange.Options.Venue with
        {
            StartCash = options.Balance,
            MarginMode = options.MarginMode,
            Latency = new LatencyOptions(),
        });
        for (var lane = 0; lane < lanes.Length; lane++) _venue.SetLeverage(new InstrumentId(lane), _leverage[lane / 2]);
        foreach (var market in exchange.Markets) Prime(market);
    }

    public AccountOptions Options { get; }

    public bool IsHedge { get; private set; }

    public SimulatedVenue Venue => _venue;

    public int LeverageOf(SymbolMarket market) => _leverage[market.Info.Id.Index];

    public MarginMode MarginModeOf(SymbolMarket market) => _marginMode[market.Info.Id.Index];

    public void OnMarket(in EngineEvent next)
    {
        // Bars are told as the trades they consist of.
        if (next.Kind == EventKind.BarClose) return;
        var lane = 2 * next.Instrument.Index;
        _batch.Begin(next.Time);
        _batch.Add(EventCopy.At(in next, new InstrumentId(lane), next.Time));
        _batch.Add(EventCopy.At(in next, new InstrumentId(lane + 1), next.Time));
        Show();
        if (next.Kind is EventKind.Trade or EventKind.MarkPrice) FireStops(_exchange.Markets[next.Instrument.Index]);
    }

    public Refusal? ChangeLeverage(SymbolMarket market, int leverage)
    {
        if (leverage < market.Rules.MinLeverage || leverage > market.Rules.MaxLeverage) return Refusal.Of(20005);
        if (_live.Values.Any(order => order.Market == market)) return Refusal.Of(20006);
        foreach (var position in OpenPositions(market))
            if (!FitsTier(market, leverage, (market.Mark * position.Held.Quantity).Abs())) return Refusal.Of(20002);
        _leverage[market.Info.Id.Index] = leverage;
        foreach (var position in OpenPositions(market)) position.Leverage = leverage;
        _venue.SetLeverage(LaneOf(market, isShort: false), leverage);
        _venue.SetLeverage(LaneOf(market, isShort: true), leverage);
        return null;
    }

    public Refusal? ChangeMarginMode(SymbolMarket market, MarginMode mode)
    {
        if (_live.Values.Any(order => order.Market == market)) return Refusal.Of(20006);
        if (OpenPositions(market).Any()) return Refusal.Of(20009);
        _marginMode[market.Info.Id.Index] = mode;
        _venue.SetMarginMode(LaneOf(market, isShort: false), mode);
        _venue.SetMarginMode(LaneOf(market, isShort: true), mode);
        return null;
    }

    public Refusal? ChangePositionMode(bool isHedge)
    {
        if (_live.Count > 0 || _open.Count > 0) return Refusal.Of(20009);
        IsHedge = isHedge;
        return null;
    }

    public Refusal? AdjustMargin(PositionRow position, Money amount)
    {
        if (position.MarginMode != MarginMode.Isolated) return Refusal.Parameter("the position is not isolated");
        var lane = new InstrumentId(position.Lane);
        if (amount.IsPositive && amount > Available) return Refusal.Of(20003);
        if (amount.IsNegative && _venue.IsolatedMargin(lane) + amount < InitialMargin(position)) return Refusal.Of(20008);
        _venue.AddIsolatedMargin(lane, amount);
        position.Changed = _exchange.Now;
        _pushes.Position(position, "UPDATE");
        _pushes.Balance();
        return null;
    }

    public void Deposit(Money amount)
    {
        _venue.Deposit(amount);
        _pushes.Balance();
    }

    /// <summary>Shows this account alone a trade, and fills with it what it reaches: a hand for tests, and the cancel/fill race.</summary>
    public void FillAt(OrderRow order, Quantity quantity)
    {
        if (order.Market.Quote is not { } quote) return;
        var now = new Timestamp(_exchange.Now);
        var lane = new InstrumentId(order.Lane);
        var price = new Price(order.Price);
        // With nothing ahead of it in the queue, a trade at its price fills exactly that trade's quantity.
        var alone = order.Side == Side.Buy ? quote with { Bid = price, BidQuantity = Quantity.Zero } : quote with { Ask = price, AskQuantity = Quantity.Zero };
        ShowLane(EngineEvent.OfQuote(lane, now, now, in alone));
        ShowLane(EngineEvent.OfTrade(lane, now, now, new MarketTrade(price, quantity, order.Side.Opposite())));
        ShowLane(EngineEvent.OfQuote(lane, now, now, in quote));
    }

    private static InstrumentId LaneOf(SymbolMarket market, bool isShort) => new(2 * market.Info.Id.Index + (isShort ? 1 : 0));

    // An account that opens while the market runs must know where it stands, or its first order would find no price.
    private void Prime(SymbolMarket market)
    {
        if (!market.HasPrice || market.Quote is not { } quote) return;
        var now = new Timestamp(_exchange.Now);
        for (var side = 0; side < 2; side++)
        {
            var lane = LaneOf(market, side == 1);
            ShowLane(EngineEvent.OfQuote(lane, now, now, in quote));
            ShowLane(EngineEvent.OfTrade(lane, now, now, new MarketTrade(market.Last, Quantity.Zero, Side.Buy)));
            ShowLane(EngineEvent.OfMarkPrice(lane, now, now, new MarkPrice(market.Mark, market.Index)));
        }
    }

    private void ShowLane(EngineEvent next)
    {
        _batch.Begin(next.Time);
        _batch.Add(in next);
        Show();
    }

    private void Show()
    {
        _venue.OnMarket(_batch);
        Drain();
    }
}
