using System.Globalization;
using LaptopAgents.Benchmarks.Yardsticks;

namespace LaptopAgents.Benchmarks.Gate;

/// <summary>
/// The promise of speed as a test: ratios to the limit loop and to the textbook engine, taken in the same process at the same moment,
/// and what a run allocates. The exit code is 1 when anything is under its floor.
/// </summary>
internal static class SpeedGate
{
    private const int Blocks = 15;
    private const int ThoroughBlocks = 31;
    private const int ManyBars = 10_000_000;

    /// <param name="isQuick">Leaves out what takes minutes: the ten million bars.</param>
    public static int Run(TextWriter output, bool isQuick)
    {
        var market = ReferenceMarket.Generate();
        output.WriteLine(ThreadCpuClock.IsThreadTime ? "Thread CPU time" : "Wall time: this system has no thread clock of use, so neighbours count");
        List<Check> checks = [.. Engine(output, market, isQuick ? Blocks : ThoroughBlocks), .. Memory(market), LoadOfYear(market)];
        if (!isQuick) checks.AddRange(ManyBarsStreamed());
        foreach (var check in checks) output.WriteLine(check.ToString());
        return checks.TrueForAll(check => check.Holds) ? 0 : 1;
    }

    private static List<Check> Engine(TextWriter output, ReferenceMarket market, int blocks)
    {
        var backtest = new Backtest(market);
        var points = new long[market.Count];
        var fast = Interleaved.Run(
            blocks,
            ("limit loop", () => LimitLoop.RunExact(market, points).Checksum),
            ("engine: flip, ring journal", () => backtest.Flip().Checksum),
            ("engine: brackets, JSON lines", () => backtest.Brackets().Checksum),
            ("engine: default strategy, realistic", () => backtest.DefaultRealistic().Checksum));
        var candles = TextbookEngine.ToCandles(market);
        var textbook = Measure.Run("textbook engine", market.Count, () => TextbookEngine.Run(candles).Checksum, blocks: 3);
        foreach (var timing in fast) Print(output, timing.Name, timing.Nanos / market.Count, timing.SpeedOfFirst);
        Print(output, textbook.Name, textbook.NanosPerUnit, fast[0].Nanos / textbook.MedianNanos);
        return
        [
            new Check("flip, of the limit loop's speed", fast[1].SpeedOfFirst * 100, 25, 50, "%"),
            new Check("brackets and JSON lines, of the limit loop's speed", fast[2].SpeedOfFirst * 100, 12, 20, "%"),
            new Check("default strategy, realistic", market.Count / fast[3].Nanos * 1e3, 5, 10, "M bars/s"),
            new Check("flip, times the textbook engine's speed", textbook.MedianNanos / fast[1].Nanos, 25, 60, "x"),
        ];
    }

    private static void Print(TextWriter output, string name, double nanosPerBar, double speedOfLimit) => output.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"      {name,-40}{nanosPerBar,10:f2} ns/bar{1e3 / nanosPerBar,10:f2} M bars/s{speedOfLimit,10:p1} of the limit"));

    private static Check[] Memory(ReferenceMarket market)
    {
        var (year, half) = (new Backtest(market), new Backtest(ReferenceMarket.Generate(market.Count / 2)));
        foreach (var backtest in new[] { year, half })
        {
            backtest.Hold();
            backtest.Flip();
        }

        var perBar = (year.Hold().BytesInRun - half.Hold().BytesInRun) / (market.Count - market.Count / 2.0);
        return
        [
            new Check("allocated on a quiet bar", perBar, 0, 0, "bytes", IsCost: true),
            new Check("allocated by a year's run with 14,000 orders, beyond its result", year.Flip().BytesInRun, 2048, 2048, "bytes", IsCost: true),
        ];
    }

    private static Check LoadOfYear(ReferenceMarket market)
    {
        using var stored = new StoredYears(market);
        var load = Measure.Run("load of a year", market.Count, stored.LoadWhole);
        return new Check("load of a year from Parquet, checked and graded", load.MedianNanos / 1e6, 40, 25, "ms", IsCost: true);
    }

    private static Check[] ManyBarsStreamed()
    {
        using var stored = new StoredYears(ReferenceMarket.Generate(ManyBars));
        stored.StreamThroughEngine();
        var heap = GC.GetTotalMemory(forceFullCollection: true);
        var run = Measure.Run("10 M bars", stored.Count, stored.StreamThroughEngine, blocks: 5);
        var kept = GC.GetTotalMemory(forceFullCollection: true) - heap;
        return
        [
            new Check("10 M bars from Parquet through the engine", run.MedianNanos / 1e9, 0.6, 0.3, "s", IsCost: true),
            new Check("allocated meanwhile, by bar", run.BytesPerRun / stored.Count, 16, 10, "bytes", IsCost: true),
            new Check("kept of it", kept / 1e6, 1, 0, "MB", IsCost: true),
        ];
    }
}
