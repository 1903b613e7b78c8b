using LaptopAgents.Domain;
using LaptopAgents.Engine;
using LaptopAgents.TestKit;
using static LaptopAgents.TestKit.EngineDriver;

namespace LaptopAgents.Tests.Engine;

public sealed class OperatorCommandTests
{
    [Theory]
    [InlineData(OperatorCommand.Halt, OrderReason.Halted)]
    [InlineData(OperatorCommand.Reduce, OrderReason.Reducing)]
    public void Nothing_opens_and_working_entries_are_taken_back_but_exits_leave(OperatorCommand command, OrderReason reason)
    {
        var driver = new EngineDriver(Options(Unlimited with { AllowPyramiding = true })).Open(Side.Buy, 1m, 100m, stop: 90m);
        driver.On(100m, EnterLimit(Side.Buy, 95m, 1m)).Command(command);
        Assert.Equal(driver.Submits[1].Id, Assert.Single(driver.Cancels).Id);
        driver.On(100m, EnterMarket(Side.Buy, 1m), OrderIntent.Exit("out"));
        Assert.Equal(reason, driver.LastDenied.Reason);
        Assert.Equal(OrderPurpose.SignalExit, driver.Submits[^1].Purpose);
        driver.Command(OperatorCommand.Resume);
        Assert.Equal(TradingState.Active, driver.Engine.TradingState);
    }

    [Theory]
    [InlineData(OperatorCommand.Flatten, OrderPurpose.Flatten)]
    [InlineData(OperatorCommand.EndOfRun, OrderPurpose.EndOfRun)]
    public void Everything_is_closed_under_its_name_and_the_stop_protects_until_then(OperatorCommand command, OrderPurpose purpose)
    {
        var driver = new EngineDriver().Open(Side.Sell, 2m, 100m, stop: 110m).On(100m, OrderIntent.Exit("rest") with
        {
            Type = OrderType.Limit,
            LimitPrice = P(80m),
            Quantity = Q(1m),
        });
        driver.Command(command);
        Assert.Equal(driver.Submits[1].Id, Assert.Single(driver.Cancels).Id);
        var close = driver.Submits[^1];
        Assert.Equal((Side.Buy, Q(2m), true, purpose), (close.Side, close.Quantity, close.ReduceOnly, close.Purpose));
        driver.Fill(in close, 101m);
        Assert.Equal(purpose, Assert.Single(driver.Trades).ExitPurpose);
        Assert.Equal(TradingState.Halted, driver.Engine.TradingState);
    }

    [Fact]
    public void A_close_on_its_way_is_neither_taken_back_nor_doubled()
    {
        var driver = new EngineDriver().Open(Side.Buy, 2m, 100m).On(100m, OrderIntent.Exit("out")).Command(OperatorCommand.Flatten);
        Assert.Equal(2, driver.Submits.Count);
        Assert.Empty(driver.Cancels);
    }

    [Fact]
    public void A_partial_close_on_its_way_is_completed()
    {
        var driver = new EngineDriver().Open(Side.Buy, 5m, 100m).On(100m, OrderIntent.Exit("some") with { Quantity = Q(2m) }).Command(OperatorCommand.EndOfRun);
        Assert.Equal(Q(3m), driver.Submits[^1].Quantity);
    }

    [Fact]
    public void An_entry_that_fills_although_everything_was_to_be_closed_is_closed_too()
    {
        var driver = new EngineDriver().On(100m, EnterMarket(Side.Buy, 2m)).Command(OperatorCommand.EndOfRun);
        var entry = Assert.Single(driver.Submits);
        driver.Fill(in entry, 100m, quantity: 1m).Fill(in entry, 100m, quantity: 1m, cumulative: 2m);
        Assert.Equal([Q(2m), Q(1m), Q(1m)], driver.Submits.Select(order => order.Quantity));
        Assert.All(driver.Submits.Skip(1), close => Assert.Equal((OrderPurpose.EndOfRun, true), (close.Purpose, close.ReduceOnly)));
    }

    [Fact]
    public void After_a_resume_a_late_fill_may_stay()
    {
        var driver = new EngineDriver().On(100m, EnterMarket(Side.Buy, 2m)).Command(OperatorCommand.Flatten).Command(OperatorCommand.Resume);
        driver.Fill(driver.Submits[0], 100m).Bar(100m);
        Assert.Single(driver.Submits);
        Assert.Equal(2m, driver.Held);
    }
}
