using System.Diagnostics;

namespace LaptopAgents.Benchmarks.Yardsticks;

/// <summary>What one piece of work costs, by thread CPU time.</summary>
/// <param name="Units">Bars, lines or rows in one run.</param>
/// <param name="MedianNanos">Of one run, over all blocks.</param>
/// <param name="BytesPerRun">Allocated on this thread by one run.</param>
/// <param name="Checksum">What the run returned, the same every time.</param>
internal readonly record struct Measurement(
    string Name, long Units, double MedianNanos, double MinNanos, double MaxNanos, double BytesPerRun, long Checksum)
{
    public double NanosPerUnit => MedianNanos / Units;

    /// <summary>Millions of units a second, at the median.</summary>
    public double MillionsPerSecond => Units / MedianNanos * 1e3;
}

/// <summary>
/// Times work in blocks: warm-up first, then the median of many, so that a neighbour's burst of load spoils a block and not the result.
/// </summary>
internal static class Measure
{
    public const int DefaultBlocks = 15;

    // Long enough for the runtime to have recompiled what is hot, which it does on a timer of 100 ms.
    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(400);
    private const double BlockNanos = 20e6;
    private const int MinWarmUpRuns = 3;

    /// <param name="run">One run; returns a checksum that depends on all of its work.</param>
    /// <param name="blocks">Blocks timed, at least 1.</param>
    public static Measurement Run(string name, long units, Func<long> run, int blocks = DefaultBlocks)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(blocks, 1);
        var (checksum, nanosPerRun) = Prepare(run);
        var runsPerBlock = (int)Math.Clamp(BlockNanos / nanosPerRun, 1, 1_000_000);
        var nanos = new double[blocks];
        var bytes = long.MaxValue;
        for (var block = 0; block < blocks; block++)
        {
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            var start = ThreadCpuClock.Nanoseconds;
            for (var i = 0; i < runsPerBlock; i++)
                if (run() != checksum) throw new InvalidOperationException($"{name} gave another result than in its first run.");
            nanos[block] = (ThreadCpuClock.Nanoseconds - start) / (double)runsPerBlock;
            bytes = Math.Min(bytes, GC.GetAllocatedBytesForCurrentThread() - allocated);
        }

        Array.Sort(nanos);
        return new Measurement(name, units, nanos[blocks / 2], nanos[0], nanos[^1], bytes / (double)runsPerBlock, checksum);
    }

    private static (long Checksum, double NanosPerRun) Prepare(Func<long> run)
    {
        var checksum = run();
        var started = Stopwatch.GetTimestamp();
        var fastest = double.MaxValue;
        for (var runs = 0; runs < MinWarmUpRuns || Stopwatch.GetElapsedTime(started) < WarmUp; runs++)
        {
            var start = ThreadCpuClock.Nanoseconds;
            run();
            fastest = Math.Min(fastest, ThreadCpuClock.Nanoseconds - start);
        }

        return (checksum, Math.Max(fastest, 1));
    }
}
