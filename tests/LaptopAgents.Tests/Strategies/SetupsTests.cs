using LaptopAgents.Engine;
using LaptopAgents.Strategies;

namespace LaptopAgents.Tests.Strategies;

/// <summary>The profile's <c>strategy.setups</c>: several strategies in an order, with the plain settings going to the named one.</summary>
public sealed class SetupsTests
{
    [Fact]
    public void Plain_settings_are_those_of_the_named_strategy_and_others_carry_their_setup()
    {
        var parameters = Settings(("lookback_bars", "7"), ("pullback_ribbon.tp_r_mult", "3"));
        Assert.IsType<CompositeStrategy>(StrategyCatalog.Create("sweep_invalidation", ["pullback_ribbon", "sweep_invalidation"], parameters));
        Assert.Contains(("lookback_bars", "7"), parameters.Resolved);
        Assert.Contains(("pullback_ribbon.tp_r_mult", "3"), parameters.Resolved);
    }

    [Fact]
    public void Without_setups_the_named_strategy_runs_alone() =>
        Assert.IsType<BuyAndHoldStrategy>(StrategyCatalog.Create("buy_and_hold", [], Settings()));

    [Theory]
    [InlineData("sweep_invalidation", "pullback_ribbon")] // the named one is missing
    [InlineData("sweep_invalidation", "sweep_invalidation,sweep_invalidation")]
    [InlineData("sweep_invalidation", "sweep_invalidation,composite")]
    [InlineData("sweep_invalidation", "sweep_invalidation,nonsense")]
    [InlineData("nonsense", "sweep_invalidation")]
    public void Setups_that_make_no_sense_are_refused(string name, string setups) =>
        Assert.Throws<StrategyParameterException>(() => StrategyCatalog.Create(name, setups.Split(','), Settings()));

    [Fact]
    public void A_setting_of_a_setup_that_does_not_run_is_refused()
    {
        var refused = Assert.Throws<StrategyParameterException>(() => StrategyCatalog.Create(
            "sweep_invalidation", ["sweep_invalidation", "template"], Settings(("pullback_ribbon.tp_r_mult", "3"), ("template.channel_bars", "1"))));
        Assert.Equal(2, refused.Problems.Count);
    }

    private static StrategyParameters Settings(params (string Key, string Value)[] settings) =>
        new(settings.Select(pair => (pair.Key, pair.Value, "test.yaml:1")));
}
