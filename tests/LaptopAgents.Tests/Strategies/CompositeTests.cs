using LaptopAgents.Domain;
using LaptopAgents.Engine;
using LaptopAgents.Strategies;
using LaptopAgents.Tests.Engine.Features;

namespace LaptopAgents.Tests.Strategies;

public sealed class CompositeTests
{
    [Fact]
    public void The_second_setup_is_asked_only_where_the_first_gave_nothing()
    {
        var (first, second) = (new Scripted("first", 2), new Scripted("second", 1, 2));
        var harness = new StrategyHarness(new CompositeStrategy(first, second));
        Assert.Equal("second", Assert.Single(harness.Feed(Bars.Hlcv(1, 1, 1))).Reason);
        Assert.Equal("first", Assert.Single(harness.Feed(Bars.Hlcv(1, 1, 1))).Reason);
        Assert.Empty(harness.Feed(Bars.Hlcv(1, 1, 1)));
        Assert.Equal((3, 2), (first.Asked, second.Asked));
    }

    [Fact]
    public void Every_setup_hears_of_orders()
    {
        var (first, second) = (new Scripted("first"), new Scripted("second"));
        new StrategyHarness(new CompositeStrategy(first, second)).Tell(ExecutionKind.Filled);
        Assert.Equal((1, 1), (first.Told, second.Told));
    }

    [Fact]
    public void It_explains_with_the_words_of_the_first_setup()
    {
        var harness = new StrategyHarness(new CompositeStrategy(new Scripted("first"), new Scripted("second", 2)));
        harness.Feed(Bars.Hlcv(1, 1, 1));
        Assert.Equal("first waits", harness.Block);
        harness.Feed(Bars.Hlcv(1, 1, 1));
        Assert.Null(harness.Block);
    }

    [Fact]
    public void The_order_of_setups_comes_from_the_profile()
    {
        // A rising market whose newest bar sweeps a low: both setups would trade.
        Bar[] bars = [.. Enumerable.Range(0, 80).Select(i => Bars.Hlcv(1_005 + i, 995 + i, 1_000 + i, 10)), Bars.Hlcv(1_080, 1_060, 1_079, 10)];
        Assert.Equal(OrderType.Limit, First("pullback_ribbon,sweep_invalidation"));
        Assert.Equal(OrderType.Market, First(" sweep_invalidation , pullback_ribbon"));

        OrderType First(string setups)
        {
            var harness = StrategyHarness.Of("composite", ("setups", setups), ("pullback_ribbon.pending_max_bars", "5"));
            harness.Hold(1);
            Assert.Empty(harness.Feed(bars[..^1]));
            harness.Held = Position.Flat;
            return Assert.Single(harness.Feed(bars[^1])).Type;
        }
    }

    [Fact]
    public void Settings_reach_the_setup_that_they_name()
    {
        var harness = StrategyHarness.Of("composite", ("setups", "sma_crossover"), ("sma_crossover.fast", "1"), ("sma_crossover.slow", "2"));
        Assert.Single(harness.Feed(Bars.Closes(100, 101)));
    }

    [Fact]
    public void Every_mistake_is_reported_with_the_setup_that_it_belongs_to()
    {
        var refused = Assert.Throws<StrategyParameterException>(() => StrategyHarness.Of(
            "composite", ("setups", "sma_crossover"), ("sma_crossover.fsat", "1"), ("sma_crossover.slow", "x"), ("pullback_ribbon.tp_r_mult", "2")));
        Assert.Equal(3, refused.Problems.Count);
        Assert.Contains(refused.Problems, problem => problem.Contains("fsat: unknown setting; did you mean 'fast'?", StringComparison.Ordinal));
        Assert.Contains(refused.Problems, problem => problem.EndsWith("(in sma_crossover)", StringComparison.Ordinal));
        Assert.Contains(refused.Problems, problem => problem.Contains("pullback_ribbon.tp_r_mult: unknown setting", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("composite")]
    [InlineData("sweep_invalidation,sweep_invalidation")]
    [InlineData("sweeps")]
    public void A_list_of_setups_that_makes_no_sense_is_refused(string setups) =>
        Assert.Throws<StrategyParameterException>(() => StrategyHarness.Of("composite", ("setups", setups)));

    [Fact]
    public void What_is_in_force_is_listed_with_the_names_of_the_setups()
    {
        var parameters = new StrategyParameters([("setups", "sma_crossover", "test"), ("sma_crossover.fast", "3", "test")]);
        StrategyCatalog.Create("composite", parameters);
        Assert.Contains(("setups", "sma_crossover"), parameters.Resolved);
        Assert.Contains(("sma_crossover.fast", "3"), parameters.Resolved);
        Assert.Contains(("sma_crossover.slow", "50"), parameters.Resolved);
    }

    private sealed class Scripted(string name, params int[] tradesAt) : IStrategy, IExplains
    {
        public int Asked { get; private set; }

        public int Told { get; private set; }

        public string? LastBlock => name + " waits";

        public void Initialize(StrategySetup setup)
        {
        }

        public void OnBar(StrategyContext context, IntentBuffer intents)
        {
            Asked++;
            if (tradesAt.Contains((int)context.BarCount)) intents.Add(OrderIntent.Exit(name));
        }

        public void OnOrder(StrategyContext context, in OrderUpdate update, IntentBuffer intents) => Told++;
    }
}
