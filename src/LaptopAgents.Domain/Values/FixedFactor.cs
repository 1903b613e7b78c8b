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
        var shortRaw = raw / FixedPoint.Root;
        return _short != 0 && unchecked(shortRaw * FixedPoint.Root) == raw
            ? checked(shortRaw * _short)
            : FixedPoint.Multiply(raw, _raw, rounding);
    }
}
