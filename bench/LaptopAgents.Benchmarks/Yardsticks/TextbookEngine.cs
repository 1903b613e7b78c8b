namespace LaptopAgents.Benchmarks.Yardsticks;

/// <summary>
/// The event-driven backtest of the textbooks, done with care: an object for each event, a queue between the parts, dictionaries by
/// symbol, <c>decimal</c> money and LINQ. It is the second yardstick, because it is what a good programmer writes first.
/// </summary>
internal sealed class TextbookEngine
{
    private const string Symbol = "BTCUSDT";

    private readonly Queue<Event> _events = new();
    private readonly Strategy _strategy;
    private readonly Portfolio _portfolio;
    private readonly ExecutionHandler _execution;

    private TextbookEngine()
    {
        _strategy = new Strategy(_events);
        _portfolio = new Portfolio(_events);
        _execution = new ExecutionHandler(_events);
    }

    public static LimitLoop.Outcome Run(IReadOnlyList<Candle> candles)
    {
        var engine = new TextbookEngine();
        foreach (var candle in candles)
        {
            // The exchange fills at the open, and everyone is told of that before the bar that closes later.
            engine._execution.OnOpen(Symbol, candle);
            engine._events.Enqueue(new MarketEvent(Symbol, candle));
            while (engine._events.TryDequeue(out var next)) engine.Handle(next);
        }

        return engine._portfolio.Outcome();
    }

    /// <summary>The reference market as objects.</summary>
    public static List<Candle> ToCandles(ReferenceMarket market) => Enumerable.Range(0, market.Count)
        .Select(i => new Candle(
            DateTime.UnixEpoch.AddTicks(market.OpenTime[i] / 100), market.Open[i] / 100_000_000m, market.High[i] / 100_000_000m,
            market.Low[i] / 100_000_000m, market.Close[i] / 100_000_000m, market.Volume[i] / 100_000_000m))
        .ToList();

    private void Handle(Event next)
    {
        switch (next)
        {
            case MarketEvent market:
                _portfolio.OnMarket(market);
                _strategy.OnMarket(market);
                break;
            case SignalEvent signal: _portfolio.OnSignal(signal); break;
            case OrderEvent order: _execution.OnOrder(order); break;
            case FillEvent fill: _portfolio.OnFill(fill); break;
        }
    }

    internal sealed record Candle(DateTime OpenTime, decimal Open, decimal High, decimal Low, decimal Close, decimal Volume);

    private abstract class Event(string symbol)
    {
        public string Symbol { get; } = symbol;
    }

    private sealed class MarketEvent(string symbol, Candle candle) : Event(symbol)
    {
        public Candle Candle { get; } = candle;
    }

    private sealed class SignalEvent(string symbol, decimal direction) : Event(symbol)
    {
        public decimal Direction { get; } = direction;
    }

    private sealed class OrderEvent(string symbol, decimal quantity) : Event(symbol)
    {
        public decimal Quantity { get; } = quantity;
    }

    private sealed class FillEvent(string symbol, decimal quantity, decimal price, decimal fee) : Event(symbol)
    {
        public decimal Quantity { get; } = quantity;

        public decimal Price { get; } = price;

        public decimal Fee { get; } = fee;
    }

    private sealed class Strategy(Queue<Event> events)
    {
        private readonly Dictionary<string, Queue<decimal>> _closes = [];
        private readonly Dictionary<string, decimal> _directions = [];

        public void OnMarket(MarketEvent market)
        {
            if (!_closes.TryGetValue(market.Symbol, out var closes)) _closes[market.Symbol] = closes = new Queue<decimal>();
            closes.Enqueue(market.Candle.Close);
            if (closes.Count > LimitLoop.SlowPeriod) closes.Dequeue();
            if (closes.Count < LimitLoop.SlowPeriod) return;
            var fast = closes.Skip(LimitLoop.SlowPeriod - LimitLoop.FastPeriod).Average();
            var direction = fast > closes.Average() ? 1m : -1m;
            if (_directions.GetValueOrDefault(market.Symbol) == direction) return;
            _directions[market.Symbol] = direction;
            events.Enqueue(new SignalEvent(market.Symbol, direction));
        }
    }

    private sealed class ExecutionHandler(Queue<Event> events)
    {
        private readonly Dictionary<string, List<OrderEvent>> _working = [];

        public void OnOrder(OrderEvent order)
        {
            if (!_working.TryGetValue(order.Symbol, out var working)) _working[order.Symbol] = working = [];
            working.Add(order);
        }

        public void OnOpen(string symbol, Candle candle)
        {
            if (!_working.TryGetValue(symbol, out var working)) return;
            foreach (var order in working)
            {
                var price = candle.Open * (1 + Math.Sign(order.Quantity) * LimitLoop.SlippageBps / 10_000m);
                var fee = Math.Abs(order.Quantity) * price * LimitLoop.FeeBps / 10_000m;
                events.Enqueue(new FillEvent(order.Symbol, order.Quantity, price, fee));
            }

            working.Clear();
        }
    }

    private sealed class Bracket(decimal low, decimal high)
    {
        public decimal Low { get; } = low;

        public decimal High { get; } = high;
    }

    private sealed class Portfolio(Queue<Event> events)
    {
        private readonly Dictionary<string, decimal> _positions = [];
        private readonly Dictionary<string, decimal> _prices = [];
        private readonly Dictionary<string, Bracket> _brackets = [];
        private readonly List<(DateTime Time, decimal Equity)> _curve = [];
        private decimal _cash = LimitLoop.StartCash;
        private decimal _peak = LimitLoop.StartCash;
        private decimal _drawdown;
        private int _orders;

        public void OnSignal(SignalEvent signal) =>
            events.Enqueue(new OrderEvent(signal.Symbol, signal.Direction - _positions.GetValueOrDefault(signal.Symbol)));

        public void OnFill(FillEvent fill)
        {
            _positions[fill.Symbol] = _positions.GetValueOrDefault(fill.Symbol) + fill.Quantity;
            _cash -= fill.Quantity * fill.Price + fill.Fee;
            var edge = fill.Price * LimitLoop.EdgePercent / 100m;
            _brackets[fill.Symbol] = new Bracket(fill.Price - edge, fill.Price + edge);
            _orders++;
        }

        public void OnMarket(MarketEvent market)
        {
            if (_brackets.TryGetValue(market.Symbol, out var bracket)) CloseAtEdge(market, bracket);
            _prices[market.Symbol] = market.Candle.Close;
            var equity = _cash + _positions.Sum(position => position.Value * _prices[position.Key]);
            _peak = Math.Max(_peak, equity);
            _drawdown = Math.Max(_drawdown, _peak - equity);
            _curve.Add((market.Candle.OpenTime, equity));
        }

        private void CloseAtEdge(MarketEvent market, Bracket bracket)
        {
            if (market.Candle.Low > bracket.Low && market.Candle.High < bracket.High) return;
            _cash += _positions[market.Symbol] * (market.Candle.Low <= bracket.Low ? bracket.Low : bracket.High);
            _positions[market.Symbol] = 0;
            _brackets.Remove(market.Symbol);
        }

        public LimitLoop.Outcome Outcome() => new(_orders, (long)(_curve[^1].Equity * 100_000_000m), (long)(_drawdown * 100_000_000m));
    }
}
