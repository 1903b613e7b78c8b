using CsCheck;
using LaptopAgents.Domain;
using LaptopAgents.Engine;
using LaptopAgents.Strategies;
using LaptopAgents.Tests.Engine.Features;

namespace LaptopAgents.Tests.Strategies;

public sealed class StrategyCatalogTests
{
    public static TheoryData<string> Names => new(StrategyCatalog.Describe().Select(strategy => strategy.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_documented_is_what_is_read(string name)
    {
        var parameters = StrategyParameters.Empty;
        StrategyCatalog.Create(name, parameters);
        var documented = StrategyCatalog.Find(name).Parameters.Select(parameter => (parameter.Key, parameter.Default));
        Assert.Equal(documented, parameters.Resolved.Where(pair => !pair.Key.Contains('.', StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_setting_that_a_strategy_does_not_know_is_refused(string name) =>
        Assert.Throws<StrategyParameterException>(() => StrategyHarness.Of(name, ("no_such_setting", "1")));

    [Fact]
    public void An_unknown_strategy_is_answered_with_the_nearest()
    {
        var refused = Assert.Throws<StrategyParameterException>(() => StrategyCatalog.Create("sweep_invalidaton", StrategyParameters.Empty));
        Assert.StartsWith("'sweep_invalidaton' is no strategy; did you mean 'sweep_invalidation'?", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_mistake_is_reported_at_once_with_its_place()
    {
        var refused = Assert.Throws<StrategyParameterException>(() => StrategyHarness.Of(
            "sweep_invalidation", ("lookback_bars", "0"), ("target", "moon"), ("ema_filter", "perhaps"), ("tp_r_mul", "2")));
        Assert.Equal(4, refused.Problems.Count);
        Assert.All(refused.Problems, problem => Assert.StartsWith("test.yaml:1: ", problem, StringComparison.Ordinal));
        Assert.Contains(refused.Problems, problem => problem.Contains("did you mean 'tp_r_mult'?", StringComparison.Ordinal));
        Assert.Contains(refused.Problems, problem => problem.Contains("'0' is not a number from 1 to 10000", StringComparison.Ordinal));
    }

    [Fact]
    public void The_default_strategy_is_in_the_catalog() => Assert.Equal(StrategyCatalog.Default, StrategyCatalog.Describe()[0].Name);

    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_bars_give_the_same_intents(string name) =>
        Bars.Walk(120, 300).Sample(bars => Assert.Equal(Decisions(name, bars), Decisions(name, bars)), iter: 20);

    [Theory]
    [MemberData(nameof(Names))]
    public void What_comes_later_changes_nothing_that_was_decided(string name) =>
        Gen.Select(Bars.Walk(200, 300), Bars.Walk(300), Gen.Int[60, 199]).Sample(
            (bars, noise, cut) =>
            {
                var before = Decisions(name, bars).TakeWhile(decision => decision.Bar < cut);
                var other = Decisions(name, [.. bars[..cut], .. noise[cut..]]).TakeWhile(decision => decision.Bar < cut);
                Assert.Equal(before, other);
            },
            iter: 20);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_bar_on_which_nothing_is_wanted_allocates_nothing(string name)
    {
        var bars = Bars.Walk(1_500).Single();
        var harness = StrategyHarness.Of(name);
        harness.Hold(1);
        for (var i = 0; i < 500; i++) harness.Step(in bars[i]);
        for (var i = 500; i < bars.Length; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var wanted = harness.Step(in bars[i]);
            if (wanted == 0) Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_price_of_an_intent_is_on_the_tick_and_every_stop_behind_the_entry(string name) =>
        Bars.Walk(200, 400).Sample(
            bars =>
            {
                foreach (var (bar, intent) in Decisions(name, bars))
                {
                    var tick = StrategyHarness.Btc.TickSize.Raw;
                    Assert.Equal(0, intent.LimitPrice.Raw % tick + intent.StopLoss.Raw % tick + intent.TakeProfit.Raw % tick);
                    if (intent.Action != IntentAction.Enter || intent.StopLoss.IsZero) continue;
                    var entry = intent.Type == OrderType.Limit ? intent.LimitPrice : bars[bar].Close;
                    Assert.True(intent.Side.Sign() * (entry - intent.StopLoss).Raw > 0);
                    Assert.True(intent.Side.Sign() * (intent.TakeProfit - entry).Raw > 0);
                    Assert.NotNull(intent.Reason);
                }
            },
            iter: 20);

    private static List<(int Bar, OrderIntent Intent)> Decisions(string name, Bar[] bars)
    {
        var harness = StrategyHarness.Of(name);
        List<(int, OrderIntent)> decisions = [];
        for (var i = 0; i < bars.Length; i++)
            foreach (var intent in harness.Feed(bars[i])) decisions.Add((i, intent));
        return decisions;
    }
}
