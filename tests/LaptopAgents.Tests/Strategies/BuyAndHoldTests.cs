using CsCheck;
using LaptopAgents.Domain;
using LaptopAgents.Engine;
using LaptopAgents.Strategies;
using LaptopAgents.Tests.Engine.Features;

namespace LaptopAgents.Tests.Strategies;

public sealed class BuyAndHoldTests
{
    [Fact]
    public void It_buys_the_whole_equity_on_the_first_bar()
    {
        var intent = Assert.Single(StrategyHarness.Of("buy_and_hold").Feed(Bars.Closes(101)));
        Assert.Equal((IntentAction.Enter, Side.Buy, OrderType.Market), (intent.Action, intent.Side, intent.Type));
        Assert.Equal(Quantity.FromDecimal(99.009m), intent.Quantity);
        Assert.Equal((Price.Zero, Price.Zero), (intent.StopLoss, intent.TakeProfit));
    }

    [Fact]
    public void It_buys_the_share_that_it_is_told() =>
        Assert.Equal(Quantity.FromDecimal(25), Assert.Single(StrategyHarness.Of("buy_and_hold", ("equity_pct", "25")).Feed(Bars.Closes(100))).Quantity);

    [Fact]
    public void It_never_trades_again()
    {
        var harness = StrategyHarness.Of("buy_and_hold");
        harness.Feed(Bars.Closes(100));
        harness.Tell(ExecutionKind.Filled);
        harness.Hold(100);
        Assert.Empty(harness.Feed(Bars.Walk(500).Single()));
        harness.Held = Position.Flat;
        Assert.Empty(harness.Feed(Bars.Walk(100).Single()));
    }

    [Fact]
    public void It_waits_for_an_order_on_its_way()
    {
        var harness = StrategyHarness.Of("buy_and_hold");
        harness.Feed(Bars.Closes(100));
        harness.Orders.Add(StrategyHarness.Order(1, OrderPurpose.Entry));
        Assert.Empty(harness.Feed(Bars.Walk(200).Single()));
        Assert.Equal(Blocks.EntryWorking, harness.Block);
    }

    [Fact]
    public void A_refused_purchase_is_asked_for_again_after_sixty_bars()
    {
        var harness = StrategyHarness.Of("buy_and_hold");
        Assert.Single(harness.Feed(Bars.Closes(100)));
        for (var i = 0; i < 59; i++) Assert.Empty(harness.Feed(Bars.Closes(100)));
        Assert.Equal(Blocks.Refused, harness.Block);
        Assert.Single(harness.Feed(Bars.Closes(100)));
    }

    [Fact]
    public void Without_equity_it_buys_nothing_and_says_so()
    {
        var harness = StrategyHarness.Of("buy_and_hold");
        harness.OwnEquity = Money.Zero;
        Assert.Empty(harness.Feed(Bars.Closes(100)));
        Assert.Equal(Blocks.TooSmall, harness.Block);
    }
}
