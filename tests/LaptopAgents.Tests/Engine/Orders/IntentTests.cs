using LaptopAgents.Domain;
using LaptopAgents.Engine;
using LaptopAgents.TestKit;
using static LaptopAgents.TestKit.EngineDriver;

namespace LaptopAgents.Tests.Engine.Orders;

public sealed class IntentTests
{
    [Fact]
    public void An_entry_goes_out_with_its_bracket_under_ids_of_its_own()
    {
        var driver = new EngineDriver().On(100m, EnterMarket(Side.Buy, 2m, stop: 98m, target: 105m));
        Assert.Equal(
            new SubmitOrder
            {
                Id = new ClientOrderId(1, 1),
                Instrument = default,
                Side = Side.Buy,
                Type = OrderType.Market,
                Quantity = Q(2m),
                StopLoss = new BracketLeg(new ClientOrderId(1, 2), P(98m)),
                TakeProfit = new BracketLeg(new ClientOrderId(1, 3), P(105m)),
            },
            Assert.Single(driver.Submits));
    }

    [Fact]
    public void A_filled_bracket_leaves_three_records_with_their_parent()
    {
        var driver = new EngineDriver().Open(Side.Buy, 2m, 100m, stop: 98m, target: 105m);
        var entry = driver.Submits[0];
        driver.FillLeg(entry.TakeProfit, Side.Sell, 105m, 2m)
            .Report(ExecutionKind.Canceled, entry.StopLoss.Id, OrderReason.OneCancelsOther);
        Assert.Equal([OrderPurpose.Entry, OrderPurpose.TakeProfit, OrderPurpose.StopLoss], driver.Orders.Select(order => order.Purpose));
        Assert.Equal([OrderStatus.Filled, OrderStatus.Filled, OrderStatus.Canceled], driver.Orders.Select(order => order.Status));
        Assert.All(driver.Orders.Skip(1), leg => Assert.Equal(entry.Id, leg.ParentId));
        Assert.All(driver.Orders.Skip(1), leg => Assert.True(leg.ReduceOnly));
        Assert.Equal(M(10m), Assert.Single(driver.Trades).NetPnl);
    }

    [Fact]
    public void A_leg_stands_for_what_its_entry_has_filled()
    {
        var driver = new EngineDriver().On(100m, EnterLimit(Side.Buy, 100m, 3m, stop: 98m));
        var entry = driver.Submits[0];
        driver.Accept(in entry).Fill(in entry, 100m, quantity: 1m).AcceptLeg(entry.StopLoss, 1m);
        driver.Fill(in entry, 100m, quantity: 2m, cumulative: 3m);
        driver.Report(new ExecutionReport
        {
            Kind = ExecutionKind.Modified, OrderId = entry.StopLoss.Id, LeavesQuantity = Q(3m),
            NewPrice = P(98m)
        });
        driver.FillLeg(entry.StopLoss, Side.Sell, 98m, 3m);
        var stop = driver.Orders[^1];
        Assert.Equal((OrderPurpose.StopLoss, Q(3m), Q(3m)), (stop.Purpose, stop.Quantity, stop.FilledQuantity));
        Assert.Equal(M(-6m), Assert.Single(driver.Trades).NetPnl);
    }

    [Fact]
    public void A_reversal_is_one_order_of_both_quantities()
    {
        var driver = new EngineDriver().Open(Side.Buy, 2m, 100m).On(110m, EnterMarket(Side.Sell, 3m, reverse: true));
        var order = driver.Submits[^1];
        Assert.Equal((Side.Sell, Q(5m), false), (order.Side, order.Quantity, order.ReduceOnly));
        Assert.Equal(Q(2m), order.ClosingQuantity);
        driver.Fill(in order, 110m);
        Assert.Equal(-3m, driver.Held);
        Assert.Equal(M(20m), Assert.Single(driver.Trades).NetPnl);
    }

    [Fact]
    public void A_reversal_that_the_venue_cut_down_is_done_with_what_was_left()
    {
        var driver = new EngineDriver().Open(Side.Buy, 2m, 100m, stop: 95m).On(96m, EnterMarket(Side.Sell, 3m, reverse: true));
        var order = driver.Submits[^1];
        // The stop fires while the reversal is on its way: of 5 only the 3 that open are left.
        driver.FillLeg(driver.Submits[0].StopLoss, Side.Sell, 95m, 2m);
        driver.Accept(in order).Report(new ExecutionReport { Kind = ExecutionKind.Modified, OrderId = order.Id, LeavesQuantity = Q(3m) });
        driver.Report(driver.FillOf(order.Id, Side.Sell, 95m, Q(3m)));
        Assert.Equal(-3m, driver.Held);
        Assert.Equal((OrderStatus.Filled, Q(3m), Q(3m)), (driver.Orders[^1].Status, driver.Orders[^1].Quantity, driver.Orders[^1].FilledQuantity));
    }

    [Fact]
    public void A_reversal_larger_than_one_order_may_be_goes_out_as_a_close_and_an_entry()
    {
        // The largest order is 1,000,000: 600,000 + 700,000 do not fit into one.
        var driver = new EngineDriver().Open(Side.Buy, 600_000m, 0.1m)
            .On(0.1m, EnterMarket(Side.Sell, 700_000m, stop: 0.2m, reverse: true));
        Assert.Equal(3, driver.Submits.Count);
        var (close, entry) = (driver.Submits[1], driver.Submits[2]);
        Assert.Equal((Side.Sell, Q(600_000m), true, OrderPurpose.SignalExit), (close.Side, close.Quantity, close.ReduceOnly, close.Purpose));
        Assert.Equal((Side.Sell, Q(700_000m), Q(0m)), (entry.Side, entry.Quantity, entry.ClosingQuantity));
        Assert.True(entry.StopLoss.IsSet);
        driver.Fill(in close, 0.1m).Fill(in entry, 0.1m);
        Assert.Equal(-700_000m, driver.Held);
    }

    [Fact]
    public void A_resting_reversal_larger_than_one_order_may_be_is_denied()
    {
        var driver = new EngineDriver().Open(Side.Buy, 600_000m, 0.1m)
            .On(0.1m, EnterLimit(Side.Sell, 0.2m, 700_000m) with { Reverse = true });
        Assert.Single(driver.Submits);
        Assert.Equal(OrderReason.AboveMaxQuantity, driver.LastDenied.Reason);
    }

    [Fact]
    public void A_position_larger_than_one_order_may_be_is_closed_by_several()
    {
        var driver = new EngineDriver(Options(Unlimited with { AllowPyramiding = true })).Open(Side.Buy, 1_000_000m, 0.1m)
            .Open(Side.Buy, 900_000m, 0.1m).On(0.1m, OrderIntent.Exit("enough"));
        Assert.Equal([Q(1_000_000m), Q(900_000m)], driver.Submits.Skip(2).Select(order => order.Quantity));
        driver.Fill(driver.Submits[2], 0.1m).Fill(driver.Submits[3], 0.1m);
        Assert.Equal(0m, driver.Held);
        driver.Open(Side.Buy, 1_000_000m, 0.1m).Open(Side.Buy, 1m, 0.1m + 4.9m).Command(OperatorCommand.Flatten);
        Assert.Equal(1_000_001m, driver.Submits.Where(order => order.Purpose == OrderPurpose.Flatten).Sum(order => order.Quantity.ToDecimal()));
        Assert.All(driver.Submits, order => Assert.True(order.Quantity <= Q(1_000_000m)));
    }

    [Fact]
    public void A_reversal_does_not_count_what_a_close_on_its_way_already_takes()
    {
        // The time stop closes on the same bar on which the strategy reverses: 3 would close twice and end at −5 instead of −3.
        var driver = new EngineDriver(Options(positions: new PositionOptions { MaxBarsOpen = 1 })).Open(Side.Buy, 2m, 100m);
        driver.On(100m, EnterMarket(Side.Sell, 3m, reverse: true));
        Assert.Equal([Q(2m), Q(2m), Q(3m)], driver.Submits.Select(order => order.Quantity));
        driver.Fill(driver.Submits[1], 100m).Fill(driver.Submits[2], 100m);
        Assert.Equal(-3m, driver.Held);
    }

    [Fact]
    public void An_exit_closes_everything_and_never_more()
    {
        var driver = new EngineDriver().Open(Side.Sell, 2m, 100m).On(90m, OrderIntent.Exit("enough") with { Quantity = Q(9m) });
        var exit = driver.Submits[^1];
        Assert.Equal((Side.Buy, Q(2m), true, OrderPurpose.SignalExit), (exit.Side, exit.Quantity, exit.ReduceOnly, exit.Purpose));
        driver.Fill(in exit, 90m);
        var trade = Assert.Single(driver.Trades);
        Assert.Equal((OrderPurpose.SignalExit, "enough"), (trade.ExitPurpose, trade.ExitReason));
    }

    [Fact]
    public void A_second_exit_while_the_first_is_on_its_way_is_a_duplicate()
    {
        var driver = new EngineDriver().Open(Side.Buy, 2m, 100m).On(90m, OrderIntent.Exit("a")).On(90m, OrderIntent.Exit("b"));
        Assert.Equal(2, driver.Submits.Count);
        Assert.Equal((OrderReason.DuplicateIntent, "b"), (driver.LastDenied.Reason, driver.LastDenied.Note));
    }

    [Fact]
    public void A_whole_exit_after_a_partial_one_closes_the_rest()
    {
        var driver = new EngineDriver().Open(Side.Buy, 5m, 100m)
            .On(90m, OrderIntent.Exit("some") with { Quantity = Q(2m) }).On(90m, OrderIntent.Exit("all"));
        Assert.Equal([Q(5m), Q(2m), Q(3m)], driver.Submits.Select(order => order.Quantity));
    }

    [Fact]
    public void The_same_resting_exit_is_sent_once()
    {
        var exit = OrderIntent.Exit("target") with { Type = OrderType.Limit, LimitPrice = P(120m) };
        var driver = new EngineDriver().Open(Side.Buy, 5m, 100m).On(100m, exit).On(100m, exit);
        Assert.Equal(2, driver.Submits.Count);
        Assert.Equal(OrderReason.DuplicateIntent, driver.LastDenied.Reason);
    }

    [Fact]
    public void A_close_of_the_side_that_was_held_before_closes_nothing_of_this_one()
    {
        // The stop was quicker than the exit, whose order is still on its way when a short is open.
        var driver = new EngineDriver().Open(Side.Buy, 2m, 100m, stop: 90m).On(95m, OrderIntent.Exit("out"));
        driver.FillLeg(driver.Submits[0].StopLoss, Side.Sell, 90m, 2m).Open(Side.Sell, 3m, 90m).On(90m, OrderIntent.Exit("out"));
        Assert.Equal((Side.Buy, Q(3m)), (driver.Submits[^1].Side, driver.Submits[^1].Quantity));
    }

    [Theory]
    [InlineData(-1, OrderReason.BelowMinQuantity)]
    [InlineData(1.0005, OrderReason.OffLot)]
    public void An_exit_of_an_impossible_quantity_is_denied(decimal quantity, OrderReason reason)
    {
        var driver = new EngineDriver().Open(Side.Buy, 5m, 100m).On(100m, OrderIntent.Exit("odd") with { Quantity = Q(quantity) });
        Assert.Single(driver.Submits);
        Assert.Equal(reason, driver.LastDenied.Reason);
    }

    [Fact]
    public void An_exit_without_a_position_is_denied()
    {
        var driver = new EngineDriver().On(100m, OrderIntent.Exit("nothing"));
        Assert.Equal(OrderReason.ReduceOnlyWouldIncrease, driver.LastDenied.Reason);
    }

    [Fact]
    public void The_same_entry_is_not_sent_twice_while_the_first_lives()
    {
        var driver = new EngineDriver().On(100m, EnterLimit(Side.Buy, 90m, 1m)).On(100m, EnterLimit(Side.Buy, 90m, 1m));
        Assert.Single(driver.Submits);
        Assert.Equal(OrderReason.DuplicateIntent, driver.LastDenied.Reason);
        driver.Report(ExecutionKind.Canceled, driver.Submits[0].Id).On(100m, EnterLimit(Side.Buy, 90m, 1m));
        Assert.Equal(2, driver.Submits.Count);
    }

    [Fact]
    public void An_order_whose_fate_is_unknown_blocks_the_same_wish_until_there_is_evidence()
    {
        var driver = new EngineDriver().On(100m, EnterLimit(Side.Buy, 90m, 1m));
        driver.Report(ExecutionKind.Lost, driver.Submits[0].Id).On(100m, EnterLimit(Side.Buy, 90m, 1m));
        Assert.Equal(OrderReason.DuplicateIntent, driver.LastDenied.Reason);
        driver.Report(ExecutionKind.Rejected, driver.Submits[0].Id, OrderReason.InsufficientMargin).On(100m, EnterLimit(Side.Buy, 90m, 1m));
        Assert.Equal(2, driver.Submits.Count);
    }

    [Fact]
    public void A_cancel_is_sent_once_and_its_reason_stays()
    {
        var driver = new EngineDriver().On(100m, EnterLimit(Side.Buy, 90m, 1m));
        var id = driver.Submits[0].Id;
        driver.Accept(driver.Submits[0]).On(100m, OrderIntent.CancelOrder(id)).On(100m, OrderIntent.CancelOrder(id));
        Assert.Equal(id, Assert.Single(driver.Cancels).Id);
        driver.Report(ExecutionKind.Canceled, id);
        Assert.Equal((OrderStatus.Canceled, OrderReason.RequestedByStrategy), (driver.Orders[^1].Status, driver.Orders[^1].Reason));
    }

    [Fact]
    public void A_price_change_within_the_limits_goes_out_and_is_believed_when_confirmed()
    {
        var driver = new EngineDriver().On(100m, EnterLimit(Side.Buy, 90m, 1m, stop: 80m));
        var entry = driver.Submits[0];
        driver.Accept(in entry).On(100m, Change(entry.Id, limit: 92m), Change(entry.StopLoss.Id, trigger: 82m));
        Assert.Equal([P(92m), default], driver.Modifies.Select(change => change.LimitPrice));
        Confirm(driver, entry.Id, 92m, 1m);
        Confirm(driver, entry.StopLoss.Id, 82m, 0m);
        driver.Fill(in entry, 92m).AcceptLeg(entry.StopLoss, 1m).FillLeg(entry.StopLoss, Side.Sell, 82m, 1m);
        Assert.Equal(P(92m), driver.Orders[0].LimitPrice);
        Assert.Equal(P(82m), driver.Orders[1].TriggerPrice);
        // The plan moved with the leg while the entry rested: |92 − 82| × 1
        var trade = Assert.Single(driver.Trades);
        Assert.Equal((P(82m), M(10m), -1.0), (trade.StopPrice, trade.InitialRisk, trade.RMultiple));
    }

    [Fact]
    public void A_change_cannot_get_past_the_limits_that_an_entry_would_meet()
    {
        var driver = new EngineDriver(Options(Unlimited with { MaxPositionQuantity = Q(2m), MaxPositionNotional = M(180m) }));
        driver.On(100m, EnterLimit(Side.Buy, 90m, 1m));
        var entry = driver.Submits[0];
        driver.Accept(in entry).On(100m, Change(entry.Id, quantity: 3m));
        Assert.Equal((OrderReason.PositionLimit, entry.Id, Q(3m)),
            (driver.LastDenied.Reason, driver.LastDenied.ParentId, driver.LastDenied.Quantity));
        driver.On(100m, Change(entry.Id, limit: 95m, quantity: 2m));
        Assert.Equal(OrderReason.NotionalLimit, driver.LastDenied.Reason);
        driver.On(100m, Change(entry.Id, limit: 90.05m));
        Assert.Equal(OrderReason.OffTick, driver.LastDenied.Reason);
        Assert.Empty(driver.Modifies);
        driver.On(100m, Change(entry.Id, quantity: 2m)).On(100m, Change(entry.Id, limit: 80m));
        Assert.Equal(2, driver.Modifies.Count);
    }

    [Fact]
    public void A_denied_order_never_leaves_and_leaves_a_record()
    {
        var driver = new EngineDriver().On(100m, EnterMarket(Side.Buy, 1m, stop: 101m));
        Assert.Empty(driver.Submits);
        var denied = Assert.Single(driver.Orders);
        Assert.Equal(OrderStatus.Denied, denied.Status);
        Assert.Equal(OrderReason.StopOnWrongSide, denied.Reason);
        Assert.Equal("test entry", denied.Note);
        Assert.Equal((driver.Now, driver.Now), (denied.CreatedTime, denied.ClosedTime));
        Assert.Equal(0m, driver.Held);
    }

    private static OrderIntent Change(ClientOrderId id, decimal limit = 0m, decimal trigger = 0m, decimal quantity = 0m) => new()
    {
        Action = IntentAction.Modify, OrderId = id, LimitPrice = P(limit), TriggerPrice = P(trigger), Quantity = Q(quantity),
    };

    private static void Confirm(EngineDriver driver, ClientOrderId id, decimal price, decimal leaves) =>
        driver.Report(new ExecutionReport { Kind = ExecutionKind.Modified, OrderId = id, NewPrice = P(price), LeavesQuantity = Q(leaves) });
}
