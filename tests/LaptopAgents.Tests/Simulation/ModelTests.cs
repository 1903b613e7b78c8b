using CsCheck;
using LaptopAgents.Domain;
using LaptopAgents.Simulation;

namespace LaptopAgents.Tests.Simulation;

public sealed class ModelTests
{
    [Theory]
    // 2 bps of 1,000 is 0.2.
    [InlineData("fixed_bps", 1000.2)]
    // 0.2 × (1 + 3 × 10 ÷ 100) = 0.26, up to the tick.
    [InlineData("volume_scaled", 1000.3)]
    // σ = (1020 − 980) ÷ 1000 ÷ 1.66511 = 0.0240224; 1000 × 3 × σ × √0.1 = 22.7898; with the base 22.9898, up to the tick.
    [InlineData("square_root_impact", 1023.0)]
    // 2 + 3 × 0.1 + 0.5 × 240.224 = 122.412 bps of 1,000 = 12.2412, up to the tick.
    [InlineData("calibrated", 1012.3)]
    // There is no book in bars: the base.
    [InlineData("book", 1000.2)]
    [InlineData("none", 1000.0)]
    public void A_slippage_model_follows_its_formula(string model, double expected)
    {
        var h = new VenueHarness(VenueHarness.Plain with { Slippage = new SlippageOptions(model, 2m, 3m, 0.5m), Intrabar = IntrabarMode.Optimistic });
        h.Bar(1000, 1000, 1000, 1000);
        h.Market(Side.Buy, 10);
        h.Bar(1000, 1020, 980, 1000, volume: 100);
        Assert.Equal((decimal)expected, h.Fills[0].Report.LastPrice.ToDecimal());
    }

    [Fact]
    public void Random_slippage_stays_between_half_and_one_and_a_half_of_the_base()
    {
        var paid = new List<decimal>();
        for (ulong seed = 0; seed < 200; seed++)
        {
            var h = new VenueHarness(VenueHarness.Plain with { Seed = seed, Slippage = new SlippageOptions("random", 100m) });
            h.Bar(1000, 1000, 1000, 1000);
            h.Market(Side.Buy, 1);
            h.Bar(1000, 1000, 1000, 1000);
            paid.Add(h.Fills[0].Report.LastPrice.ToDecimal() - 1000);
        }

        // 1 % of 1,000 is 10: from 5 to 15 (and up to a tick more), around 10.
        Assert.All(paid, p => Assert.InRange(p, 5m, 15.1m));
        Assert.InRange(paid.Average(), 9.3m, 10.7m);
        Assert.True(paid.Min() < 6 && paid.Max() > 14);
    }

    [Fact]
    public void An_extra_command_changes_no_draw_of_an_order_before_it()
    {
        decimal Second(bool withCancel)
        {
            var h = new VenueHarness(VenueHarness.Plain with { Slippage = new SlippageOptions("random", 100m) });
            h.Bar(1000, 1000, 1000, 1000);
            var resting = h.Limit(Side.Buy, 1, 900);
            h.Market(Side.Buy, 1);
            if (withCancel) h.Cancel(resting);
            h.Bar(1000, 1000, 1000, 1000);
            return h.Fills[0].Report.LastPrice.ToDecimal();
        }

        Assert.Equal(Second(false), Second(true));
    }

    [Fact]
    public void The_estimated_spread_agrees_with_the_published_formula()
    {
        // Two alike bars of 100 to 101: with l = ln 1.01, β = 2l², γ = l², and with d = 3 − 2√2: α = (√(2β) − √β) ÷ d − √(γ ÷ d).
        var options = VenueHarness.Plain with { Spread = new SpreadOptions("historical", 1m) };
        var h = new VenueHarness(options);
        h.Bar(100, 101, 100, 100);
        h.Bar(100, 101, 100, 100);
        h.Market(Side.Buy, 1);
        h.Bar(100, 101, 100, 100);
        double l = Math.Log(1.01), d = 3 - 2 * Math.Sqrt(2);
        var alpha = (Math.Sqrt(4 * l * l) - Math.Sqrt(2 * l * l)) / d - Math.Sqrt(l * l / d);
        var half = 100 * (Math.Exp(alpha) - 1) / (1 + Math.Exp(alpha));
        Assert.Equal(half, h.Fills[0].Report.SpreadCost.ToDouble(), 1e-6);
        Assert.Equal(FillFlags.AssumedSpread, h.Fills[0].Report.Flags);
    }

    [Fact]
    public void Latency_models_have_their_range_and_median()
    {
        var uniform = LatencySpec.Uniform(Duration.FromMilliseconds(10), Duration.FromMilliseconds(20));
        var lognormal = LatencySpec.Lognormal(Duration.FromMilliseconds(100), 0.5);
        var below = 0;
        for (var key = 0L; key < 2_000; key++)
        {
            Assert.InRange(uniform.Sample(1, PrngStream.SubmitLatency, key), 10_000_000, 20_000_000);
            if (lognormal.Sample(1, PrngStream.SubmitLatency, key) < 100_000_000) below++;
        }

        Assert.InRange(below, 900, 1_100);
        Assert.Equal(0, LatencySpec.None.Sample(1, PrngStream.SubmitLatency, 1));
        Assert.Equal(5, LatencySpec.Fixed(new Duration(5)).Sample(1, PrngStream.SubmitLatency, 1));
    }

    [Fact]
    public void An_unknown_model_is_refused_with_the_names_that_exist()
    {
        var error = Assert.Throws<ArgumentException>(() => new VenueHarness(VenueHarness.Plain with { Slippage = new SlippageOptions("fixed") }));
        Assert.Contains("fixed_bps, random, volume_scaled", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_used_id_is_recognised_in_any_order_within_its_window() =>
        Gen.Int[1, 400].Array[1, 200].Sample(static ids =>
        {
            var seen = new SeenOrders();
            var slow = new HashSet<int>();
            foreach (var id in ids) Assert.Equal(!slow.Add(id), seen.IsSeen(new ClientOrderId(7, id)));
        });

    [Fact]
    public void An_id_far_behind_the_newest_counts_as_used()
    {
        var seen = new SeenOrders();
        Assert.False(seen.IsSeen(new ClientOrderId(7, 1_000_000)));
        Assert.True(seen.IsSeen(new ClientOrderId(7, 1_000_000 - 1024)));
        Assert.False(seen.IsSeen(new ClientOrderId(7, 1_000_000 - 1023)));
        Assert.False(seen.IsSeen(new ClientOrderId(8, 5)));
    }

    [Fact]
    public void A_year_of_orders_allocates_nothing_once_the_arrays_have_grown()
    {
        var venue = new AllocationProbe();
        venue.Run(200);
        var before = GC.GetAllocatedBytesForCurrentThread();
        venue.Run(2_000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private sealed class AllocationProbe
    {
        private readonly SimulatedVenue _venue = new([VenueHarness.Coin()], VenueHarness.Interval, VenueHarness.Plain);
        private readonly LaptopAgents.Engine.MarketBatch _batch = new();
        private readonly LaptopAgents.Engine.EffectBuffer _effects = new();
        private Timestamp _now = VenueHarness.Start;
        private long _id;

        public void Run(int bars)
        {
            var price = VenueHarness.P(100);
            for (var i = 0; i < bars; i++)
            {
                var next = _now + VenueHarness.Interval;
                _batch.Begin(next);
                _batch.Add(EngineEvent.OfBar(default, next, new Bar(_now, price, VenueHarness.P(103), VenueHarness.P(97), price, VenueHarness.Q(50))));
                _venue.OnMarket(_batch);
                while (_venue.TryTakeReport(next, out _)) continue;
                _effects.Clear();
                _effects.Submit(new SubmitOrder
                {
                    Id = new ClientOrderId(1, ++_id), Instrument = default, Side = Side.Buy, Type = OrderType.Market, Quantity = VenueHarness.Q(1),
                    StopLoss = new BracketLeg(new ClientOrderId(1, ++_id), VenueHarness.P(98)),
                    TakeProfit = new BracketLeg(new ClientOrderId(1, ++_id), VenueHarness.P(102)),
                });
                var approved = _effects.Commands[0].Submit;
                _venue.Submit(in approved, next);
                _now = next;
            }
        }
    }
}
