using LaptopAgents.Domain;
using LaptopAgents.Simulation;

namespace LaptopAgents.Tests.Simulation;

public sealed class MarketOrderScenarios
{
    [Fact]
    public void A_market_order_decided_on_a_close_fills_at_the_next_open()
    {
        var h = new VenueHarness();
        h.Bar(100, 101, 99, 100.5m);
        var id = h.Market(Side.Buy, 2);
        h.Bar(100.7m, 102, 100, 101);
        Assert.Equal("Accepted Filled(2@100.7)", h.Story(id));
        Assert.Equal(VenueHarness.Start + VenueHarness.Interval, h.Fills[0].Time);
        // 2 × (101 − 100.7) = 0.6 open result, no fee.
        Assert.Equal(100_000m, h.Cash);
        Assert.Equal(100_000.6m, h.Venue.Equity.ToDecimal());
    }

    [Fact]
    public void A_stop_and_a_target_in_one_bar_are_decided_by_the_path()
    {
        foreach (var (mode, expected) in new[] { (IntrabarMode.Conservative, 95m), (IntrabarMode.Optimistic, 105m) })
        {
            var h = new VenueHarness(VenueHarness.Plain with { Intrabar = mode });
            h.Bar(100, 100, 100, 100);
            h.Market(Side.Buy, 1, stop: 95, target: 105);
            h.Bar(100, 106, 94, 100);
            Assert.Equal(expected, h.Fills[^1].Report.LastPrice.ToDecimal());
            Assert.Equal(FillFlags.PathDependent | FillFlags.EntryBar, h.Fills[^1].Report.Flags);
            Assert.Equal(0, h.Held());
        }
    }
}
