using System.Globalization;
using System.Runtime.CompilerServices;

namespace LaptopAgents.Domain;

/// <summary>
/// Arithmetic on whole 10⁻⁸ units. Every value type of the domain is a <see cref="long"/> of such units, so that sums are exact
/// and the same on every machine. Products pass through 128 bits; a result that does not fit throws <see cref="OverflowException"/>.
/// </summary>
public static class FixedPoint
{
    /// <summary>Decimal places of one unit.</summary>
    public const int Decimals = 8;

    /// <summary>The number 1.</summary>
    public const long One = 100_000_000;

    /// <summary>10⁻⁴ in 10⁻⁸ units: a product of two multiples of it is exact.</summary>
    internal const long Root = 10_000;

    /// <summary>Largest number of characters that <see cref="TryFormat(long, Span{byte}, out int)"/> writes.</summary>
    public const int MaxFormattedLength = 21;

    /// <summary><c>left × right</c>, both and the result in 10⁻⁸ units.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Multiply(long left, long right, Rounding rounding)
    {
        // Prices and quantities on any real grid are multiples of 10⁻⁴: their product is exact and needs no 128 bits.
        var shortLeft = left / Root;
        var shortRight = right / Root;
        return unchecked(shortLeft * Root) == left && unchecked(shortRight * Root) == right
            ? checked(shortLeft * shortRight)
            : MultiplyInexact(left, right, rounding);
    }

    /// <summary><c>left × right ÷ divisor</c> with one rounding at the end.</summary>
    /// <exception cref="DivideByZeroException"><paramref name="divisor"/> is zero.</exception>
    public static long MultiplyDivide(long left, long right, long divisor, Rounding rounding)
    {
        if (divisor == 0) throw new DivideByZeroException();
        if (left == divisor) return right;
        if (right == divisor) return left;
        var high = Math.BigMul(left, right, out long low);
        return high == low >> 63 && divisor != -1 ? DivideShort(low, divisor, rounding) : DivideWide((Int128)left * right, divisor, rounding);
    }

    private static long DivideShort(long product, long divisor, Rounding rounding)
    {
        var quotient = product / divisor;
        var remainder = product - quotient * divisor;
        return remainder == 0 ? quotient : quotient + (long)Adjustment(quotient, remainder, divisor, rounding);
    }

    private static long DivideWide(Int128 product, long divisor, Rounding rounding)
    {
        var quotient = product / divisor;
        var remainder = product - quotient * divisor;
        return checked((long)(quotient + Adjustment(quotient, remainder, divisor, rounding)));
    }

    /// <summary><c>left ÷ right</c> in 10⁻⁸ units.</summary>
    public static long Divide(long left, long right, Rounding rounding) => MultiplyDivide(left, One, right, rounding);

    /// <summary>The multiple of <paramref name="step"/> at or beside <paramref name="raw"/>.</summary>
    public static long RoundToMultiple(long raw, long step, Rounding rounding)
    {
        var quotient = raw / step;
        var remainder = raw - quotient * step;
        return remainder == 0 ? raw : checked((quotient + (long)Adjustment(quotient, remainder, step, rounding)) * step);
    }

    /// <summary>The exact decimal value.</summary>
    public static decimal ToDecimal(long raw)
    {
        var magnitude = raw < 0 ? unchecked((ulong)-raw) : (ulong)raw;
        return unchecked(new decimal((int)magnitude, (int)(magnitude >> 32), 0, raw < 0, Decimals));
    }

    /// <summary>Units of a decimal; throws when it does not fit.</summary>
    public static long FromDecimal(decimal value, Rounding rounding)
    {
        var scaled = value * One;
        return decimal.ToInt64(rounding switch
        {
            Rounding.TowardZero => decimal.Truncate(scaled),
            Rounding.AwayFromZero => decimal.Round(scaled, 0, MidpointRounding.AwayFromZero) is var near && Math.Abs(near) >= Math.Abs(scaled)
                ? near : near + Math.Sign(scaled),
            Rounding.Floor => decimal.Floor(scaled),
            Rounding.Ceiling => decimal.Ceiling(scaled),
            _ => decimal.Round(scaled, 0, MidpointRounding.ToEven),
        });
    }

    /// <summary>Units of a decimal that has at most eight places.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value has more places: it would be changed in silence.</exception>
    public static long FromDecimalExact(decimal value)
    {
        var raw = FromDecimal(value, Rounding.TowardZero);
        return ToDecimal(raw) == value
            ? raw
            : throw new ArgumentOutOfRangeException(nameof(value), value, "More than eight decimal places.");
    }

    /// <summary>Writes the shortest exact decimal form as UTF-8, for example <c>-0.00012</c>.</summary>
    public static bool TryFormat(long raw, Span<byte> destination, out int written)
    {
        written = 0;
        if (destination.Length < MaxFormattedLength) return false;
        var magnitude = raw < 0 ? unchecked((ulong)-raw) : (ulong)raw;
        var whole = magnitude / One;
        var fraction = (uint)(magnitude - whole * One);
        if (raw < 0) destination[written++] = (byte)'-';
        whole.TryFormat(destination[written..], out var digits, default, CultureInfo.InvariantCulture);
        written += digits;
        if (fraction == 0) return true;

        destination[written++] = (byte)'.';
        for (var scale = (uint)One / 10; fraction != 0; scale /= 10)
        {
            var digit = fraction / scale;
            destination[written++] = (byte)('0' + digit);
            fraction -= digit * scale;
        }

        return true;
    }

    /// <summary>The shortest exact decimal form, for example <c>-0.00012</c>.</summary>
    public static string Format(long raw)
    {
        Span<byte> buffer = stackalloc byte[MaxFormattedLength];
        TryFormat(raw, buffer, out var written);
        return System.Text.Encoding.ASCII.GetString(buffer[..written]);
    }

    private static long MultiplyInexact(long left, long right, Rounding rounding)
    {
        var high = Math.BigMul(left, right, out long low);
        return high == low >> 63 ? DivideByOne(low, rounding) : MultiplyWide(left, right, rounding);
    }

    private static long DivideByOne(long product, Rounding rounding)
    {
        var quotient = product / One;
        var remainder = product - quotient * One;
        return remainder == 0 ? quotient : quotient + SmallAdjustment(quotient, remainder, rounding);
    }

    private static long SmallAdjustment(long quotient, long remainder, Rounding rounding) =>
        (long)Adjustment(quotient, remainder, One, rounding);

    // A notional of a few million already passes 64 bits before the division, so this is the common path. Schoolbook division in
    // 32-bit limbs by a constant costs two multiplications; Int128's own division costs ten times as much.
    private static long MultiplyWide(long left, long right, Rounding rounding)
    {
        var negative = (left ^ right) < 0;
        var high = Math.BigMul(Magnitude(left), Magnitude(right), out var low);
        if (high >= One) throw new OverflowException("A product does not fit into 64 bits of 10⁻⁸ units.");
        var upper = (high << 32) | (low >> 32);
        var upperQuotient = upper / One;
        var lower = ((upper - upperQuotient * One) << 32) | (low & uint.MaxValue);
        var lowerQuotient = lower / One;
        var remainder = (long)(lower - lowerQuotient * One);
        var magnitude = (upperQuotient << 32) | lowerQuotient;
        // The smallest value has no positive twin: its magnitude is turned as bits.
        var quotient = negative && magnitude == 1UL << 63 ? long.MinValue : negative ? -checked((long)magnitude) : checked((long)magnitude);
        if (remainder == 0) return quotient;
        return checked(quotient + SmallAdjustment(quotient, negative ? -remainder : remainder, rounding));
    }

    private static ulong Magnitude(long value) => value < 0 ? unchecked((ulong)-value) : (ulong)value;

    // `remainder` has the sign of the exact result (truncating division), also when the quotient is zero.
    private static Int128 Adjustment(Int128 quotient, Int128 remainder, Int128 divisor, Rounding rounding)
    {
        if (remainder == 0) return 0;
        var sign = (remainder < 0) == (divisor < 0) ? 1 : -1;
        return rounding switch
        {
            Rounding.TowardZero => 0,
            Rounding.AwayFromZero => sign,
            Rounding.Floor => sign < 0 ? -1 : 0,
            Rounding.Ceiling => sign > 0 ? 1 : 0,
            _ => HalfEven(quotient, remainder, divisor, sign),
        };
    }

    private static int HalfEven(Int128 quotient, Int128 remainder, Int128 divisor, int sign)
    {
        var twice = Int128.Abs(remainder) * 2;
        var whole = Int128.Abs(divisor);
        return twice > whole || (twice == whole && (quotient & 1) != 0) ? sign : 0;
    }
}
