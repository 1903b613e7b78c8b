using LaptopAgents.Domain;
using LaptopAgents.Engine;
using LaptopAgents.TestKit;
using static LaptopAgents.TestKit.EngineDriver;

namespace LaptopAgents.Tests.Engine.Orders;

public sealed class ReportTests
{
    [Fact]
    public void Partial_fills_add_up_in_the_order_and_in_the_position()
    {
        var driver = new EngineDriver().On(100m, EnterLimit(Side.Buy, 100m, 3m));
        var entry = driver.Submits[0];
        driver.Accept(in entry).Fill(in entry, 100m, quantity: 1m, fee: 0.02m);
        Assert.Equal((1m, OrderStatus.PartiallyFilled), (driver.Held, driver.Strategy.Updates[^1].Order.Status));
        driver.Fill(in entry, 99.9m, quantity: 2m, cumulative: 3m, fee: 0.04m);
        var record = Assert.Single(driver.Orders);
        Assert.Equal((Q(3m), M(299.8m), M(0.06m)), (record.FilledQuantity, record.FilledNotional, record.Fees));
        Assert.Equal(OrderStatus.Filled, record.Status);
        Assert.Equal(M(10_000m - 0.06m), driver.Engine.Cash);
    }

    [Fact]
    public void A_fill_larger_than_its_order_stops_the_engine()
    {
        var driver = new EngineDriver().On(100m, EnterLimit(Side.Buy, 100m, 3m));
        Assert.Throws<InvariantViolation>(() => driver.Fill(driver.Submits[0], 100m, quantity: 4m));
    }

    [Fact]
    public void A_fill_after_the_cancel_was_asked_for_is_booked()
    {
        var driver = new EngineDriver().On(100m, EnterLimit(Side.Buy, 100m, 3m));
        var entry = driver.Submits[0];
        driver.Accept(in entry).On(100m, OrderIntent.CancelOrder(entry.Id)).Fill(in entry, 100m);
        Assert.Equal(3m, driver.Held);
        Assert.Equal((OrderStatus.Filled, OrderReason.None), (driver.Orders[^1].Status, driver.Orders[^1].Reason));
    }

    [Fact]
    public void A_fill_that_comes_after_the_order_was_taken_for_dead_is_booked()
    {
        var driver = new EngineDriver().On(100m, EnterLimit(Side.Buy, 100m, 3m));
        var entry = driver.Submits[0];
        driver.Accept(in entry).Report(ExecutionKind.Canceled, entry.Id).Fill(in entry, 100m, fee: 1m);
        Assert.Equal(3m, driver.Held);
        Assert.Equal(M(9_999m), driver.Engine.Cash);
    }

    [Fact]
    public void A_liquidation_that_no_order_of_ours_asked_for_is_booked_under_its_own_name()
    {
        var driver = new EngineDriver().Open(Side.Buy, 2m, 100m);
        driver.Report(driver.FillOf(default, Side.Sell, 60m, Q(2m)) with { Purpose = OrderPurpose.Liquidation, Fee = M(5m) });
        var trade = Assert.Single(driver.Trades);
        Assert.Equal((OrderPurpose.Liquidation, M(-85m)), (trade.ExitPurpose, trade.NetPnl));
        Assert.True(driver.Fills[^1].OrderId.IsNone);
    }

    [Fact]
    public void A_report_on_an_order_that_nobody_knows_changes_no_money()
    {
        var driver = new EngineDriver().Bar(100m).Report(ExecutionKind.Accepted, new ClientOrderId(9, 9)).Report(ExecutionKind.Canceled, new ClientOrderId(9, 9));
        Assert.Equal(M(10_000m), driver.Engine.Equity);
        Assert.Empty(driver.Orders);
    }

    [Fact]
    public void The_same_fill_told_twice_is_booked_once()
    {
        var driver = new EngineDriver().On(100m, EnterLimit(Side.Buy, 100m, 3m));
        var entry = driver.Submits[0];
        var first = driver.FillOf(entry.Id, Side.Buy, 100m, Q(1m)) with { LeavesQuantity = Q(2m) };
        var second = driver.FillOf(entry.Id, Side.Buy, 100m, Q(2m)) with { CumulativeQuantity = Q(3m) };
        driver.Accept(in entry).Report(in first).Report(in first).Report(in second).Report(in second).Report(in first);
        Assert.Equal(3m, driver.Held);
        Assert.Equal(2, driver.Fills.Count);
        Assert.Equal(2, driver.Strategy.Updates.Count(update => update.Report.Kind == ExecutionKind.Filled));
    }

    [Fact]
    public void Fills_that_overtook_each_other_are_both_booked()
    {
        var driver = new EngineDriver().On(100m, EnterLimit(Side.Buy, 100m, 3m));
        var entry = driver.Submits[0];
        var first = driver.FillOf(entry.Id, Side.Buy, 100m, Q(1m)) with { LeavesQuantity = Q(2m) };
        var second = driver.FillOf(entry.Id, Side.Buy, 100m, Q(1m)) with { CumulativeQuantity = Q(2m), LeavesQuantity = Q(1m) };
        driver.Accept(in entry).Report(in second).Report(in first);
        Assert.Equal(2m, driver.Held);
    }

    [Fact]
    public void Another_fill_under_the_same_number_stops_the_engine()
    {
        var driver = new EngineDriver().On(100m, EnterLimit(Side.Buy, 100m, 3m));
        var entry = driver.Submits[0];
        var fill = driver.FillOf(entry.Id, Side.Buy, 100m, Q(1m)) with { LeavesQuantity = Q(2m) };
        driver.Report(in fill);
        Assert.Throws<InvariantViolation>(() => driver.Report(fill with { LastPrice = P(101m) }));
    }

    [Fact]
    public void A_refusal_while_the_cancel_is_on_its_way_ends_the_order()
    {
        var driver = new EngineDriver().On(100m, EnterLimit(Side.Buy, 100m, 3m));
        var id = driver.Submits[0].Id;
        driver.On(100m, OrderIntent.CancelOrder(id)).Report(ExecutionKind.Rejected, id, OrderReason.InsufficientMargin);
        driver.Report(ExecutionKind.CancelRejected, id, OrderReason.UnknownOrder);
        Assert.Equal((OrderStatus.Rejected, OrderReason.InsufficientMargin), (driver.Orders[^1].Status, driver.Orders[^1].Reason));
        driver.On(100m, EnterLimit(Side.Buy, 100m, 3m));
        Assert.Equal(2, driver.Submits.Count);
    }

    [Fact]
    public void A_change_that_was_refused_leaves_no_reason_behind()
    {
        var driver = new EngineDriver().On(100m, EnterLimit(Side.Buy, 100m, 3m));
        var entry = driver.Submits[0];
        driver.Accept(in entry).Report(ExecutionKind.ModifyRejected, entry.Id, OrderReason.OffTick).Fill(in entry, 100m);
        Assert.Equal(OrderReason.None, driver.Orders[^1].Reason);
    }

    [Fact]
    public void A_late_message_does_not_move_an_order_backwards()
    {
        var driver = new EngineDriver().On(100m, EnterLimit(Side.Buy, 100m, 3m));
        var entry = driver.Submits[0];
        driver.Fill(in entry, 100m, quantity: 1m).Accept(in entry);
        Assert.Equal(OrderStatus.PartiallyFilled, driver.Strategy.Updates[^1].Order.Status);
    }

    [Fact]
    public void Orders_still_alive_at_the_end_are_recorded_as_they_are()
    {
        var driver = new EngineDriver().On(100m, EnterLimit(Side.Buy, 90m, 3m));
        driver.Accept(driver.Submits[0]);
        var effects = new EffectBuffer();
        driver.Engine.RecordLiveOrders(effects);
        Assert.Equal(OrderStatus.Accepted, effects.Orders[0].Status);
    }
}
