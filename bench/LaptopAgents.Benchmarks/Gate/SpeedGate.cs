using LaptopAgents.Benchmarks.Yardsticks;

namespace LaptopAgents.Benchmarks.Gate;

/// <summary>
/// Holds the engine's speed as a share of the limit loop's, timed in turn with it block by block by thread CPU time, so that a busy
/// neighbour slows both. Under a floor the process fails.
/// </summary>
internal static class SpeedGate
{
    private const int Blocks = 15;
    private const int QuickBlocks = 7;

    /// <param name="FloorPercent">Share of the limit loop's speed below which the gate fails.</param>
    /// <param name="TargetPercent">Share that the design aims at.</param>
    private sealed record Line(string Name, Func<long> Run, double FloorPercent, double TargetPercent);

    public static int Run(TextWriter output, bool isQuick)
    {
        var market = ReferenceMarket.Generate();
        var points = new long[market.Count];
        var runs = new EngineRuns(market);
        Line[] lines =
        [
            new("crossover, ring journal", runs.Flip, 4, 50),
            new("crossover, brackets, JSON lines", runs.Brackets, 2, 20),
            new("default strategy, realistic", runs.Realistic, 1, 5),
        ];
        var blocks = isQuick ? QuickBlocks : Blocks;
        output.WriteLine(Text($"{market.Count} bars, {blocks} blocks in turn with the limit loop"));
        output.WriteLine(Text($"{"work",-36}{"ns/bar",10}{"M bars/s",10}{"of limit",10}{"floor",8}{"target",8}"));
        var failed = 0;
        foreach (var line in lines)
        {
            var (nanos, share) = Compare(() => LimitLoop.RunExact(market, points).Checksum, line.Run, blocks);
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
