using CsCheck;
using System.Numerics;
using LaptopAgents.Domain;

namespace LaptopAgents.Tests.Domain;

/// <summary>Slow, obvious arithmetic on integers without a limit: what every rounding of the domain is held to.</summary>
internal static class Exact
{
    public static readonly Rounding[] Roundings = Enum.GetValues<Rounding>();

    /// <summary>Ordinary numbers, tiny ones, grid prices and the ends of the range, all about equally likely.</summary>
    public static Gen<long> AnyRaw { get; } = Gen.OneOf(
        Gen.Long,
        Gen.Long[-1_000_000_000_000_000, 1_000_000_000_000_000],
        Gen.Long[-1000, 1000],
        Gen.Long[-900_000_000, 900_000_000].Select(n => n * 10_000),
        OneOf(long.MinValue, long.MaxValue, long.MinValue + 1, 0L, 1L, -1L, FixedPoint.One, -FixedPoint.One));

    public static Gen<Rounding> AnyRounding { get; } = Gen.Int[0, Roundings.Length - 1].Select(i => Roundings[i]);

    public static Gen<long> OneOf(params long[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    public static BigInteger Divide(BigInteger numerator, BigInteger denominator, Rounding rounding)
    {
        if (denominator < 0) (numerator, denominator) = (-numerator, -denominator);
        var floor = BigInteger.Divide(numerator - Modulo(numerator, denominator), denominator);
        var rest = numerator - floor * denominator;
        if (rest.IsZero) return floor;
        return rounding switch
        {
            Rounding.Floor => floor,
            Rounding.Ceiling => floor + 1,
            Rounding.TowardZero => numerator < 0 ? floor + 1 : floor,
            Rounding.AwayFromZero => numerator < 0 ? floor : floor + 1,
            _ => (rest * 2).CompareTo(denominator) switch { < 0 => floor, > 0 => floor + 1, _ => floor.IsEven ? floor : floor + 1 },
        };
    }

    /// <summary>Holds that <paramref name="actual"/> gives the exact result when 64 bits can hold it, and throws when they cannot.</summary>
    public static bool Agrees(BigInteger expected, Func<long> actual)
    {
        if (expected >= long.MinValue && expected <= long.MaxValue) return actual() == (long)expected;
        try
        {
            actual();
            return false;
        }
        catch (OverflowException)
        {
            return true;
        }
    }

    private static BigInteger Modulo(BigInteger value, BigInteger modulus)
    {
        var rest = value % modulus;
        return rest < 0 ? rest + modulus : rest;
    }
}
