namespace LaptopAgents.Bitunix;

/// <summary>
/// Growing waits between attempts, spread so that many clients do not come back at once. The spread follows from a key and the attempt,
/// not from a random generator, so that a run can be repeated.
/// </summary>
internal static class Backoff
{
    /// <param name="attempt">From 1.</param>
    /// <param name="key">Tells one waiter from another.</param>
    /// <returns>From half to the whole of <paramref name="first"/> × 2^(attempt − 1), at most <paramref name="longest"/>.</returns>
    public static TimeSpan After(int attempt, TimeSpan first, TimeSpan longest, uint key)
    {
        var full = Math.Min(longest.TotalSeconds, first.TotalSeconds * Math.Pow(2, Math.Min(attempt - 1, 30)));
        return TimeSpan.FromSeconds(full * (0.5 + 0.5 * Unit(key + (uint)attempt)));
    }

    // Murmur's finalizer: neighbouring keys give unrelated numbers from 0 up to 1.
    private static double Unit(uint key)
    {
        key = unchecked((key ^ (key >> 16)) * 0x85ebca6b);
        key = unchecked((key ^ (key >> 13)) * 0xc2b2ae35);
        return (key ^ (key >> 16)) / 4294967296.0;
    }
}
