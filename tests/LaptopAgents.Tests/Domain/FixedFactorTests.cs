using System.Globalization;
using CsCheck;
using LaptopAgents.Domain;

namespace LaptopAgents.Tests.Domain;

public sealed class FixedFactorTests
{
    private static readonly Gen<long> Number = Gen.OneOf(
        Gen.Long[-1_000_000_000_000_000, 1_000_000_000_000_000],
        Gen.Long[-1_000_000_000, 1_000_000_000].Select(value => value * 10_000),
        Gen.Long[-64, 64],
        Gen.Const(long.MinValue), Gen.Const(long.MaxValue), Gen.Const(9_223_372_036_854_770_000L), Gen.Const(-10_000L));

    [Fact]
    public void Its_products_are_those_of_a_plain_multiplication() =>
        Gen.Select(Number, Number, Gen.Enum<Rounding>()).Sample((factor, raw, rounding) =>
            Assert.Equal(Outcome(() => FixedPoint.Multiply(factor, raw, rounding)), Outcome(() => new FixedFactor(factor).Times(raw, rounding))));

    private static string Outcome(Func<long> multiply)
    {
        try
        {
            return multiply().ToString(CultureInfo.InvariantCulture);
        }
        catch (OverflowException)
        {
            return "overflow";
        }
    }
}
