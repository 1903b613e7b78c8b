using CsCheck;
using LaptopAgents.Domain;
using LaptopAgents.Simulation;

namespace LaptopAgents.Tests.Simulation;

public sealed class SlowVenueTests
{
    private const int Bars = 25;

    [Theory]
    [InlineData(LimitFillRule.Through, IntrabarMode.Conservative)]
    [InlineData(LimitFillRule.Touch, IntrabarMode.Conservative)]
    [InlineData(LimitFillRule.Through, IntrabarMode.Optimistic)]
    [InlineData(LimitFillRule.Touch, IntrabarMode.Optimistic)]
    public void The_venue_fills_what_a_walk_over_every_tick_fills(LimitFillRule rule, IntrabarMode mode) =>
        Gen.ULong.Sample(seed => Compare(seed, rule, mode), iter: 500);

    private static void Compare(ulong seed, LimitFillRule rule, IntrabarMode mode)
    {
        var options = VenueHarness.Plain with { StartCash = Money.FromDecimal(1_000_000_000m), LimitFill = rule, Intrabar = mode };
        var fast = new VenueHarness(options);
        var slow = new SlowVenue(rule, mode == IntrabarMode.Optimistic);
        var draws = new Draws(seed);
        fast.Bar(100, 100, 100, 100);
        var price = 1000L;
        for (var bar = 0; bar < Bars; bar++)
        {
            var arrivals = new List<SlowOrder>();
            for (var i = draws.Below(3); i > 0; i--) arrivals.Add(Send(fast, draws, price));
            var open = price + draws.Below(21) - 10;
            var close = open + draws.Below(41) - 20;
            var high = Math.Max(open, close) + draws.Below(15);
            var low = Math.Min(open, close) - draws.Below(15);
            fast.Bar(open / 10m, high / 10m, low / 10m, close / 10m);
            slow.Bar(open, high, low, close, arrivals);
            price = close;
        }

        // The last bar's fills come out before its close is told, so both have told everything.
        var told = fast.Fills.Select(f => ((int)f.Report.OrderId.Sequence, (long)(f.Report.LastPrice.ToDecimal() * 10), (long)f.Report.LastQuantity.ToDecimal()));
        Assert.Equal(slow.Fills, told);
        Assert.Equal(slow.Position, (long)fast.Held());
        Assert.Equal(1_000_000_000m + (slow.CashFlow + slow.Position * price) / 10m, fast.Venue.Equity.ToDecimal());
    }

    private static SlowOrder Send(VenueHarness fast, Draws draws, long price)
    {
        var isBuy = draws.Below(2) == 0;
        var kind = draws.Below(3);
        var at = kind == 0 ? 0 : price + draws.Below(31) - 15;
        var quantity = 1 + draws.Below(3);
        var type = kind switch { 0 => OrderType.Market, 1 => OrderType.Limit, _ => OrderType.StopMarket };
        var order = fast.Order(type, isBuy ? Side.Buy : Side.Sell, quantity);
        if (kind == 1) order = order with { LimitPrice = VenueHarness.P(at / 10m) };
        if (kind == 2) order = order with { TriggerPrice = VenueHarness.P(at / 10m) };
        var around = kind == 0 ? price : at;
        SlowOrder? stop = null, target = null;
        if (draws.Below(2) == 0)
        {
            var stopAt = around + (isBuy ? -1 : 1) * (1 + draws.Below(15));
            order = order with { StopLoss = fast.Leg(stopAt / 10m) };
            stop = new SlowOrder((int)order.StopLoss.Id.Sequence, !isBuy, false, false, stopAt, (int)order.Id.Sequence);
        }

        if (draws.Below(2) == 0)
        {
            var targetAt = around + (isBuy ? 1 : -1) * (1 + draws.Below(15));
            order = order with { TakeProfit = fast.Leg(targetAt / 10m) };
            target = new SlowOrder((int)order.TakeProfit.Id.Sequence, !isBuy, false, true, targetAt, (int)order.Id.Sequence);
        }

        fast.Send(order);
        return new SlowOrder((int)order.Id.Sequence, isBuy, kind == 0, kind == 1, at, null) { Quantity = quantity, Stop = stop, Target = target };
    }
}

/// <summary>A row of small draws from one seed.</summary>
internal sealed class Draws(ulong seed)
{
    private ulong _key;

    public long Below(long bound) => (long)(Prng.Bits(seed, 99, _key++) % (ulong)bound);
}
