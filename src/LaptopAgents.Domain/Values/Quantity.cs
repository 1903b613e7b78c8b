namespace LaptopAgents.Domain;

/// <summary>An amount of base currency (or contracts), as whole 10⁻⁸ units. Orders carry magnitudes; positions are signed, long positive.</summary>
/// <param name="Raw">Units of 10⁻⁸.</param>
public readonly record struct Quantity(long Raw) : IComparable<Quantity>
{
    public static Quantity Zero => default;

    public static Quantity MaxValue => new(long.MaxValue);

    public bool IsZero => Raw == 0;

    public bool IsPositive => Raw > 0;

    public bool IsNegative => Raw < 0;

    /// <summary>The exact quantity of a decimal of at most eight places.</summary>
    public static Quantity FromDecimal(decimal value) => new(FixedPoint.FromDecimalExact(value));

    public decimal ToDecimal() => FixedPoint.ToDecimal(Raw);

    public double ToDouble() => Raw / (double)FixedPoint.One;

    public Quantity Abs() => new(Math.Abs(Raw));

    public static Quantity Min(Quantity left, Quantity right) => left.Raw < right.Raw ? left : right;

    public static Quantity Max(Quantity left, Quantity right) => left.Raw > right.Raw ? left : right;

    public Quantity RoundTo(Quantity lot, Rounding rounding) => new(FixedPoint.RoundToMultiple(Raw, lot.Raw, rounding));

    public int CompareTo(Quantity other) => Raw.CompareTo(other.Raw);

    public override string ToString() => FixedPoint.Format(Raw);

    public static Quantity operator +(Quantity left, Quantity right) => new(left.Raw + right.Raw);

    public static Quantity operator -(Quantity left, Quantity right) => new(left.Raw - right.Raw);

    public static Quantity operator -(Quantity value) => new(-value.Raw);

    public static bool operator <(Quantity left, Quantity right) => left.Raw < right.Raw;

    public static bool operator >(Quantity left, Quantity right) => left.Raw > right.Raw;

    public static bool operator <=(Quantity left, Quantity right) => left.Raw <= right.Raw;

    public static bool operator >=(Quantity left, Quantity right) => left.Raw >= right.Raw;
}
