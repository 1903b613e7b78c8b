namespace LaptopAgents.Domain;

/// <summary>A fraction as whole 10⁻⁸ units: 0.0001 is one basis point. Fee, funding and margin rates are fractions, never percent.</summary>
/// <param name="Raw">Units of 10⁻⁸.</param>
public readonly record struct Rate(long Raw) : IComparable<Rate>
{
    public static Rate Zero => default;

    public static Rate One => new(FixedPoint.One);

    public bool IsZero => Raw == 0;

    /// <summary>The exact fraction of a decimal of at most eight places.</summary>
    public static Rate FromDecimal(decimal fraction) => new(FixedPoint.FromDecimalExact(fraction));

    /// <summary>The fraction of a number of basis points, to the nearest 10⁻⁸.</summary>
    public static Rate FromBps(decimal bps) => new(FixedPoint.FromDecimal(bps / 10_000m, Rounding.HalfEven));

    /// <summary>The fraction of a percentage, to the nearest 10⁻⁸.</summary>
    public static Rate FromPercent(decimal percent) => new(FixedPoint.FromDecimal(percent / 100m, Rounding.HalfEven));

    public decimal ToDecimal() => FixedPoint.ToDecimal(Raw);

    public double ToDouble() => Raw / (double)FixedPoint.One;

    public decimal ToBps() => FixedPoint.ToDecimal(Raw) * 10_000m;

    public Rate Abs() => new(Math.Abs(Raw));

    public int CompareTo(Rate other) => Raw.CompareTo(other.Raw);

    public override string ToString() => FixedPoint.Format(Raw);

    public static Rate operator +(Rate left, Rate right) => new(left.Raw + right.Raw);

    public static Rate operator -(Rate left, Rate right) => new(left.Raw - right.Raw);

    public static Rate operator -(Rate value) => new(-value.Raw);

    public static bool operator <(Rate left, Rate right) => left.Raw < right.Raw;

    public static bool operator >(Rate left, Rate right) => left.Raw > right.Raw;

    public static bool operator <=(Rate left, Rate right) => left.Raw <= right.Raw;

    public static bool operator >=(Rate left, Rate right) => left.Raw >= right.Raw;
}
