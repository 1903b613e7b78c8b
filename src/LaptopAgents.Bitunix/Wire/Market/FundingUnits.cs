using LaptopAgents.Domain;

namespace LaptopAgents.Bitunix;

/// <summary>
/// Turns the venue's funding numbers into fractions. Its running rate comes in percent points and its history as a fraction; neither
/// is documented, so both are held against the cap, which tells the unit: a cap of 0.3 is 0.3 %, for as a fraction nobody would trade.
/// </summary>
public sealed class FundingUnits
{
    // As a fraction per settlement: no venue's cap is above this, and none's cap in percent points is below it.
    private const decimal LargestFraction = 0.04m;
    private readonly bool _isPercent;
    private readonly decimal _capFraction;

    /// <param name="rawCap">The cap in the running rate's unit; null when the venue does not say.</param>
    public FundingUnits(decimal? rawCap = null)
    {
        _isPercent = rawCap is not { } cap || Math.Abs(cap) is 0 or > LargestFraction;
        _capFraction = rawCap is { } known && known != 0 ? Math.Abs(_isPercent ? known / 100m : known) : LargestFraction;
    }

    /// <summary>The running rate (REST or push) as a fraction, to the nearest 10⁻⁸.</summary>
    public Rate Current(decimal raw) => Fraction(_isPercent ? raw / 100m : raw);

    /// <summary>A settled rate as a fraction. One beyond the cap can only be percent points.</summary>
    public Rate Settled(decimal raw) => Fraction(Math.Abs(raw) > _capFraction * 1.01m ? raw / 100m : raw);

    private static Rate Fraction(decimal fraction) =>
        new(FixedPoint.FromDecimal(Math.Clamp(fraction, -1m, 1m), Rounding.HalfEven));
}
