using LaptopAgents.Bitunix;
using LaptopAgents.Domain;

namespace LaptopAgents.Tests.Bitunix.Broker;

/// <summary>Each kind of order against the exchange simulator, when nothing goes wrong.</summary>
public sealed class SimulatorBrokerTests
{
    [Fact]
    public async Task A_market_order_is_accepted_filled_and_equal_on_both_sides()
    {
        await using var bed = await BrokerBed.StartAsync();
        var id = bed.Send(bed.Order(Side.Buy, 0.02m));
        await bed.UntilAsync(id, OrderStatus.Filled);
        Assert.Equal([ExecutionKind.Accepted, ExecutionKind.Filled], bed.Ledger.Reports.Select(report => report.Kind).Distinct());
        Assert.Equal([$"la-{id}"], bed.Intents);
        Assert.All(bed.Ledger.Reports.Where(report => report.Kind == ExecutionKind.Filled), fill => Assert.True(fill.Fee.IsPositive && fill.LastPrice.Raw > 0));
        await bed.AssertEqualAsync();
    }

    [Fact]
    public async Task A_limit_order_rests_is_changed_and_is_canceled()
    {
        await using var bed = await BrokerBed.StartAsync();
        var id = bed.Send(bed.Order(Side.Buy, 0.02m, 59_000m));
        await bed.UntilAsync(id, OrderStatus.Accepted);
        bed.Modify(new ModifyOrder(id, default, Quantity.FromDecimal(0.03m), Price.FromDecimal(59_100m), default));
        await bed.UntilAsync(() => bed.Ledger.Reports.Exists(report => report.Kind == ExecutionKind.Modified && report.NewPrice == Price.FromDecimal(59_100m) && report.LeavesQuantity == Quantity.FromDecimal(0.03m)), "the change");
        await bed.AssertEqualAsync();
        bed.Cancel(id);
        await bed.UntilAsync(id, OrderStatus.Canceled);
        await bed.AssertEqualAsync();
    }

    [Fact]
    public async Task A_post_only_order_that_would_take_is_rejected_for_that_reason()
    {
        await using var bed = await BrokerBed.StartAsync();
        var id = bed.Send(bed.Order(Side.Buy, 0.02m, 60_500m) with { PostOnly = true });
        await bed.UntilAsync(id, OrderStatus.Rejected);
        Assert.Equal(OrderReason.PostOnlyWouldTake, bed.Ledger.Reports[^1].Reason);
        await bed.AssertEqualAsync();
    }

    [Theory]
    [InlineData(TimeInForce.ImmediateOrCancel, OrderReason.TimeInForceEnded)]
    [InlineData(TimeInForce.FillOrKill, OrderReason.NotEnoughLiquidity)]
    public async Task An_order_that_cannot_fill_at_once_ends_by_its_time_in_force(TimeInForce force, OrderReason reason)
    {
        await using var bed = await BrokerBed.StartAsync();
        var id = bed.Send(bed.Order(Side.Buy, 0.02m, 59_000m) with { TimeInForce = force });
        await bed.UntilAsync(id, OrderStatus.Canceled);
        Assert.Equal(reason, bed.Ledger.Reports[^1].Reason);
        await bed.AssertEqualAsync();
    }

    [Theory]
    [InlineData(ReduceForm.OppositeOrder, true, true)]
    [InlineData(ReduceForm.ClosePosition, false, true)]
    [InlineData(ReduceForm.OppositeThenClose, false, true)]
    [InlineData(ReduceForm.OppositeThenClose, true, false)]
    public async Task A_position_is_closed_in_each_form_that_the_venue_may_want(ReduceForm form, bool byOpen, bool byClose)
    {
        await using var bed = await BrokerBed.StartAsync(form, quirks => (quirks.OneWayReduceByOpen, quirks.OneWayReduceByClose) = (byOpen, byClose));
        await bed.UntilAsync(bed.Send(bed.Order(Side.Sell, 0.02m)), OrderStatus.Filled);
        await bed.UntilAsync(bed.Send(bed.Order(Side.Buy, 0.02m) with { ReduceOnly = true }), OrderStatus.Filled);
        Assert.True(bed.Ledger.Position.IsFlat);
        await bed.AssertEqualAsync();
    }

    [Fact]
    public async Task A_reversal_is_two_orders_and_one_to_the_engine()
    {
        await using var bed = await BrokerBed.StartAsync();
        await bed.UntilAsync(bed.Send(bed.Order(Side.Buy, 0.02m)), OrderStatus.Filled);
        var id = bed.Send(bed.Order(Side.Sell, 0.05m) with { ClosingQuantity = Quantity.FromDecimal(0.02m) });
        await bed.UntilAsync(id, OrderStatus.Filled);
        Assert.Equal(Quantity.FromDecimal(-0.03m), bed.Ledger.Position.Quantity);
        Assert.Equal([$"la-{id}-c", $"la-{id}"], bed.Intents[1..]);
        await bed.AssertEqualAsync();
    }

    [Fact]
    public async Task A_reversal_whose_position_is_gone_still_ends_in_the_wanted_position()
    {
        await using var bed = await BrokerBed.StartAsync();
        var id = bed.Send(bed.Order(Side.Sell, 0.05m) with { ClosingQuantity = Quantity.FromDecimal(0.02m) });
        await bed.UntilAsync(() => bed.Ledger.Position.Quantity == Quantity.FromDecimal(-0.03m) && OrderTransitionsEnd(bed.StatusOf(id)), "the entry alone");
        await bed.AssertEqualAsync();
    }

    [Theory]
    [InlineData(59_990, 70_000, OrderPurpose.StopLoss)]
    [InlineData(50_000, 60_010, OrderPurpose.TakeProfit)]
    public async Task A_bracket_rides_on_its_entry_and_the_leg_that_acts_is_told_under_its_own_id(int stop, int target, OrderPurpose acts)
    {
        await using var bed = await BrokerBed.StartAsync();
        // The market stands near 60 060 or below; legs that would fire at once are refused, so both are set from the price.
        var last = (await bed.Audit.Market.TickersAsync(["BTCUSDT"], default)).Value[0].LastPrice!.Value.ToDecimal();
        var order = bed.Order(Side.Buy, 0.02m) with { StopLoss = bed.Leg(stop == 50_000 ? stop : last - 15m), TakeProfit = bed.Leg(target == 70_000 ? target : last + 15m) };
        await bed.UntilAsync(bed.Send(order), OrderStatus.Filled);
        await bed.UntilAsync(() => bed.StatusOf(order.StopLoss.Id) == OrderStatus.Accepted && bed.StatusOf(order.TakeProfit.Id) == OrderStatus.Accepted, "both legs stand");
        await bed.AssertEqualAsync();
        bed.Host.Admin.Step(Duration.FromMinutes(10));
        var (acting, other) = acts == OrderPurpose.StopLoss ? (order.StopLoss.Id, order.TakeProfit.Id) : (order.TakeProfit.Id, order.StopLoss.Id);
        await bed.UntilAsync(acting, OrderStatus.Filled);
        await bed.UntilAsync(other, OrderStatus.Canceled);
        Assert.True(bed.Ledger.Position.IsFlat);
        await bed.AssertEqualAsync();
    }

    [Fact]
    public async Task Legs_fall_with_a_position_that_is_closed_otherwise()
    {
        await using var bed = await BrokerBed.StartAsync();
        var order = bed.Order(Side.Buy, 0.02m) with { StopLoss = bed.Leg(50_000m), TakeProfit = bed.Leg(70_000m) };
        await bed.UntilAsync(bed.Send(order), OrderStatus.Filled);
        await bed.UntilAsync(order.StopLoss.Id, OrderStatus.Accepted);
        bed.Modify(new ModifyOrder(order.StopLoss.Id, default, default, default, Price.FromDecimal(51_000m)));
        await bed.UntilAsync(() => bed.Ledger.Reports.Exists(report => report.OrderId == order.StopLoss.Id && report.NewPrice == Price.FromDecimal(51_000m)), "the stop moves");
        await bed.UntilAsync(bed.Send(bed.Order(Side.Sell, 0.02m) with { ReduceOnly = true }), OrderStatus.Filled);
        await bed.UntilAsync(order.StopLoss.Id, OrderStatus.Canceled);
        await bed.UntilAsync(order.TakeProfit.Id, OrderStatus.Canceled);
        await bed.AssertEqualAsync();
    }

    [Fact]
    public async Task What_the_venue_does_not_offer_is_rejected_and_nothing_is_sent()
    {
        await using var bed = await BrokerBed.StartAsync();
        var id = bed.Send(bed.Order(Side.Buy, 0.02m) with { Type = OrderType.StopMarket, TriggerPrice = Price.FromDecimal(61_000m) });
        await bed.UntilAsync(id, OrderStatus.Rejected);
        Assert.Equal(OrderReason.NotOffered, bed.Ledger.Reports[^1].Reason);
        Assert.Empty(bed.Intents);
    }

    [Fact]
    public async Task What_others_do_on_the_account_is_booked_and_found()
    {
        await using var bed = await BrokerBed.StartAsync();
        var stop = TestContext.Current.CancellationToken;
        Assert.True((await bed.Audit.Trade.PlaceAsync(new PlaceOrder { Symbol = "BTCUSDT", Side = Side.Buy, Quantity = Quantity.FromDecimal(0.01m), ClientId = "by-hand-1" }, stop)).IsOk);
        Assert.True((await bed.Audit.Trade.PlaceAsync(new PlaceOrder { Symbol = "BTCUSDT", Side = Side.Buy, Quantity = Quantity.FromDecimal(0.01m), LimitPrice = Price.FromDecimal(59_000m), ClientId = "by-hand-2" }, stop)).IsOk);
        await bed.UntilAsync(() => bed.Ledger.Position.Quantity == Quantity.FromDecimal(0.01m), "the hand's fill");
        await bed.UntilAsync(() => bed.Findings.Exists(finding => finding.Kind == BrokerFindingKind.ForeignFill) && bed.Findings.Exists(finding => finding.Kind == BrokerFindingKind.ForeignOrder), "both findings");
        Assert.Single((await bed.Audit.Account.PendingOrdersAsync(new HistoryQuery(), stop)).Value.Rows);
    }

    private static bool OrderTransitionsEnd(OrderStatus status) => LaptopAgents.Engine.OrderTransitions.IsTerminal(status);
}
