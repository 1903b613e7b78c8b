using LaptopAgents.Benchmarks.Yardsticks;

namespace LaptopAgents.Benchmarks.Gate;

/// <summary>
/// Notices a change that makes the engine much slower than it is, on a machine as busy as it may be: shares of the limit loop's speed,
/// timed in turn with it. What the engine is to reach is <see cref="SpeedGate"/>'s business.
/// </summary>
internal static class SpeedGuard
{
    private const int Blocks = 7;

    /// <param name="FloorPercent">Share of the limit loop's speed below which the gate fails.</param>
    /// <param name="TargetPercent">Share that the design aims at.</param>
    private sealed record Line(string Name, Func<long> Run, double FloorPercent, double TargetPercent);

    public static int Run(TextWriter output)
    {
        var market = ReferenceMarket.Generate();
        var points = new long[market.Count];
        var backtest = new Backtest(market);
        Line[] lines =
        [
            new("crossover, ring journal", () => backtest.Flip().Checksum, 4, 50),
            new("crossover, brackets, JSON lines", () => backtest.Brackets().Checksum, 2, 20),
            new("default strategy, realistic", () => backtest.DefaultRealistic().Checksum, 1, 5),
        ];
        output.WriteLine(Text($"{market.Count} bars, {Blocks} blocks in turn with the limit loop"));
        output.WriteLine(Text($"{"work",-36}{"ns/bar",10}{"M bars/s",10}{"of limit",10}{"floor",8}{"target",8}"));
        var failed = 0;
        foreach (var line in lines)
        {
            var (nanos, share) = Compare(() => LimitLoop.RunExact(market, points).Checksum, line.Run, Blocks);
            var perBar = nanos / market.Count;
            var isHeld = share * 100 >= line.FloorPercent;
            if (!isHeld) failed++;
            output.WriteLine(
                Text($"{line.Name,-36}{perBar,10:f1}{1e3 / perBar,10:f1}{share,10:p1}{line.FloorPercent / 100,8:p0}{line.TargetPercent / 100,8:p0}{(isHeld ? "" : "  UNDER THE FLOOR")}"));
        }

        return failed == 0 ? 0 : 1;
    }

    private static (double Nanos, double Share) Compare(Func<long> limit, Func<long> engine, int blocks)
    {
        for (var i = 0; i < 4; i++) Time(engine);
        for (var i = 0; i < 20; i++) Time(limit);
        var nanos = new double[blocks];
        var shares = new double[blocks];
        for (var block = 0; block < blocks; block++)
        {
            var fastest = Math.Min(Time(limit), Math.Min(Time(limit), Time(limit)));
            nanos[block] = Math.Min(Time(engine), Time(engine));
            shares[block] = fastest / nanos[block];
        }

        Array.Sort(nanos);
        Array.Sort(shares);
        return (nanos[blocks / 2], shares[blocks / 2]);
    }

    private static double Time(Func<long> run)
    {
        var start = ThreadCpuClock.Nanoseconds;
        run();
        return ThreadCpuClock.Nanoseconds - start;
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
