using LaptopAgents.Domain;
using LaptopAgents.Engine;
using LaptopAgents.TestKit;
using static LaptopAgents.TestKit.EngineDriver;

namespace LaptopAgents.Tests.Engine.Orders;

public sealed class SizingTests
{
    [Fact]
    public void Risk_sizing_loses_the_percentage_when_the_stop_is_hit()
    {
        // 10,000 × 1 % = 100; 100 ÷ (100 − 98.5) = 66.666…; floored to the lot: 66.666
        var note = SizeOf(Options(), EnterMarket(Side.Buy, stop: 98.5m), out var quantity);
        Assert.Equal(Q(66.666m), quantity);
        Assert.Equal(new SizingNote(M(10_000m), 1m, P(1.5m), Q(66.66666666m), Q(66.666m), OrderReason.None), note);
    }

    [Fact]
    public void Multipliers_scale_the_risk()
    {
        var note = SizeOf(Options(sizing: new SizingOptions { RiskPercent = 2m, Multiplier = 0.25m }), EnterMarket(Side.Sell, stop: 102m), out var quantity);
        Assert.Equal(Q(25m), quantity);
        Assert.Equal(0.5m, note!.RiskPercent);
    }

    [Fact]
    public void A_fixed_quantity_is_scaled_and_floored()
    {
        SizeOf(Options(sizing: new SizingOptions { Mode = SizingMode.FixedQuantity, FixedQuantity = Q(0.015m), Multiplier = 0.5m }),
            EnterMarket(Side.Buy), out var quantity, price: 1000m);
        Assert.Equal(Q(0.007m), quantity);
    }

    [Fact]
    public void A_share_of_equity_is_bought()
    {
        // 10,000 × 50 % ÷ 333 = 15.015015…
        SizeOf(Options(sizing: new SizingOptions { Mode = SizingMode.EquityPercent, EquityPercent = 50m }), EnterMarket(Side.Buy), out var quantity, price: 333m);
        Assert.Equal(Q(15.015m), quantity);
    }

    [Fact]
    public void A_limit_entry_is_sized_from_its_limit()
    {
        SizeOf(Options(), EnterLimit(Side.Buy, 90m, stop: 85m), out var quantity);
        Assert.Equal(Q(20m), quantity);
    }

    [Theory]
    [InlineData(2, 0, 0, 200, OrderReason.LeverageLimit)]
    [InlineData(50, 15_000, 0, 150, OrderReason.NotionalLimit)]
    [InlineData(50, 15_000, 120, 120, OrderReason.PositionLimit)]
    [InlineData(1, 15_000, 120, 100, OrderReason.LeverageLimit)]
    public void The_tightest_cap_cuts_the_size_and_is_named(decimal leverage, decimal notional, decimal most, decimal expected, OrderReason cap)
    {
        // Uncapped: 100 ÷ 0.1 = 1000
        var risk = Unlimited with { MaxLeverage = leverage, MaxPositionNotional = M(notional), MaxPositionQuantity = Q(most) };
        var note = SizeOf(Options(risk), EnterMarket(Side.Buy, stop: 99.9m), out var quantity);
        Assert.Equal(Q(expected), quantity);
        Assert.Equal(Q(1000m), note!.Wanted);
        Assert.Equal(Q(expected), note.Final);
        Assert.Equal(cap, note.CappedBy);
    }

    [Fact]
    public void Equity_and_not_start_equity_is_what_a_size_is_reckoned_from()
    {
        var driver = new EngineDriver(Options());
        driver.Open(Side.Buy, 10m, 100m).On(150m, OrderIntent.Exit("done"));
        driver.Fill(driver.Submits[^1], 150m).On(150m, EnterMarket(Side.Buy, stop: 149m));
        // 10,500 × 1 % ÷ 1
        Assert.Equal(Q(105m), driver.Submits[^1].Quantity);
    }

    [Fact]
    public void What_is_committed_elsewhere_leaves_less_leverage()
    {
        var driver = new EngineDriver(Options(Unlimited with { MaxLeverage = 2m }), instruments: 2);
        driver.Bar(100m).SameBar(100m, 1);
        driver.Strategies[1].Want(EnterMarket(Side.Buy, 150m));
        driver.Bar(100m).SameBar(100m, 1);
        driver.On(100m, EnterMarket(Side.Sell, stop: 100.1m));
        Assert.Equal(Q(50m), driver.Submits[^1].Quantity);
    }

    [Fact]
    public void A_stop_at_next_to_no_distance_is_capped_and_not_an_overflow()
    {
        var options = Options(Unlimited with { MaxLeverage = 3m }) with { StartEquity = M(1_000_000_000m) };
        var driver = new EngineDriver(options).On(100m, EnterMarket(Side.Buy, stop: 99.99999999m));
        Assert.Equal(OrderReason.OffTick, driver.LastDenied.Reason);
    }

    [Fact]
    public void Without_a_leverage_limit_a_cheap_coin_is_sized_and_not_an_overflow()
    {
        var driver = new EngineDriver(Options(Unlimited with { MaxLeverage = 0m })).On(0.2m, EnterMarket(Side.Buy, stop: 0.1m));
        Assert.Equal(Q(1000m), driver.Submits[^1].Quantity);
    }

    [Theory]
    [InlineData(90_000_000_000)]
    [InlineData(999_999)]
    public void An_absurd_quantity_is_denied_and_not_an_overflow(decimal quantity)
    {
        var driver = new EngineDriver().On(90_000_000m, EnterMarket(Side.Buy, quantity));
        Assert.Empty(driver.Submits);
        Assert.Equal(quantity > 1_000_000m ? OrderReason.AboveMaxQuantity : OrderReason.NotionalLimit, driver.LastDenied.Reason);
    }

    private static SizingNote? SizeOf(EngineOptions options, OrderIntent intent, out Quantity quantity, decimal price = 100m)
    {
        var driver = new EngineDriver(options).On(price, intent);
        var order = Assert.Single(driver.Submits);
        quantity = order.Quantity;
        driver.Accept(in order).Fill(in order, price);
        return driver.Orders[^1].Sizing;
    }
}
