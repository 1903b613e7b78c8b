namespace LaptopAgents.Domain;

/// <summary>A price, or a distance between prices, in quote currency per unit of base, as whole 10⁻⁸ units. Overflow throws.</summary>
/// <param name="Raw">Units of 10⁻⁸.</param>
public readonly record struct Price(long Raw) : IComparable<Price>
{
    /// <summary>No price.</summary>
    public static Price Zero => default;

    /// <summary>The largest price there is.</summary>
    public static Price MaxValue => new(long.MaxValue);

    public bool IsZero => Raw == 0;

    /// <summary>The exact price of a decimal of at most eight places.</summary>
    public static Price FromDecimal(decimal value) => new(FixedPoint.FromDecimalExact(value));

    /// <summary>The tick of <paramref name="instrument"/> at or beside a computed price.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not a finite number that a price can hold.</exception>
    public static Price FromDouble(double value, Instrument instrument, Rounding rounding)
    {
        ArgumentNullException.ThrowIfNull(instrument);
        if (!double.IsFinite(value) || Math.Abs(value) > 9e10)
            throw new ArgumentOutOfRangeException(nameof(value), value, "Not a price.");
        return instrument.RoundPrice(new Price(FixedPoint.FromDecimal((decimal)value, Rounding.HalfEven)), rounding);
    }

    public decimal ToDecimal() => FixedPoint.ToDecimal(Raw);

    /// <summary>For features and signals only; the way back is <see cref="FromDouble"/>.</summary>
    public double ToDouble() => Raw / (double)FixedPoint.One;

    public Price RoundTo(Price tick, Rounding rounding) => new(FixedPoint.RoundToMultiple(Raw, tick.Raw, rounding));

    /// <summary>This price times a fraction, for spreads and slippage.</summary>
    public Price Times(Rate rate, Rounding rounding) => new(FixedPoint.Multiply(Raw, rate.Raw, rounding));

    public Price Abs() => new(Math.Abs(Raw));

    public int CompareTo(Price other) => Raw.CompareTo(other.Raw);

    public override string ToString() => FixedPoint.Format(Raw);

    public static Price operator +(Price left, Price right) => new(left.Raw + right.Raw);

    public static Price operator -(Price left, Price right) => new(left.Raw - right.Raw);

    public static Price operator -(Price value) => new(-value.Raw);

    /// <summary>Notional. Exact for a price and a quantity on the instrument's grid (see <see cref="Instrument"/>).</summary>
    public static Money operator *(Price price, Quantity quantity) =>
        new(FixedPoint.Multiply(price.Raw, quantity.Raw, Rounding.TowardZero));

    public static bool operator <(Price left, Price right) => left.Raw < right.Raw;

    public static bool operator >(Price left, Price right) => left.Raw > right.Raw;

    public static bool operator <=(Price left, Price right) => left.Raw <= right.Raw;

    public static bool operator >=(Price left, Price right) => left.Raw >= right.Raw;
}
