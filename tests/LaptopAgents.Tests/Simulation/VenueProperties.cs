using CsCheck;
using LaptopAgents.Domain;
using LaptopAgents.Simulation;

namespace LaptopAgents.Tests.Simulation;

/// <summary>Laws that hold for every market and every row of orders, however odd.</summary>
public sealed class VenueProperties
{
    private static readonly string[] Slippages = [.. ModelCatalog.SlippageModels];
    private static readonly string[] Spreads = [.. ModelCatalog.SpreadModels];
    private static readonly string[] Partials = [.. ModelCatalog.PartialFillModels];

    [Fact]
    public void Money_and_positions_follow_from_the_fills_and_the_funding_alone() =>
        Gen.ULong.Sample(static seed =>
        {
            var h = Play(seed);
            decimal flow = 0;
            decimal[] held = [0, 0];
            foreach (var next in h.Events)
            {
                if (next.Kind == EventKind.FundingPayment)
                {
                    var payment = next.FundingPayment;
                    // A fill may still be on its way back to us when the venue already settles on it.
                    if (Options(seed).Latency.Report.Model == LatencyModel.None) Assert.Equal(held[next.Instrument.Index], payment.Position.ToDecimal());
                    flow += payment.Amount.ToDecimal();
                }
                else if (next.Report.Kind == ExecutionKind.Filled)
                {
                    var signed = next.Report.LastQuantity.ToDecimal() * next.Report.Side.Sign();
                    held[next.Instrument.Index] += signed;
                    flow -= signed * next.Report.LastPrice.ToDecimal() + next.Report.Fee.ToDecimal();
                }
            }

            Assert.Equal((held[0], held[1]), (h.Held(0), h.Held(1)));
            Assert.Equal(20_000m + flow + held[0] * h.LastClose(0) + held[1] * h.LastClose(1), h.Venue.Equity.ToDecimal());
        }, iter: 250);

    [Fact]
    public void No_order_fills_more_than_it_asks_and_nothing_follows_its_end() =>
        Gen.ULong.Sample(static seed =>
        {
            var h = Play(seed);
            foreach (var order in h.Reports.Where(e => !e.Report.OrderId.IsNone).GroupBy(e => e.Report.OrderId))
            {
                decimal filled = 0, leaves = -1;
                var isOver = false;
                foreach (var next in order)
                {
                    ref readonly var report = ref next.Report;
                    if (report.Kind is ExecutionKind.CancelRejected or ExecutionKind.ModifyRejected) continue;
                    Assert.False(isOver, $"{report.Kind} after the end of {order.Key} with seed {seed}");
                    if (report.Kind == ExecutionKind.Filled)
                    {
                        filled += report.LastQuantity.ToDecimal();
                        if (leaves >= 0) Assert.Equal(leaves - report.LastQuantity.ToDecimal(), report.LeavesQuantity.ToDecimal());
                    }

                    Assert.Equal(filled, report.CumulativeQuantity.ToDecimal());
                    leaves = report.LeavesQuantity.ToDecimal();
                    Assert.True(leaves >= 0);
                    isOver = report.Kind is ExecutionKind.Rejected or ExecutionKind.Canceled or ExecutionKind.Expired
                        || report.Kind == ExecutionKind.Filled && leaves == 0;
                }
            }
        }, iter: 100);

    [Fact]
    public void The_costs_of_a_fill_are_its_distance_from_the_reference_to_the_last_unit() =>
        Gen.ULong.Sample(static seed =>
        {
            foreach (var fill in Play(seed).Fills)
            {
                ref readonly var report = ref fill.Report;
                var distance = (report.LastPrice.ToDecimal() - report.ReferencePrice.ToDecimal()) * report.Side.Sign();
                var lost = (report.SpreadCost + report.SlippageCost).ToDecimal();
                Assert.Equal(report.Liquidity == LiquidityRole.Maker ? 0 : distance * report.LastQuantity.ToDecimal(), lost);
                Assert.Equal(0, report.LastPrice.Raw % VenueHarness.P(0.1m).Raw);
            }
        }, iter: 150);

    [Fact]
    public void The_same_seed_gives_the_same_reports_to_the_last_bit() =>
        Gen.ULong.Sample(static seed =>
        {
            var (first, second) = (Play(seed), Play(seed));
            Assert.Equal(first.Events.Count, second.Events.Count);
            for (var i = 0; i < first.Events.Count; i++)
            {
                Assert.Equal(first.Events[i].Time, second.Events[i].Time);
                Assert.Equal(first.Events[i].Kind, second.Events[i].Kind);
                if (first.Events[i].Kind == EventKind.ExecutionReport) Assert.Equal(first.Events[i].Report, second.Events[i].Report);
            }
        }, iter: 100);

    [Fact]
    public void In_any_one_bar_optimism_never_ends_below_conservatism_and_chance_lies_between() =>
        Gen.ULong.Sample(static seed =>
        {
            decimal End(IntrabarMode mode)
            {
                var h = new VenueHarness(Options(seed) with { Intrabar = mode, StartCash = Money.FromDecimal(20_000m) });
                h.Bar(100, 100, 100, 100);
                var draws = new Draws(seed);
                for (var i = 0; i < 4; i++) SendAny(h, draws, 1000, 0);
                var (open, high, low, close) = RandomBar(draws, 1000);
                h.Bar(open / 10m, high / 10m, low / 10m, close / 10m, volume: 30);
                return h.Venue.Equity.ToDecimal();
            }

            var (worst, chance, best) = (End(IntrabarMode.Conservative), End(IntrabarMode.Random), End(IntrabarMode.Optimistic));
            Assert.True(worst <= chance && chance <= best, $"{worst} {chance} {best} with seed {seed}");
        }, iter: 500);

    [Fact]
    public void Fills_lie_within_the_bar_when_nothing_costs_anything() =>
        Gen.ULong.Sample(static seed =>
        {
            var h = new VenueHarness(VenueHarness.Plain);
            var draws = new Draws(seed);
            h.Bar(100, 100, 100, 100);
            var price = 1000L;
            for (var i = 0; i < 20; i++)
            {
                SendAny(h, draws, price, 0);
                var (open, high, low, close) = RandomBar(draws, price);
                var before = h.Fills.Count;
                h.Bar(open / 10m, high / 10m, low / 10m, close / 10m);
                foreach (var fill in h.Fills.Skip(before)) Assert.InRange(fill.Report.LastPrice.ToDecimal(), low / 10m, high / 10m);
                price = close;
            }
        }, iter: 100);

    private static VenueOptions Options(ulong seed)
    {
        var draws = new Draws(seed ^ 0xABCD);
        var latency = draws.Below(3) switch
        {
            0 => new LatencyOptions(),
            1 => LatencyOptions.Commands(Duration.FromSeconds(20)),
            _ => new LatencyOptions
            {
                Submit = LatencySpec.Uniform(Duration.Zero, Duration.FromMinutes(2)),
                Cancel = LatencySpec.Lognormal(Duration.FromSeconds(20), 1),
                Modify = LatencySpec.Fixed(Duration.FromSeconds(5)),
                Report = LatencySpec.Uniform(Duration.Zero, Duration.FromMinutes(1)),
            },
        };
        return VenueHarness.Plain with
        {
            StartCash = Money.FromDecimal(20_000m),
            Seed = seed,
            Intrabar = (IntrabarMode)draws.Below(3),
            LimitFill = (LimitFillRule)draws.Below(3),
            MarginMode = (MarginMode)draws.Below(2),
            Leverage = (int)(1 + draws.Below(50)),
            Latency = latency,
            Slippage = new SlippageOptions(Slippages[draws.Below(Slippages.Length)], 3m, 2m, 0.1m),
            Spread = new SpreadOptions(Spreads[draws.Below(Spreads.Length)], 2m),
            PartialFills = new PartialFillOptions(Partials[draws.Below(Partials.Length)], 20m, 0.4m, draws.Below(2) == 0),
        };
    }

    private static PropertySession Play(ulong seed)
    {
        var tiers = new[]
        {
            new MarginTier(Money.FromDecimal(2_000m), Rate.FromDecimal(0.02m), Money.Zero, 50),
            new MarginTier(Money.FromDecimal(1_000_000m), Rate.FromDecimal(0.05m), Money.FromDecimal(60m), 20),
        };
        var h = new PropertySession(
            Options(seed), VenueHarness.Coin(0, 0.00021m, 0.00057m, tiers), VenueHarness.Coin(1, -0.00011m, 0.00043m, tiers));
        var draws = new Draws(seed);
        h.RandomInstant(draws);
        for (var i = 0; i < 40; i++)
        {
            for (var n = draws.Below(4); n > 0; n--) SendAny(h, draws, h.LastTicks((int)draws.Below(2)), (int)draws.Below(2));
            h.RandomInstant(draws);
        }

        h.Finish();
        return h;
    }

    private static void SendAny(VenueHarness h, Draws draws, long price, int instrument)
    {
        var side = draws.Below(2) == 0 ? Side.Buy : Side.Sell;
        var known = h.LastId;
        switch (draws.Below(10))
        {
            case 0 when known > 0:
                h.Cancel(new ClientOrderId(1, 1 + draws.Below(known)), instrument);
                return;
            case 1 when known > 0:
                h.Modify(new ClientOrderId(1, 1 + draws.Below(known)), 1 + draws.Below(5), (price + draws.Below(21) - 10) / 10m, 0, instrument);
                return;
        }

        var type = (OrderType)draws.Below(5);
        var order = h.Order(type, side, 0.001m + draws.Below(6000) / 1000m, instrument) with
        {
            TimeInForce = (TimeInForce)draws.Below(4),
            ExpireTime = h.Now + Duration.FromSeconds(draws.Below(1000)),
            ReduceOnly = draws.Below(6) == 0,
            PostOnly = type == OrderType.Limit && draws.Below(5) == 0,
        };
        if (type is OrderType.Limit or OrderType.StopLimit) order = order with { LimitPrice = VenueHarness.P((price + draws.Below(31) - 15) / 10m) };
        if (type is OrderType.StopMarket or OrderType.StopLimit or OrderType.TrailingStop)
            order = order with { TriggerPrice = VenueHarness.P((price + draws.Below(31) - 15) / 10m) };
        if (type == OrderType.TrailingStop) order = order with { TrailingDistance = VenueHarness.P((1 + draws.Below(12)) / 10m) };
        if (!order.ReduceOnly && draws.Below(2) == 0)
        {
            var away = side.Sign();
            order = order with
            {
                StopLoss = draws.Below(4) == 0 ? default : h.Leg((price - away * (1 + draws.Below(20))) / 10m),
                TakeProfit = draws.Below(4) == 0 ? default : h.Leg((price + away * (1 + draws.Below(20))) / 10m),
            };
        }

        h.Send(order);
    }

    internal static (long Open, long High, long Low, long Close) RandomBar(Draws draws, long price)
    {
        var open = price + draws.Below(7) - 3;
        var close = open + draws.Below(41) - 20;
        if (draws.Below(40) == 0) close = Math.Max(100, close - 200 + draws.Below(400));
        return (open, Math.Max(open, close) + draws.Below(15), Math.Max(50, Math.Min(open, close) - draws.Below(15)), close);
    }

    /// <summary>Two markets with gaps, funding and now and then a mark price.</summary>
    private sealed class PropertySession(VenueOptions options, params Instrument[] instruments) : VenueHarness(options, instruments)
    {
        private readonly long[] _ticks = [1000, 1000];

        public long LastTicks(int instrument) => _ticks[instrument];

        public decimal LastClose(int instrument) => _ticks[instrument] / 10m;

        public void RandomInstant(Draws draws)
        {
            var events = new List<EngineEvent>();
            var time = Now + Interval;
            for (var i = 0; i < 2; i++)
            {
                var id = new InstrumentId(i);
                if (draws.Below(10) == 0)
                    events.Add(EngineEvent.OfFundingRate(id, time, time, new FundingRate(new Rate(draws.Below(200_000) - 100_000), default)));
                if (draws.Below(12) == 0)
                    events.Add(EngineEvent.OfMarkPrice(id, time, time, new MarkPrice(P(_ticks[i] / 10m), P(_ticks[i] / 10m))));
                if (draws.Below(15) == 0) continue;
                var (open, high, low, close) = RandomBar(draws, _ticks[i]);
                _ticks[i] = close;
                events.Add(BarOf(i, open / 10m, high / 10m, low / 10m, close / 10m, draws.Below(60)));
            }

            Instant(Interval, [.. events]);
        }
    }
}
