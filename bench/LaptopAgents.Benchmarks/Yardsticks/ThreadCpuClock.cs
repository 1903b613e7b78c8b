using System.Diagnostics;
using System.Runtime.InteropServices;

namespace LaptopAgents.Benchmarks.Yardsticks;

/// <summary>
/// Time that the calling thread has spent on a processor. On a machine that others use too, it is the only clock by which two programs
/// can be compared.
/// </summary>
internal static partial class ThreadCpuClock
{
    // CLOCK_THREAD_CPUTIME_ID
    private const int LinuxClock = 3;
    private const int MacClock = 16;

    private static readonly int Clock = OperatingSystem.IsLinux() ? LinuxClock : OperatingSystem.IsMacOS() ? MacClock : -1;

    /// <summary>False where the system has no such clock of useful resolution: then it is wall time, and neighbours count.</summary>
    public static bool IsThreadTime => Clock >= 0;

    /// <summary>Nanoseconds since an arbitrary instant.</summary>
    public static long Nanoseconds
    {
        get
        {
            if (Clock >= 0 && ReadClock(Clock, out var time) == 0) return time.Seconds * 1_000_000_000 + time.Nanoseconds;
            return (long)Stopwatch.GetElapsedTime(0).TotalNanoseconds;
        }
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ReadClock(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
