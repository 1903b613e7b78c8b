using LaptopAgents.Domain;
using LaptopAgents.Engine;
using LaptopAgents.Simulation;

namespace LaptopAgents.Tests.Simulation;

/// <summary>Orders against a recorded market: an independent reading of the same recording says what they must have got.</summary>
public sealed class CapturedMarketTests
{
    private const string Capture = "binance-usdm/BTCUSDT/l2";

    [Fact]
    public void Market_orders_walk_the_recorded_book_and_limits_wait_in_its_queue()
    {
        var folder = CapturedMarket.Folder();
        Assert.SkipWhen(folder is null, "No recorded market data here: set LA_TEST_DATA to its folder.");
        var capture = Directory.GetDirectories(Path.Combine(folder!, Capture)).Order(StringComparer.Ordinal).First();
        var instants = CapturedMarket.Load(capture);
        var coin = VenueHarness.Coin(0, 0.0002m, 0.0005m);
        var options = VenueHarness.Plain with
        {
            StartCash = Money.FromDecimal(100_000_000m),
            Slippage = new SlippageOptions("book"),
            LimitFill = LimitFillRule.Queue,
        };
        var h = new VenueHarness(options, coin);
        var own = new OrderBook();
        var quote = default(Quote);
        var expected = new List<decimal>();
        var maker = new Dictionary<ClientOrderId, (Side Side, Price Limit)>();
        var (makerFills, tradedAt) = (0, new List<(Timestamp Time, Price Price)>());
        for (var i = 0; i < instants.Count; i++)
        {
            var instant = instants[i];
            var time = instant[0].Time;
            h.At(time, instant);
            foreach (var next in instant)
            {
                if (next.Kind == EventKind.BookLevel) own.Apply(in next.BookLevel);
                if (next.Kind == EventKind.Quote) quote = next.Quote;
                if (next.Kind == EventKind.Trade) tradedAt.Add((time, next.Trade.Price));
            }

            if (i % 400 != 399 || !own.TryBest(Side.Sell, out var ask, out _) || quote.Bid.IsZero) continue;
            // A market order for what the three best levels hold: the last fill must be at the third.
            var size = Quantity.Zero;
            for (var rank = 0; rank < 3; rank++)
            {
                Assert.True(own.TryLevel(Side.Sell, rank, out var price, out var quantity));
                size += quantity;
                expected.Add(price.ToDecimal());
            }

            h.Send(h.Order(OrderType.Market, Side.Buy, size.ToDecimal()), time);
            for (var n = 0; n < 3; n++) own.TakeBest(Side.Sell, QuantityOfBest(own));
            var limit = h.Send(h.Order(OrderType.Limit, Side.Buy, 0.001m) with { LimitPrice = quote.Bid }, time);
            maker[limit] = (Side.Buy, quote.Bid);
        }

        h.At(instants[^1][0].Time + Duration.FromSeconds(1), []);
        Assert.Equal(expected, h.Fills.Where(f => f.Report.Liquidity == LiquidityRole.Taker && !maker.ContainsKey(f.Report.OrderId)).Select(f => f.Report.LastPrice.ToDecimal()));
        foreach (var fill in h.Fills.Where(f => maker.ContainsKey(f.Report.OrderId) && f.Report.Liquidity == LiquidityRole.Maker))
        {
            makerFills++;
            Assert.Equal(maker[fill.Report.OrderId].Limit, fill.Report.LastPrice);
        }

        Assert.True(makerFills > 10, $"{makerFills} queued orders were filled of {maker.Count}");
        Assert.True(expected.Count > 60);
    }

    [Fact]
    public void A_queued_limit_never_fills_before_one_that_only_needs_a_touch()
    {
        var folder = CapturedMarket.Folder();
        Assert.SkipWhen(folder is null, "No recorded market data here: set LA_TEST_DATA to its folder.");
        var capture = Directory.GetDirectories(Path.Combine(folder!, Capture)).Order(StringComparer.Ordinal).First();
        var instants = CapturedMarket.Load(capture);
        var touch = FillTimes(instants, LimitFillRule.Touch);
        var queue = FillTimes(instants, LimitFillRule.Queue);
        Assert.True(touch.Count > 50 && queue.Count > 10 && queue.Count <= touch.Count, $"{touch.Count} touched, {queue.Count} queued");
        Assert.All(queue, pair => Assert.True(touch[pair.Key] <= pair.Value));
    }

    private static Dictionary<ClientOrderId, Timestamp> FillTimes(List<List<EngineEvent>> instants, LimitFillRule rule)
    {
        var h = new VenueHarness(VenueHarness.Plain with { StartCash = Money.FromDecimal(100_000_000m), LimitFill = rule });
        var quote = default(Quote);
        for (var i = 0; i < instants.Count; i++)
        {
            h.At(instants[i][0].Time, instants[i]);
            foreach (var next in instants[i])
                if (next.Kind == EventKind.Quote) quote = next.Quote;
            if (i % 200 == 199 && !quote.Bid.IsZero)
                h.Send(h.Order(OrderType.Limit, Side.Buy, 0.01m) with { LimitPrice = quote.Bid, PostOnly = true }, instants[i][0].Time);
        }

        h.At(instants[^1][0].Time + Duration.FromSeconds(1), []);
        return h.Fills.Where(f => f.Report.LeavesQuantity.IsZero).ToDictionary(f => f.Report.OrderId, f => f.Time);
    }

    private static Quantity QuantityOfBest(OrderBook book)
    {
        book.TryBest(Side.Sell, out _, out var quantity);
        return quantity;
    }
}
