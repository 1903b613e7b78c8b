using LaptopAgents.Domain;
using LaptopAgents.Simulation;

namespace LaptopAgents.ExchangeSimulator;

/// <summary>Where one pair's market stands: last trade, touch, mark, book, candles and settlements.</summary>
internal sealed class SymbolMarket(Instrument info, ulong seed)
{
    private const long Hour = 3_600_000_000_000;
    private readonly List<(long Time, FundingRate Rate)> _settlements = [];
    private OrderBook? _book;

    public Instrument Info => info;

    public ContractRules Rules { get; } = new(info);

    public CandleSeries Candles { get; } = new();

    public CandleSeries MarkCandles { get; } = new();

    public Quote? Quote { get; private set; }

    /// <summary>The last trade; null before the first.</summary>
    public MarketTrade? LastTrade { get; private set; }

    public Price Last { get; private set; }

    public Price Mark { get; private set; }

    public Price Index { get; private set; }

    public IReadOnlyList<(long Time, FundingRate Rate)> Settlements => _settlements;

    public bool HasPrice => !Last.IsZero;

    public void Apply(in EngineEvent next)
    {
        var ms = next.Time.UnixMilliseconds;
        switch (next.Kind)
        {
            case EventKind.Trade:
                LastTrade = next.Trade;
                Last = next.Trade.Price;
                Candles.Add(ms, Last.Raw, next.Trade.Quantity.Raw);
                break;
            case EventKind.Quote:
                Quote = next.Quote;
                break;
            case EventKind.MarkPrice:
                (Mark, Index) = (next.MarkPrice.Price, next.MarkPrice.Index.IsZero ? next.MarkPrice.Price : next.MarkPrice.Index);
                MarkCandles.Add(ms, Mark.Raw, 0);
                break;
            case EventKind.FundingRate:
                // Data without a mark settle at the price of the moment, as the venue does.
                var rate = next.FundingRate;
                _settlements.Add((next.Time.UnixNanos, rate.MarkPrice.IsZero ? rate with { MarkPrice = Mark } : rate));
                break;
            case EventKind.BookLevel:
                ApplyLevel(in next.BookLevel);
                break;
            case EventKind.BarClose:
                Remember(in next.Bar);
                break;
        }
    }

    /// <summary>When funding settles next, in nanoseconds.</summary>
    public long NextSettlement(long now)
    {
        var interval = Rules.FundingIntervalHours * Hour;
        return (now / interval + 1) * interval;
    }

    /// <summary>The level <paramref name="rank"/> places behind the best; a quantity of zero: there is none.</summary>
    public (long Price, long Quantity) Level(Side side, int rank, long now)
    {
        if (_book is { } book) return book.TryLevel(side, rank, out var price, out var quantity) ? (price.Raw, quantity.Raw) : default;
        return Quote is { } quote ? BookMaker.At(seed, info, side, in quote, rank, now) : default;
    }

    private void ApplyLevel(in BookLevelChange change)
    {
        _book ??= new OrderBook();
        _book.Apply(in change);
        if (!change.IsLast) return;
        if (_book.TryBest(Side.Buy, out var bid, out var bidSize) & _book.TryBest(Side.Sell, out var ask, out var askSize))
            Quote = new Quote(bid, bidSize, ask, askSize);
    }

    // A bar of the past comes whole; one whose trades were told is there already and equal to it.
    private void Remember(in Bar bar)
    {
        var open = bar.OpenTime.UnixMilliseconds;
        if (Candles.Last is { } last && last.OpenTime >= open) return;
        var middle = (bar.Open.Raw + bar.High.Raw + bar.Low.Raw + bar.Close.Raw) / 4m;
        var turnover = middle * bar.Volume.Raw / 10_000_000_000_000_000m;
        Candles.Append(new Candle(open, bar.Open.Raw, bar.High.Raw, bar.Low.Raw, bar.Close.Raw, bar.Volume.Raw, turnover));
        MarkCandles.Append(new Candle(open, bar.Open.Raw, bar.High.Raw, bar.Low.Raw, bar.Close.Raw, 0, 0));
        Last = Mark = Index = bar.Close;
        var tick = info.TickSize;
        var size = new Quantity(Math.Max(info.LotSize.Raw, bar.Volume.Raw / 100 / info.LotSize.Raw * info.LotSize.Raw));
        Quote = new Quote(bar.Close - tick, size, bar.Close, size);
    }
}
