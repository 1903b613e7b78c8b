namespace LaptopAgents.Domain;

/// <summary>An amount of quote currency as whole 10⁻⁸ units, at most about 92 billion. Signed: a fee is positive, a rebate negative.</summary>
/// <param name="Raw">Units of 10⁻⁸.</param>
public readonly record struct Money(long Raw) : IComparable<Money>
{
    public static Money Zero => default;

    public static Money MaxValue => new(long.MaxValue);

    public bool IsZero => Raw == 0;

    public bool IsNegative => Raw < 0;

    public bool IsPositive => Raw > 0;

    /// <summary>The exact amount of a decimal of at most eight places.</summary>
    public static Money FromDecimal(decimal value) => new(FixedPoint.FromDecimalExact(value));

    public decimal ToDecimal() => FixedPoint.ToDecimal(Raw);

    public double ToDouble() => Raw / (double)FixedPoint.One;

    /// <summary>This amount times a fraction; fees and funding name the rounding that is against us.</summary>
    public Money Times(Rate rate, Rounding rounding) => new(FixedPoint.Multiply(Raw, rate.Raw, rounding));

    /// <summary>This amount × <paramref name="part"/> ÷ <paramref name="whole"/>, rounded once.</summary>
    public Money Share(Quantity part, Quantity whole, Rounding rounding) =>
        new(FixedPoint.MultiplyDivide(Raw, part.Raw, whole.Raw, rounding));

    public Money Abs() => new(Math.Abs(Raw));

    public static Money Min(Money left, Money right) => left.Raw < right.Raw ? left : right;

    public static Money Max(Money left, Money right) => left.Raw > right.Raw ? left : right;

    public int CompareTo(Money other) => Raw.CompareTo(other.Raw);

    public override string ToString() => FixedPoint.Format(Raw);

    public static Money operator +(Money left, Money right) => new(left.Raw + right.Raw);

    public static Money operator -(Money left, Money right) => new(left.Raw - right.Raw);

    public static Money operator -(Money value) => new(-value.Raw);

    /// <summary>The quantity that this amount buys, before rounding to the lot.</summary>
    public static Quantity operator /(Money amount, Price price) =>
        new(FixedPoint.Divide(amount.Raw, price.Raw, Rounding.TowardZero));

    public static bool operator <(Money left, Money right) => left.Raw < right.Raw;

    public static bool operator >(Money left, Money right) => left.Raw > right.Raw;

    public static bool operator <=(Money left, Money right) => left.Raw <= right.Raw;

    public static bool operator >=(Money left, Money right) => left.Raw >= right.Raw;
}
