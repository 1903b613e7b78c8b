using System.Numerics;
using System.Runtime.CompilerServices;

namespace LaptopAgents.Domain;

/// <summary>
/// A factor in 10⁻⁸ units by which many numbers are multiplied: what the product needs to know of it is found once. The results are
/// those of <see cref="FixedPoint.Multiply"/>.
/// </summary>
public readonly struct FixedFactor
{
    private readonly long _raw;

    // The factor in units of 10⁻⁴, or zero when it is not a whole number of them.
    private readonly long _short;

    /// <param name="raw">The factor in 10⁻⁸ units.</param>
    public FixedFactor(long raw)
    {
        _raw = raw;
        _short = raw % FixedPoint.Root == 0 ? raw / FixedPoint.Root : 0;
    }

    /// <summary>The factor × <paramref name="raw"/>, both and the result in 10⁻⁸ units.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Times(long raw, Rounding rounding)
    {
        // An exact division by 10⁴ is a multiplication by the inverse of 5⁴ modulo 2⁶⁴ and a turn by four bits; a number that is no
        // multiple comes out beyond the largest quotient (Warren, Hacker's Delight, 10-17).
        var shortRaw = BitOperations.RotateRight(unchecked((ulong)raw * InverseOf625), 4);
        return _short != 0 && shortRaw <= MaxQuotient ? checked((long)shortRaw * _short) : FixedPoint.Multiply(raw, _raw, rounding);
    }

    private const ulong InverseOf625 = 0xD288_CE70_3AFB_7E91;
    private const ulong MaxQuotient = long.MaxValue / FixedPoint.Root;
}
