using LaptopAgents.Domain;
using LaptopAgents.Engine;
using LaptopAgents.TestKit;
using static LaptopAgents.TestKit.EngineDriver;

namespace LaptopAgents.Tests.Engine;

public sealed class AllocationTests
{
    [Fact]
    public void A_quiet_bar_with_an_open_bracket_touches_no_heap()
    {
        var positions = new PositionOptions { TrailingEnabled = true, TrailAtrMultiple = 3m, MaxBarsOpen = 1_000_000 };
        var driver = new EngineDriver(Options(Unlimited with { MaxDailyLoss = M(5000m), MaxDrawdownPercent = 50m }, positions: positions));
        driver.Open(Side.Buy, 2m, 100m, stop: 90m, target: 150m);
        var effects = new EffectBuffer();
        Quiet(driver, effects, bars: 1000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Quiet(driver, effects, bars: 10_000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(effects.IsEmpty);
        Assert.Equal(2m, driver.Held);
    }

    private static void Quiet(EngineDriver driver, EffectBuffer effects, int bars)
    {
        for (var i = 0; i < bars; i++)
        {
            var opened = driver.Now;
            driver.Now += Minute;
            var next = EngineEvent.OfBar(default, driver.Now, new Bar(opened, new Price(10_000_000_000), new Price(10_010_000_000 + i % 3),
                new Price(9_990_000_000), new Price(10_000_000_000 + i % 7), new Quantity(100_000)));
            driver.Engine.Step(in next, effects);
        }
    }
}
