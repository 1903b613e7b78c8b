using System.Numerics;

namespace LaptopAgents.Engine;

/// <summary>
/// A rolling 64-bit hash of every change of the engine's state, in order. Two runs with the same hash after each event went through
/// the same states. It is a fingerprint for comparing runs, not a defence against forgery.
/// </summary>
public struct StateHash
{
    // Odd multipliers with well-mixed bits (golden ratio and the two of MurmurHash3's finaliser).
    private const ulong First = 0x9E3779B97F4A7C15;
    private const ulong Second = 0xFF51AFD7ED558CCD;
    private const ulong Third = 0xC4CEB9FE1A85EC53;

    public ulong Value { get; private set; }

    /// <summary>Restores a hash that was kept with a snapshot.</summary>
    public static StateHash From(ulong value) => new() { Value = value };

    // The three products do not wait for each other; only the last line depends on the hash so far.
    internal void Absorb(long a, long b, long c)
    {
        unchecked
        {
            var mixed = (ulong)a * First ^ BitOperations.RotateLeft((ulong)b * Second, 23) ^ BitOperations.RotateLeft((ulong)c * Third, 41);
            Value = (BitOperations.RotateLeft(Value, 27) ^ mixed) * First;
        }
    }
}

/// <summary>Several numbers in one of the hash's three places.</summary>
internal static class HashLane
{
    /// <summary>Three numbers as one. A change of any single one of them always changes it.</summary>
    public static long Of(long a, long b, long c = 0) =>
        unchecked((long)((ulong)a ^ BitOperations.RotateLeft((ulong)b, 21) ^ BitOperations.RotateLeft((ulong)c, 42)));
}
