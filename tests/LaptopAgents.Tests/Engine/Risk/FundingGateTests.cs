using LaptopAgents.Domain;
using LaptopAgents.Engine;
using LaptopAgents.TestKit;
using static LaptopAgents.TestKit.EngineDriver;
using static LaptopAgents.Tests.Engine.Risk.DenialTests;

namespace LaptopAgents.Tests.Engine.Risk;

/// <summary>Strong funding forbids an entry or halves it.</summary>
public sealed class FundingGateTests
{
    [Theory]
    [InlineData(Side.Buy, 0.0005, true)]
    [InlineData(Side.Buy, 0.00049999, false)]
    [InlineData(Side.Sell, 0.0005, false)]
    [InlineData(Side.Sell, -0.0005, true)]
    [InlineData(Side.Buy, -0.0005, false)]
    public void Funding_that_the_position_would_pay_forbids_it(Side side, decimal rate, bool isDenied)
    {
        var risk = Unlimited with { Funding = new FundingGateOptions { NoTrade = Rate.FromDecimal(0.0005m) } };
        var driver = new EngineDriver(Options(risk)).FundingRate(rate).On(100m, EnterMarket(side, 1m));
        if (isDenied) Expect(driver, OrderReason.FundingGate);
        else Assert.Single(driver.Submits);
    }

    [Fact]
    public void Funding_may_forbid_both_sides_and_the_extreme_alone_is_enough()
    {
        var risk = Unlimited with { Funding = new FundingGateOptions { Extreme = Rate.FromDecimal(0.001m), OnlyWhenPaying = false } };
        var driver = new EngineDriver(Options(risk)).FundingRate(0.001m).On(100m, EnterMarket(Side.Sell, 1m));
        Expect(driver, OrderReason.FundingGate);
    }

    [Theory]
    [InlineData(0.0003, 50)]
    [InlineData(0.0002, 100)]
    [InlineData(-0.0003, 100)]
    public void Funding_halves_a_size(decimal rate, decimal quantity)
    {
        var risk = Unlimited with { Funding = new FundingGateOptions { HalfSize = Rate.FromDecimal(0.0003m) } };
        var driver = new EngineDriver(Options(risk)).FundingRate(rate).On(100m, EnterMarket(Side.Buy, stop: 99m));
        Assert.Equal(Q(quantity), Assert.Single(driver.Submits).Quantity);
    }

    [Theory]
    [InlineData(0.0001, 1, true)] // 8 × 0.0001 = 0.0008 in eight hours
    [InlineData(0.00006, 1, false)] // 8 × 0.00006 = 0.00048
    [InlineData(0.0003, 4, true)] // 2 × 0.0003 = 0.0006
    [InlineData(0.0002, 4, false)] // 2 × 0.0002 = 0.0004
    [InlineData(0.0004, 8, false)]
    [InlineData(0.0004, 0, false)] // not stated: eight hours
    public void Funding_is_compared_per_eight_hours_whatever_the_contract_settles_by(decimal rate, int hours, bool isDenied)
    {
        var risk = Unlimited with { Funding = new FundingGateOptions { NoTrade = Rate.FromDecimal(0.0005m) } };
        var driver = new EngineDriver(Options(risk)).FundingRate(rate, hours: hours).On(100m, EnterMarket(Side.Buy, 1m));
        if (isDenied) Expect(driver, OrderReason.FundingGate);
        else Assert.Single(driver.Submits);
    }

    [Fact]
    public void Hourly_funding_halves_a_size_by_its_sum_over_eight_hours()
    {
        var risk = Unlimited with { Funding = new FundingGateOptions { HalfSize = Rate.FromDecimal(0.0003m) } };
        var driver = new EngineDriver(Options(risk)).FundingRate(0.00004m, hours: 1).On(100m, EnterMarket(Side.Buy, stop: 99m));
        Assert.Equal(Q(50m), Assert.Single(driver.Submits).Quantity);
    }

    [Fact]
    public void Unknown_funding_halves_a_size()
    {
        var risk = Unlimited with { Funding = new FundingGateOptions { HalfSizeWhenUnknown = true } };
        var driver = new EngineDriver(Options(risk)).On(100m, EnterMarket(Side.Buy, stop: 99m));
        Assert.Equal(Q(50m), Assert.Single(driver.Submits).Quantity);
        driver = new EngineDriver(Options(risk)).FundingRate(0m).On(100m, EnterMarket(Side.Buy, stop: 99m));
        Assert.Equal(Q(100m), Assert.Single(driver.Submits).Quantity);
    }
}
