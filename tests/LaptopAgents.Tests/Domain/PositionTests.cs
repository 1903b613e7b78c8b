using System.Numerics;
using CsCheck;
using LaptopAgents.Domain;
using static LaptopAgents.TestKit.EngineDriver;

namespace LaptopAgents.Tests.Domain;

public sealed class PositionTests
{
    [Fact]
    public void Opening_and_adding_realise_nothing_and_add_up_the_cost()
    {
        var first = Position.Flat.After(Q(1m), P(100m), out var realised);
        Assert.Equal(Money.Zero, realised);
        var second = first.After(Q(2m), P(103m), out realised);
        Assert.Equal(Money.Zero, realised);
        Assert.Equal(new Position(Q(3m), M(306m)), second);
        Assert.Equal(P(102m), second.AveragePrice);
        Assert.Equal(M(24m), second.UnrealisedAt(P(110m)));
    }

    [Fact]
    public void A_partial_close_realises_its_share_and_leaves_the_rest_in_the_basis()
    {
        // 3 units cost 100; one unit's share is 33.33333333 and the odd unit stays behind.
        var three = new Position(Q(3m), M(100m));
        var two = three.After(Q(-1m), P(40m), out var realised);
        Assert.Equal(M(40m - 33.33333333m), realised);
        Assert.Equal(M(66.66666667m), two.Cost);
        var flat = two.After(Q(-2m), P(40m), out realised);
        Assert.Equal(M(80m - 66.66666667m), realised);
        Assert.Equal(Position.Flat, flat);
    }

    [Fact]
    public void A_fill_larger_than_the_position_closes_it_and_opens_the_other_side()
    {
        var longOne = Position.Flat.After(Q(1m), P(100m), out _);
        var shortTwo = longOne.After(Q(-3m), P(110m), out var realised);
        Assert.Equal(M(10m), realised);
        Assert.Equal(new Position(Q(-2m), M(-220m)), shortTwo);
        var longAgain = shortTwo.After(Q(5m), P(100m), out realised);
        Assert.Equal(M(20m), realised);
        Assert.Equal(new Position(Q(3m), M(300m)), longAgain);
    }

    [Fact]
    public void A_short_gains_when_the_price_falls()
    {
        var held = Position.Flat.After(Q(-2m), P(100m), out _);
        Assert.True(held.IsShort);
        Assert.Equal(M(20m), held.UnrealisedAt(P(90m)));
        Assert.Equal(Position.Flat, held.After(Q(2m), P(90m), out var realised));
        Assert.Equal(M(20m), realised);
    }

    /// <summary>What was realised plus what is still open must equal the cash that flowed plus the market value: no unit is made or lost.</summary>
    [Fact]
    public void Realised_and_cost_equal_the_cash_flow_after_every_fill() =>
        Gen.Select(Gen.Long[-5_000, 5_000].Where(lots => lots != 0), Gen.Long[1, 2_000_000]).Array[1, 60].Sample(fills =>
        {
            var position = Position.Flat;
            BigInteger realisedSum = 0, cashFlow = 0, quantity = 0;
            foreach (var (lots, ticks) in fills)
            {
                var (signed, price) = (new Quantity(lots * 100_000), new Price(ticks * 10_000_000));
                position = position.After(signed, price, out var realised);
                realisedSum += realised.Raw;
                quantity += signed.Raw;
                cashFlow -= (BigInteger)signed.Raw * price.Raw / FixedPoint.One;
                Assert.Equal(quantity, position.Quantity.Raw);
                Assert.Equal(cashFlow + position.Cost.Raw, realisedSum);
                Assert.True(!position.IsFlat || position.Cost.IsZero);
                Assert.True(position.IsFlat || position.Cost.IsPositive == position.IsLong);
            }

            position.After(-position.Quantity, new Price(500_000_000), out var last);
            return realisedSum + last.Raw == cashFlow + quantity * 500_000_000 / FixedPoint.One;
        });
}
