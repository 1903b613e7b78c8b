using LaptopAgents.Domain;
using LaptopAgents.Engine;
using LaptopAgents.TestKit;
using static LaptopAgents.TestKit.EngineDriver;

namespace LaptopAgents.Tests.Engine.Risk;

/// <summary>A refusal reaches the strategy that wished.</summary>
public sealed class DenialNewsTests
{
    [Fact]
    public void A_denial_is_told_to_the_strategy_with_its_order_and_its_reason()
    {
        var driver = new EngineDriver().On(100m, EnterMarket(Side.Buy, 1m, stop: 101m), EnterMarket(Side.Buy, 2m));
        var update = Assert.Single(driver.Strategy.Updates);
        Assert.Equal((ExecutionKind.Denied, OrderReason.StopOnWrongSide), (update.Report.Kind, update.Report.Reason));
        Assert.Equal((OrderStatus.Denied, OrderPurpose.Entry, Side.Buy, Q(1m)),
            (update.Order.Status, update.Order.Purpose, update.Order.Side, update.Order.Quantity));
        Assert.Equal((driver.LastDenied.OrderId, driver.LastDenied.OrderId), (update.Order.Id, update.Report.OrderId));
        Assert.Equal(Q(2m), Assert.Single(driver.Submits).Quantity);
    }

    [Fact]
    public void A_denied_change_is_told_too()
    {
        var driver = new EngineDriver(Options(Unlimited with { MaxPositionQuantity = Q(2m) })).On(100m, EnterLimit(Side.Buy, 100m, 1m));
        var entry = driver.Submits[0];
        driver.Accept(in entry).On(100m, new OrderIntent { Action = IntentAction.Modify, OrderId = entry.Id, Quantity = Q(3m) });
        var report = driver.Strategy.Updates[^1].Report;
        Assert.Equal((ExecutionKind.Denied, OrderReason.PositionLimit), (report.Kind, report.Reason));
    }

    [Fact]
    public void A_denial_may_be_answered_at_once()
    {
        var driver = new EngineDriver();
        driver.Strategy.Order = (_, update, intents) =>
        {
            if (update.Report.Reason == OrderReason.StopOnWrongSide) intents.Add(EnterMarket(Side.Buy, 1m, stop: 99m));
        };
        driver.On(100m, EnterMarket(Side.Buy, 1m, stop: 101m));
        Assert.Equal(P(99m), Assert.Single(driver.Submits).StopLoss.Price);
    }

    [Fact]
    public void A_strategy_that_answers_every_denial_with_the_same_wish_comes_to_an_end()
    {
        var driver = new EngineDriver();
        driver.Strategy.Order = (_, _, intents) => intents.Add(EnterMarket(Side.Buy, 1m, stop: 101m));
        driver.On(100m, EnterMarket(Side.Buy, 1m, stop: 101m));
        Assert.Empty(driver.Submits);
        Assert.Equal(
            [OrderReason.StopOnWrongSide, OrderReason.StopOnWrongSide, OrderReason.OrderRate], driver.Orders.Select(order => order.Reason));
        Assert.Equal(2, driver.Strategy.Updates.Count);
        driver.Bar(100m);
        Assert.Equal(3, driver.Orders.Count);
    }
}
