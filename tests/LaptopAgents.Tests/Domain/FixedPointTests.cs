using System.Globalization;
using System.Numerics;
using System.Text;
using CsCheck;
using LaptopAgents.Domain;

namespace LaptopAgents.Tests.Domain;

public sealed class FixedPointTests
{
    private static readonly BigInteger _one = FixedPoint.One;

    [Fact]
    public void A_product_is_exact_or_rounded_once_or_throws() =>
        Gen.Select(Exact.AnyRaw, Exact.AnyRaw, Exact.AnyRounding).Sample((left, right, rounding) =>
            Exact.Agrees(Exact.Divide((BigInteger)left * right, _one, rounding), () => FixedPoint.Multiply(left, right, rounding)),
            iter: 200_000);

    [Fact]
    public void A_product_near_the_ends_of_the_range_is_exact_or_throws() =>
        Gen.Select(Gen.Long[-200, 200], Gen.Long[-200, 200], Exact.OneOf(long.MinValue, long.MaxValue), Exact.AnyRounding)
            .Sample((off, near, end, rounding) =>
            {
                var left = end < 0 ? end + Math.Abs(off) : end - Math.Abs(off);
                var right = FixedPoint.One + near;
                return Exact.Agrees(Exact.Divide((BigInteger)left * right, _one, rounding), () => FixedPoint.Multiply(left, right, rounding))
                    && Exact.Agrees(Exact.Divide((BigInteger)left * -right, _one, rounding), () => FixedPoint.Multiply(left, -right, rounding));
            }, iter: 50_000);

    [Fact]
    public void A_quotient_of_a_product_is_rounded_once_or_throws() =>
        Gen.Select(Exact.AnyRaw, Exact.AnyRaw, Exact.AnyRaw.Where(n => n != 0), Exact.AnyRounding).Sample((left, right, divisor, rounding) =>
            Exact.Agrees(
                Exact.Divide((BigInteger)left * right, divisor, rounding), () => FixedPoint.MultiplyDivide(left, right, divisor, rounding)),
            iter: 200_000);

    [Fact]
    public void A_quotient_is_rounded_once_or_throws() =>
        Gen.Select(Exact.AnyRaw, Exact.AnyRaw.Where(n => n != 0), Exact.AnyRounding).Sample((left, right, rounding) =>
            Exact.Agrees(Exact.Divide(left * _one, right, rounding), () => FixedPoint.Divide(left, right, rounding)), iter: 100_000);

    [Fact]
    public void Division_by_zero_throws() =>
        Assert.Throws<DivideByZeroException>(() => FixedPoint.Divide(1, 0, Rounding.HalfEven));

    [Fact]
    public void A_multiple_of_a_step_is_the_nearest_in_the_named_direction_or_throws() =>
        Gen.Select(Exact.AnyRaw, Gen.OneOf(Gen.Long[1, 1_000_000_000], Gen.Long[1, long.MaxValue]), Exact.AnyRounding).Sample((raw, step, rounding) =>
            Exact.Agrees(Exact.Divide(raw, step, rounding) * step, () => FixedPoint.RoundToMultiple(raw, step, rounding)), iter: 100_000);

    [Fact]
    public void Every_value_survives_the_way_through_decimal_and_text() =>
        Exact.AnyRaw.Sample(raw =>
        {
            var value = FixedPoint.ToDecimal(raw);
            var text = FixedPoint.Format(raw);
            return value * FixedPoint.One == raw
                && FixedPoint.FromDecimalExact(value) == raw
                && decimal.Parse(text, CultureInfo.InvariantCulture) == value
                && !(text.Contains('.', StringComparison.Ordinal) && text.EndsWith('0'));
        }, iter: 100_000);

    [Theory]
    [InlineData(0, "0")]
    [InlineData(1, "0.00000001")]
    [InlineData(-12_000, "-0.00012")]
    [InlineData(100_000_000, "1")]
    [InlineData(6_543_210_000_000, "65432.1")]
    [InlineData(long.MaxValue, "92233720368.54775807")]
    [InlineData(long.MinValue, "-92233720368.54775808")]
    public void Text_is_the_shortest_exact_decimal(long raw, string expected)
    {
        Assert.Equal(expected, FixedPoint.Format(raw));
        Assert.Equal(expected, new Price(raw).ToString());
        Assert.Equal(expected, new Money(raw).ToString());
        Span<byte> bytes = stackalloc byte[FixedPoint.MaxFormattedLength];
        Assert.True(FixedPoint.TryFormat(raw, bytes, out var written));
        Assert.Equal(expected, Encoding.ASCII.GetString(bytes[..written]));
    }

    [Fact]
    public void Text_is_not_written_into_a_span_that_might_be_too_short() =>
        Assert.False(FixedPoint.TryFormat(1, new byte[FixedPoint.MaxFormattedLength - 1], out _));

    [Fact]
    public void A_decimal_becomes_units_by_the_named_rounding() =>
        Gen.Select(Gen.Long[-1_000_000_000_000_000, 1_000_000_000_000_000], Gen.Int[0, 20], Exact.AnyRounding).Sample((digits, places, rounding) =>
        {
            var scale = BigInteger.Pow(10, places);
            var value = new decimal((int)Math.Abs(digits), (int)(Math.Abs(digits) >> 32), 0, digits < 0, (byte)places);
            return Exact.Agrees(Exact.Divide(digits * _one, scale, rounding), () => FixedPoint.FromDecimal(value, rounding));
        }, iter: 100_000);

    [Fact]
    public void A_decimal_of_more_than_eight_places_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Price.FromDecimal(1.000000001m));

    [Fact]
    public void A_decimal_beyond_the_range_throws()
    {
        Assert.Throws<OverflowException>(() => Money.FromDecimal(92_233_720_368.54775808m));
        Assert.Throws<OverflowException>(() => Money.FromDecimal(decimal.MaxValue));
        Assert.Equal(long.MinValue, Money.FromDecimal(-92_233_720_368.54775808m).Raw);
    }
}
