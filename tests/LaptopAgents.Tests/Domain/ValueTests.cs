using System.Numerics;
using CsCheck;
using LaptopAgents.Domain;

namespace LaptopAgents.Tests.Domain;

public sealed class ValueTests
{
    private static readonly BigInteger _one = FixedPoint.One;

    [Fact]
    public void Sums_and_differences_are_exact_or_throw() =>
        Gen.Select(Exact.AnyRaw, Exact.AnyRaw).Sample((left, right) =>
        {
            var (sum, difference) = ((BigInteger)left + right, (BigInteger)left - right);
            return Exact.Agrees(sum, () => (new Price(left) + new Price(right)).Raw)
                && Exact.Agrees(sum, () => (new Quantity(left) + new Quantity(right)).Raw)
                && Exact.Agrees(sum, () => (new Money(left) + new Money(right)).Raw)
                && Exact.Agrees(sum, () => (new Rate(left) + new Rate(right)).Raw)
                && Exact.Agrees(sum, () => (new Timestamp(left) + new Duration(right)).UnixNanos)
                && Exact.Agrees(difference, () => (new Price(left) - new Price(right)).Raw)
                && Exact.Agrees(difference, () => (new Quantity(left) - new Quantity(right)).Raw)
                && Exact.Agrees(difference, () => (new Money(left) - new Money(right)).Raw)
                && Exact.Agrees(difference, () => (new Rate(left) - new Rate(right)).Raw)
                && Exact.Agrees(difference, () => (new Timestamp(left) - new Timestamp(right)).Nanos);
        });

    [Fact]
    public void The_sign_of_the_smallest_value_cannot_be_turned()
    {
        Assert.Throws<OverflowException>(() => -new Money(long.MinValue));
        Assert.Throws<OverflowException>(() => new Money(long.MinValue).Abs());
        Assert.Throws<OverflowException>(() => -new Price(long.MinValue));
        Assert.Throws<OverflowException>(() => new Quantity(long.MinValue).Abs());
        Assert.Throws<OverflowException>(() => new Rate(long.MinValue).Abs());
    }

    [Fact]
    public void Notional_agrees_with_integers_without_a_limit() =>
        Gen.Select(Exact.AnyRaw, Exact.AnyRaw).Sample((price, quantity) =>
            Exact.Agrees(
                Exact.Divide((BigInteger)price * quantity, _one, Rounding.TowardZero), () => (new Price(price) * new Quantity(quantity)).Raw));

    [Fact]
    public void Notional_on_a_contract_grid_needs_no_rounding() =>
        Gen.Select(Gen.Long[1, 10_000_000], Gen.Long[-1_000_000, 1_000_000]).Sample((ticks, lots) =>
            (new Price(ticks * 10_000_000) * new Quantity(lots * 100_000)).ToDecimal() == ticks * 0.1m * (lots * 0.001m));

    [Fact]
    public void A_share_of_an_amount_and_the_rest_make_the_amount() =>
        Gen.Select(Gen.Long[-1_000_000_000_000, 1_000_000_000_000], Gen.Long[1, 1_000_000_000], Gen.Long[1, 1_000_000_000]).Sample((amount, a, b) =>
        {
            var (part, whole) = (new Quantity(Math.Min(a, b)), new Quantity(Math.Max(a, b)));
            var share = new Money(amount).Share(part, whole, Rounding.TowardZero);
            var rest = new Money(amount) - share;
            return share + rest == new Money(amount)
                && share.Raw == Exact.Divide((BigInteger)amount * part.Raw, whole.Raw, Rounding.TowardZero);
        });

    [Fact]
    public void An_amount_buys_no_more_than_it_pays_for() =>
        Gen.Select(Gen.Long[0, 100_000_000_000_000_000], Gen.Long[100_000, 10_000_000_000_000]).Sample((amount, price) =>
            Exact.Agrees(Exact.Divide(amount * _one, price, Rounding.TowardZero), () => (new Money(amount) / new Price(price)).Raw));

    [Theory]
    [InlineData("1", "0.0001")]
    [InlineData("0.5", "0.00005")]
    [InlineData("-2.5", "-0.00025")]
    public void Basis_points_are_hundredths_of_a_percent(string bps, string fraction)
    {
        var rate = Rate.FromBps(decimal.Parse(bps, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(fraction, rate.ToString());
        Assert.Equal(bps, rate.ToBps().ToString("0.####", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void One_percent_is_a_hundredth() => Assert.Equal("0.01", Rate.FromPercent(1m).ToString());

    [Fact]
    public void A_double_comes_back_to_a_tick_beside_it()
    {
        var contract = TestKit.EngineDriver.Contract();
        Assert.Equal(100.2m, Price.FromDouble(100.25, contract, Rounding.Floor).ToDecimal());
        Assert.Equal(100.3m, Price.FromDouble(100.25, contract, Rounding.Ceiling).ToDecimal());
        Assert.Equal(65_432.1m, Price.FromDouble(65_432.1, contract, Rounding.Floor).ToDecimal());
        Assert.Throws<ArgumentOutOfRangeException>(() => Price.FromDouble(double.NaN, contract, Rounding.Floor));
        Assert.Throws<ArgumentOutOfRangeException>(() => Price.FromDouble(double.PositiveInfinity, contract, Rounding.Floor));
        Assert.Throws<ArgumentOutOfRangeException>(() => Price.FromDouble(1e11, contract, Rounding.Floor));
    }

    [Fact]
    public void An_order_id_is_session_and_sequence_in_hexadecimal() =>
        Assert.Equal("0000000a-ff", new ClientOrderId(10, 255).ToString());

    [Fact]
    public void A_quote_has_its_mid_between_bid_and_ask() =>
        Assert.Equal(new Price(3), new Quote(new Price(3), default, new Price(4), default).Mid);
}
