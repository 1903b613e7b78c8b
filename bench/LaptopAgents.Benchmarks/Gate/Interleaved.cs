using System.Diagnostics;
using LaptopAgents.Benchmarks.Yardsticks;

namespace LaptopAgents.Benchmarks.Gate;

/// <summary>One piece of work beside the others.</summary>
/// <param name="Nanos">Of one run: the median over the blocks.</param>
/// <param name="SpeedOfFirst">Speed as a fraction of the first work's, taken block by block: the median.</param>
internal readonly record struct Timing(string Name, double Nanos, double SpeedOfFirst);

/// <summary>
/// Times several works in turn, block by block, by thread CPU time, so that a noisy neighbour meets all of them and a ratio is one of
/// two measurements of the same moment.
/// </summary>
internal static class Interleaved
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    // A method is compiled for good after thirty calls, and a run calls its outermost ones once.
    private const int MinWarmUpRuns = 32;

    public static Timing[] Run(int blocks, params (string Name, Func<long> Run)[] works)
    {
        var checksums = Array.ConvertAll(works, work => work.Run());
        var started = Stopwatch.GetTimestamp();
        for (var runs = 0; runs < MinWarmUpRuns || Stopwatch.GetElapsedTime(started) < WarmUp; runs++)
            foreach (var (_, run) in works) run();

        var nanos = Array.ConvertAll(works, _ => new double[blocks]);
        for (var block = 0; block < blocks; block++)
        {
            for (var i = 0; i < works.Length; i++)
            {
                var start = ThreadCpuClock.Nanoseconds;
                if (works[i].Run() != checksums[i]) throw new InvalidOperationException($"{works[i].Name} gave another result than in its first run.");
                nanos[i][block] = ThreadCpuClock.Nanoseconds - start;
            }
        }

        return [.. works.Select((work, i) => new Timing(work.Name, Median(nanos[i]), Median([.. nanos[0].Zip(nanos[i], (first, own) => first / own)])))];
    }

    private static double Median(double[] values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
