using CsCheck;
using LaptopAgents.Domain;
using LaptopAgents.Engine;

namespace LaptopAgents.Tests.Engine.Features;

public sealed class FeatureOracleTests
{
    public static TheoryData<string> Names => FeatureCases.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_feature_agrees_with_a_slow_recomputation_of_the_whole_history(string name)
    {
        var test = FeatureCases.Named(name);
        Bars.Walk(1, 90).Sample(
            bars =>
            {
                var feature = test.Create();
                for (var i = 0; i < bars.Length; i++)
                {
                    feature.OnBar(in bars[i]);
                    if (feature.IsReady) AssertNear(test.Oracle(bars[..(i + 1)]), test.Read(feature), $"{name} at bar {i}");
                }
            },
            iter: 60);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_feature_is_ready_after_exactly_its_warm_up(string name)
    {
        var test = FeatureCases.Named(name);
        Bars.Walk(80).Sample(
            bars =>
            {
                var feature = test.Create();
                for (var i = 0; i < bars.Length; i++)
                {
                    Assert.Equal(i >= feature.WarmUpBars, feature.IsReady);
                    feature.OnBar(in bars[i]);
                }
            },
            iter: 3);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_value_is_not_a_number_before_the_warm_up_is_over(string name)
    {
        var feature = FeatureCases.Named(name).Create();
        if (feature is not IValueFeature valued) return;
        var bar = Bars.Hlcv(110, 90, 100);
        for (var i = 0; i < feature.WarmUpBars; i++)
        {
            Assert.True(double.IsNaN(valued.Value), $"{name} has a value after {i} bars");
            feature.OnBar(in bar);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_windowed_feature_does_not_know_how_long_the_history_was(string name)
    {
        var test = FeatureCases.Named(name);
        if (!test.IsWindowed) return;
        Gen.Select(Bars.Walk(70), Gen.Int[0, 40]).Sample(
            (bars, skipped) =>
            {
                var (whole, late) = (test.Create(), test.Create());
                foreach (var bar in bars) whole.OnBar(in bar);
                foreach (var bar in bars[skipped..]) late.OnBar(in bar);
                Assert.Equal(test.Read(whole), test.Read(late));
            },
            iter: 100);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_market_that_stands_still_gives_a_number_and_no_crash(string name)
    {
        var test = FeatureCases.Named(name);
        var feature = test.Create();
        var bar = Bars.Hlcv(100, 100, 100, volume: 0);
        Bar[] bars = [.. Enumerable.Repeat(bar, 60)];
        foreach (var still in bars) feature.OnBar(in still);
        Assert.True(feature.IsReady);
        Assert.All(test.Read(feature), value => Assert.True(double.IsFinite(value)));
        AssertNear(test.Oracle(bars), test.Read(feature), name);
    }

    [Fact]
    public void No_feature_allocates_on_a_bar()
    {
        var bars = Bars.Walk(2_000).Single();
        foreach (var test in FeatureCases.All)
        {
            var feature = test.Create();
            foreach (var bar in bars) feature.OnBar(in bar);
            var before = GC.GetAllocatedBytesForCurrentThread();
            foreach (var bar in bars) feature.OnBar(in bar);
            Assert.True(GC.GetAllocatedBytesForCurrentThread() == before, $"{test.Name} allocates");
        }
    }

    private static void AssertNear(double[] expected, double[] actual, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            if (double.IsNaN(expected[i]) && double.IsNaN(actual[i])) continue;
            var tolerance = 1e-9 * Math.Max(1, Math.Abs(expected[i]));
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance, $"{what}: expected {expected[i]:R}, got {actual[i]:R}");
        }
    }
}
