using LaptopAgents.Domain;
using LaptopAgents.Engine;
using LaptopAgents.Simulation;

namespace LaptopAgents.Tests.Simulation;

/// <summary>What a customer may change of an account, and what it changes.</summary>
public sealed class VenueAccountTests
{
    private static readonly Instrument Bitcoin = new()
    {
        Id = new(0), Symbol = "BTCUSDT", TickSize = Price.FromDecimal(0.1m), LotSize = Quantity.FromDecimal(0.001m), MinQuantity = Quantity.FromDecimal(0.001m),
        MakerFee = Rate.Zero, TakerFee = Rate.Zero,
        MarginTiers = [new(Money.FromDecimal(1_000_000m), Rate.FromDecimal(0.005m), Money.Zero, 100)],
    };

    private readonly MarketBatch _batch = new();
    private long _now;
    private long _order;

    [Fact]
    public void Another_leverage_takes_effect_when_the_position_grows_and_then_for_the_whole_of_it()
    {
        var venue = Venue(MarginMode.Isolated);
        venue.SetLeverage(new(0), 20);
        Buy(venue, 0.1m);
        Assert.Equal(Money.FromDecimal(500m), venue.IsolatedMargin(new(0)));
        venue.SetLeverage(new(0), 10);
        Assert.Equal(Money.FromDecimal(500m), venue.IsolatedMargin(new(0)));
        Buy(venue, 0.1m);
        Assert.Equal(Money.FromDecimal(2_000m), venue.IsolatedMargin(new(0)));
    }

    [Fact]
    public void Margin_that_is_added_moves_the_liquidation_price_by_its_share()
    {
        var venue = Venue(MarginMode.Isolated);
        Buy(venue, 0.1m);
        var before = venue.LiquidationPrice(new(0));
        venue.AddIsolatedMargin(new(0), Money.FromDecimal(100m));
        // 100 of quote on 0.1 of base is 1,000 of price, and 1/(1 − 0.005) of that with the requirement that falls along.
        Assert.InRange((before - venue.LiquidationPrice(new(0))).ToDecimal(), 1_004.9m, 1_005.1m);
        Assert.Throws<InvariantViolation>(() => venue.AddIsolatedMargin(new(0), Money.FromDecimal(-5_000m)));
    }

    [Fact]
    public void In_cross_margin_a_deposit_carries_a_position_further()
    {
        var venue = Venue(MarginMode.Cross);
        Buy(venue, 1m);
        var before = venue.LiquidationPrice(new(0));
        venue.Deposit(Money.FromDecimal(1_000m));
        Assert.Equal(Money.FromDecimal(11_000m), venue.Cash);
        Assert.True(venue.LiquidationPrice(new(0)) < before);
    }

    [Fact]
    public void The_margin_mode_of_an_open_position_stays()
    {
        var venue = Venue(MarginMode.Cross);
        venue.SetMarginMode(new(0), MarginMode.Isolated);
        Buy(venue, 0.1m);
        Assert.Equal(Money.FromDecimal(1_000m), venue.IsolatedMargin(new(0)));
        Assert.Throws<InvariantViolation>(() => venue.SetMarginMode(new(0), MarginMode.Cross));
    }

    [Fact]
    public void An_isolated_position_beside_a_cross_one_is_liquidated_alone_and_costs_its_margin_alone()
    {
        var other = Bitcoin with { Id = new(1), Symbol = "ETHUSDT" };
        var venue = new SimulatedVenue([Bitcoin, other], Duration.FromMinutes(1), new VenueOptions { Leverage = 10 });
        venue.SetMarginMode(new(1), MarginMode.Isolated);
        Tell(venue, 0, 100_000m);
        Tell(venue, 1, 100_000m);
        Send(venue, 0, 0.1m);
        Send(venue, 1, 0.1m);
        Tell(venue, 1, 80_000m);
        Assert.True(venue.Position(new(1)).IsFlat);
        Assert.Equal(Quantity.FromDecimal(0.1m), venue.Position(new(0)).Quantity);
        Assert.Equal(Money.FromDecimal(9_000m), venue.Cash);
    }

    private SimulatedVenue Venue(MarginMode mode)
    {
        var venue = new SimulatedVenue([Bitcoin], Duration.FromMinutes(1), new VenueOptions { MarginMode = mode, Leverage = 10 });
        Tell(venue, 0, 100_000m);
        return venue;
    }

    private void Buy(SimulatedVenue venue, decimal quantity) => Send(venue, 0, quantity);

    private void Send(SimulatedVenue venue, int instrument, decimal quantity)
    {
        venue.Receive(
            new SubmitOrder { Id = new(1, ++_order), Instrument = new(instrument), Side = Side.Buy, Type = OrderType.Market, Quantity = Quantity.FromDecimal(quantity) },
            new Timestamp(_now));
        Drain(venue);
    }

    private void Tell(SimulatedVenue venue, int instrument, decimal price)
    {
        var time = new Timestamp(_now += 1_000_000_000);
        _batch.Begin(time);
        var at = Price.FromDecimal(price);
        _batch.Add(EngineEvent.OfMarkPrice(new(instrument), time, time, new MarkPrice(at, at)));
        _batch.Add(EngineEvent.OfTrade(new(instrument), time, time, new MarketTrade(at, Quantity.FromDecimal(1m), Side.Buy)));
        venue.OnMarket(_batch);
        Drain(venue);
        Drain(venue);
    }

    private void Drain(SimulatedVenue venue)
    {
        while (venue.TryTakeReport(new Timestamp(_now + 1), out _))
        {
        }
    }
}
