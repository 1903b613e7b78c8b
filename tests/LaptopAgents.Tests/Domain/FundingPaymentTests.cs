using System.Numerics;
using CsCheck;
using LaptopAgents.Domain;
using static LaptopAgents.TestKit.EngineDriver;

namespace LaptopAgents.Tests.Domain;

public sealed class FundingPaymentTests
{
    [Theory]
    [InlineData(2, 0.0001, -0.02)]
    [InlineData(-2, 0.0001, 0.02)]
    [InlineData(2, -0.0001, 0.02)]
    [InlineData(-2, -0.0001, -0.02)]
    public void Longs_pay_shorts_when_the_rate_is_positive(decimal position, decimal rate, decimal amount) =>
        Assert.Equal(M(amount), FundingPayment.For(Q(position), P(100m), Rate.FromDecimal(rate), isMarkAssumed: false).Amount);

    [Fact]
    public void A_fraction_of_the_last_unit_is_rounded_against_us()
    {
        // 0.001 × 100.1 × 0.00001234 = 0.000001235234
        Assert.Equal(M(-0.00000124m), FundingPayment.For(Q(0.001m), P(100.1m), Rate.FromDecimal(0.00001234m), isMarkAssumed: false).Amount);
        Assert.Equal(M(0.00000123m), FundingPayment.For(Q(-0.001m), P(100.1m), Rate.FromDecimal(0.00001234m), isMarkAssumed: false).Amount);
    }

    [Fact]
    public void A_mark_price_off_the_grid_is_not_rounded_before_the_end()
    {
        // 0.001 × 60000.00000009 × 0.5 = 30.000000000045: a unit must not be lost by rounding the notional first.
        Assert.Equal(
            M(-30.00000001m), FundingPayment.For(Q(0.001m), P(60_000.00000009m), Rate.FromDecimal(0.5m), isMarkAssumed: false).Amount);
    }

    [Fact]
    public void The_amount_is_rounded_down_once() =>
        Gen.Select(Gen.Long[-1_000_000_000_000, 1_000_000_000_000], Gen.Long[1, 20_000_000_000_000], Gen.Long[-3_000_000, 3_000_000])
            .Sample((position, mark, rate) =>
            {
                var exact = -(BigInteger)position * mark * rate;
                var amount = FundingPayment.For(new Quantity(position), new Price(mark), new Rate(rate), isMarkAssumed: false).Amount;
                return amount.Raw == Exact.Divide(exact, (BigInteger)FixedPoint.One * FixedPoint.One, Rounding.Floor);
            });
}
