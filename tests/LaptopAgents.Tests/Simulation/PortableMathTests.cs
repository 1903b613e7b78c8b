using CsCheck;
using LaptopAgents.Simulation;

namespace LaptopAgents.Tests.Simulation;

public sealed class PortableMathTests
{
    [Fact]
    public void The_exponential_is_that_of_the_library_to_fourteen_digits() =>
        Gen.Double[-100, 100].Sample(x => Assert.InRange(PortableMath.Exp(x) / Math.Exp(x) - 1, -1e-14, 1e-14));

    [Fact]
    public void The_exponential_has_known_bits()
    {
        // Bits that one machine found; every other one must find them too.
        Assert.Equal(0x3FF0000000000000, BitConverter.DoubleToInt64Bits(PortableMath.Exp(0)));
        Assert.Equal(0x4005BF0A8B14576A, BitConverter.DoubleToInt64Bits(PortableMath.Exp(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => PortableMath.Exp(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => PortableMath.Exp(300));
    }

    [Fact]
    public void The_bell_has_mean_zero_and_variance_one()
    {
        var (sum, squares) = (0.0, 0.0);
        const int draws = 200_000;
        for (var i = 0; i < draws; i++)
        {
            var draw = PortableMath.Bell(Prng.Bits(1, 2, (ulong)i));
            sum += draw;
            squares += draw * draw;
            Assert.InRange(draw, -3.47, 3.47);
        }

        Assert.InRange(sum / draws, -0.01, 0.01);
        Assert.InRange(squares / draws, 0.99, 1.01);
    }

    [Fact]
    public void Logarithm_agrees_with_the_library()
    {
        Gen.Double[1e-300, 1].Sample(x => Assert.InRange(PortableMath.Log(x) - Math.Log(x), -1e-14 * Math.Max(1, -Math.Log(x)), 1e-14 * Math.Max(1, -Math.Log(x))));
        Gen.Double[0.5, 1e6].Sample(x => Assert.InRange(PortableMath.Log(x) - Math.Log(x), -2e-14, 2e-14));
        Assert.Equal(0.0, PortableMath.Log(1));
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(-1.0)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Logarithm_refuses_what_has_none(double x) => Assert.Throws<ArgumentOutOfRangeException>(() => PortableMath.Log(x));
}
