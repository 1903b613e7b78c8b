namespace LaptopAgents.Engine;

/// <summary>The lengths that a feature may have.</summary>
internal static class Period
{
    /// <summary>Longest window: seventy days of minutes. It bounds memory, and keeps sums of prices inside 64 bits.</summary>
    public const int Max = 100_000;

    /// <summary>Returns <paramref name="bars"/> when a window can be that long.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside <paramref name="min"/> to <see cref="Max"/>.</exception>
    public static int Check(int bars, int min = 1) =>
        bars >= min && bars <= Max
            ? bars
            : throw new ArgumentOutOfRangeException(nameof(bars), bars, $"A feature's length is from {min} to {Max} bars.");
}
