using LaptopAgents.Domain;
using LaptopAgents.Engine;
using LaptopAgents.TestKit;
using static LaptopAgents.TestKit.EngineDriver;
using static LaptopAgents.Tests.Engine.Risk.DenialTests;

namespace LaptopAgents.Tests.Engine.Risk;

/// <summary>Old news opens nothing.</summary>
public sealed class OldDataTests
{
    [Fact]
    public void A_bar_that_came_too_late_opens_nothing()
    {
        var driver = new EngineDriver(Options(Unlimited with { MaxDataAge = Duration.FromSeconds(10) }));
        driver.Strategy.Want(EnterMarket(Side.Buy, 1m));
        LateBar(driver, Duration.FromMilliseconds(10_001), isBackfilled: false);
        Expect(driver, OrderReason.StaleData);
        driver.Strategy.Want(EnterMarket(Side.Buy, 1m));
        LateBar(driver, Duration.FromSeconds(10), isBackfilled: false);
        Assert.Single(driver.Submits);
    }

    [Fact]
    public void A_bar_that_was_fetched_after_a_gap_opens_nothing_but_feeds_exits()
    {
        var driver = new EngineDriver(Options(positions: new PositionOptions { MaxBarsOpen = 1 })).Open(Side.Buy, 1m, 100m);
        driver.Strategy.Want(EnterMarket(Side.Sell, 1m, reverse: true));
        LateBar(driver, Duration.FromMinutes(5), isBackfilled: true);
        Assert.Equal(OrderPurpose.TimeStop, driver.Submits[^1].Purpose);
        Expect(driver, OrderReason.BackfilledBar, sent: 2);
    }

    [Fact]
    public void The_age_of_one_symbols_data_says_nothing_of_another()
    {
        var driver = new EngineDriver(instruments: 2).SameBar(100m, 1).Bar(100m);
        driver.Strategies[1].Order = (_, _, intents) => intents.Add(EnterMarket(Side.Buy, 1m));
        LateBar(driver, Duration.FromMinutes(5), isBackfilled: true);
        driver.Report(ExecutionKind.Accepted, new ClientOrderId(9, 9), instrument: 1);
        Assert.Single(driver.Submits);
    }

    [Fact]
    public void A_quote_that_came_too_late_opens_nothing()
    {
        var driver = new EngineDriver(Options(Unlimited with { MaxDataAge = Duration.FromSeconds(1) })).Bar(100m);
        driver.Strategy.Quote = (_, intents) => intents.Add(EnterMarket(Side.Buy, 1m));
        var quote = new Quote(P(99.9m), Q(1m), P(100.1m), Q(1m));
        driver.Step(EngineEvent.OfQuote(default, driver.Now, driver.Now + Duration.FromSeconds(2), in quote));
        Expect(driver, OrderReason.StaleData);
    }

    private static void LateBar(EngineDriver driver, Duration late, bool isBackfilled)
    {
        var opened = driver.Now;
        driver.Now += Minute;
        driver.Step(EngineEvent.OfBar(default, driver.Now, driver.Now + late, new Bar(opened, P(100m), P(100m), P(100m), P(100m),
            Q(1m)), isBackfilled));
    }
}
