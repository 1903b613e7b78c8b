using LaptopAgents.Domain;
using LaptopAgents.Engine;
using LaptopAgents.Strategies;
using LaptopAgents.Tests.Engine.Features;

namespace LaptopAgents.Tests.Strategies;

public sealed class TemplateTests
{
    // Ranges of 4: the ATR is 4, also on the breakout bar.
    private static readonly Bar[] s_market = [.. Enumerable.Repeat(Bars.Hlcv(102, 98, 100), 30)];
    private static readonly Bar s_breakout = Bars.Hlcv(104, 100, 103);

    [Fact]
    public void A_close_above_the_channel_is_bought()
    {
        var harness = StrategyHarness.Of("template");
        Assert.Empty(harness.Feed(s_market));
        var intent = Assert.Single(harness.Feed(s_breakout));
        // Stop 103 − 2 · 4; target 103 + 3 · 8.
        Assert.Equal((Side.Buy, Price.FromDecimal(95), Price.FromDecimal(127)), (intent.Side, intent.StopLoss, intent.TakeProfit));
        Assert.Equal("Close 103.0 above 102.0", intent.Reason);
    }

    [Fact]
    public void A_close_at_the_channel_is_not()
    {
        var harness = StrategyHarness.Of("template");
        harness.Feed(s_market);
        Assert.Empty(harness.Feed(Bars.Hlcv(104, 100, 102)));
        Assert.Equal("no breakout", harness.Block);
    }

    [Fact]
    public void It_waits_while_a_position_or_an_entry_exists()
    {
        var harness = StrategyHarness.Of("template");
        harness.Feed(s_market);
        harness.Hold(1);
        Assert.Empty(harness.Feed(s_breakout));
        Assert.Equal(Blocks.InPosition, harness.Block);
        harness.Held = Position.Flat;
        harness.Orders.Add(StrategyHarness.Order(1, OrderPurpose.Entry));
        Assert.Empty(harness.Feed(Bars.Hlcv(110, 106, 109)));
        Assert.Equal(Blocks.EntryWorking, harness.Block);
    }

    [Fact]
    public void A_stop_under_zero_is_no_trade()
    {
        var harness = StrategyHarness.Of("template", ("stop_atr_mult", "50"));
        harness.Feed(s_market);
        Assert.Empty(harness.Feed(s_breakout));
        Assert.Equal(Blocks.NoRoom, harness.Block);
    }
}
