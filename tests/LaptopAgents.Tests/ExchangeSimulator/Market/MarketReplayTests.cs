using LaptopAgents.Domain;
using LaptopAgents.Engine;
using LaptopAgents.ExchangeSimulator;
using LaptopAgents.Simulation;
using LaptopAgents.Storage;

namespace LaptopAgents.Tests.ExchangeSimulator.Market;

/// <summary>The market's events: their order, their sum, and what is seen when.</summary>
public sealed class MarketReplayTests
{
    private static readonly IReadOnlyList<DemoInstrument> Demo = DemoMarket.Generate(days: 1);

    [Fact]
    public void Events_come_in_time_order_and_give_the_bars_of_every_pair_back()
    {
        var replay = new MarketReplay(Options());
        var series = new[] { new CandleSeries(), new CandleSeries() };
        long last = 0;
        while (replay.TryTake(long.MaxValue - 1, out var next))
        {
            Assert.True(next.Time.UnixNanos >= last);
            last = next.Time.UnixNanos;
            if (next.Kind == EventKind.Trade) series[next.Instrument.Index].Add(next.Time.UnixMilliseconds, next.Trade.Price.Raw, next.Trade.Quantity.Raw);
        }

        Assert.True(replay.HasEnded);
        for (var pair = 0; pair < 2; pair++)
        {
            var candles = series[pair].PageFrom(CandleInterval.OneMinute, 0, long.MaxValue / 2, int.MaxValue, withForming: true, now: 0);
            candles.Reverse();
            Assert.Equal(
                Demo[pair].Bars.Select(bar => (bar.OpenTime.UnixMilliseconds, bar.Open.Raw, bar.High.Raw, bar.Low.Raw, bar.Close.Raw, bar.Volume.Raw)),
                candles.Select(candle => (candle.OpenTime, candle.Open, candle.High, candle.Low, candle.Close, candle.Volume)));
        }
    }

    [Fact]
    public void Nothing_is_given_out_before_its_time()
    {
        var replay = new MarketReplay(Options());
        var until = DemoMarket.Start + Duration.FromSeconds(30);
        while (replay.TryTake(until.UnixNanos, out var next)) Assert.True(next.Time <= until);
        Assert.True(replay.NextTime > until.UnixNanos);
    }

    [Fact]
    public void What_lies_before_the_beginning_is_told_as_bars_and_the_rest_as_trades()
    {
        var from = DemoMarket.Start + Duration.FromMinutes(60);
        var replay = new MarketReplay(Options() with { From = from });
        var (bars, trades) = (0, 0);
        while (replay.TryTake((from + Duration.FromMinutes(1)).UnixNanos - 1, out var next))
        {
            if (next.Kind == EventKind.BarClose && next.Time <= from) bars++;
            if (next.Kind == EventKind.Trade)
            {
                trades++;
                Assert.True(next.Time > from);
            }
        }

        Assert.Equal((120, 40), (bars, trades));
    }

    [Fact]
    public void The_touch_is_never_crossed_and_every_trade_is_at_it()
    {
        var replay = new MarketReplay(Options());
        var quotes = new Quote[2];
        for (var i = 0; i < 20_000 && replay.TryTake(long.MaxValue - 1, out var next); i++)
        {
            if (next.Kind == EventKind.Quote)
            {
                quotes[next.Instrument.Index] = next.Quote;
                Assert.True(next.Quote.Bid < next.Quote.Ask && next.Quote.BidQuantity.IsPositive && next.Quote.AskQuantity.IsPositive);
            }

            if (next.Kind != EventKind.Trade) continue;
            var quote = quotes[next.Instrument.Index];
            Assert.Equal(next.Trade.Aggressor == Side.Buy ? quote.Ask : quote.Bid, next.Trade.Price);
            Assert.True((next.Trade.Aggressor == Side.Buy ? quote.AskQuantity : quote.BidQuantity) >= next.Trade.Quantity);
        }
    }

    [Fact]
    public void A_recording_keeps_its_trades_and_gets_marks_only_where_it_has_none()
    {
        var bare = new MarketReplay(Options() with { Feed = () => new Recording(hasMarks: false) });
        var marked = new MarketReplay(Options() with { Feed = () => new Recording(hasMarks: true) });
        Assert.Equal([EventKind.Trade, EventKind.MarkPrice, EventKind.Trade, EventKind.MarkPrice, EventKind.BarClose], Kinds(bare));
        Assert.Equal([EventKind.MarkPrice, EventKind.Trade, EventKind.MarkPrice, EventKind.Trade, EventKind.BarClose], Kinds(marked));

        static List<EventKind> Kinds(MarketReplay replay)
        {
            var kinds = new List<EventKind>();
            while (replay.TryTake(long.MaxValue - 1, out var next)) kinds.Add(next.Kind);
            return kinds;
        }
    }

    /// <summary>Two trades, the bar that they make, and perhaps marks before each.</summary>
    private sealed class Recording(bool hasMarks) : IMarketDataFeed
    {
        private int _next;

        public bool TryRead(MarketBatch batch)
        {
            if (_next == 3) return false;
            var time = DemoMarket.Start + Duration.FromSeconds(20 * ++_next);
            var price = Price.FromDecimal(90_000m);
            batch.Begin(time);
            if (_next == 3)
            {
                batch.Add(EngineEvent.OfBar(new(0), time, new Bar(DemoMarket.Start, price, price, price, price, Quantity.FromDecimal(2m))));
                return true;
            }

            if (hasMarks) batch.Add(EngineEvent.OfMarkPrice(new(0), time, time, new MarkPrice(price, price)));
            batch.Add(EngineEvent.OfTrade(new(0), time, time, new MarketTrade(price, Quantity.FromDecimal(1m), Side.Buy)));
            return true;
        }

        public ValueTask<bool> WaitAsync(CancellationToken cancellation) => ValueTask.FromResult(false);
    }

    private static ExchangeOptions Options()
    {
        var infos = Demo.Select((made, place) => new Instrument
        {
            Id = new InstrumentId(place), Symbol = made.Symbol, TickSize = Price.FromDecimal(place == 0 ? 0.1m : 0.01m), LotSize = Quantity.FromDecimal(0.001m),
            MinQuantity = Quantity.FromDecimal(0.001m), MakerFee = Rate.Zero, TakerFee = Rate.Zero,
        }).ToList();
        return new()
        {
            Instruments = infos,
            Feed = () => new HistoricalFeed([.. Demo.Select((made, place) => new FeedInput(new InstrumentId(place), BarInterval.OneMinute, Series(made), FundingOf(made)))]),
        };
    }

    private static BarSeries Series(DemoInstrument made)
    {
        var builder = new BarSeriesBuilder(made.Bars.Count);
        foreach (var bar in made.Bars) builder.Add(bar);
        return builder.ToSeries();
    }

    private static FundingSeries FundingOf(DemoInstrument made) => new(
        [.. made.FundingTimes.Select(time => time.UnixNanos)], [.. made.Funding.Select(rate => rate.Rate.Raw)], [.. made.Funding.Select(rate => rate.MarkPrice.Raw)]);
}
