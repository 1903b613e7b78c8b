namespace LaptopAgents.Domain;

/// <summary>A funding settlement booked on the account.</summary>
/// <param name="Position">Signed position held at the settlement.</param>
/// <param name="MarkPrice">Price it was reckoned at.</param>
/// <param name="Rate">Fraction of notional; longs pay when positive.</param>
/// <param name="Amount">What the account received (negative: paid).</param>
/// <param name="IsMarkAssumed">The mark price was not in the data; the last price stood in.</param>
public readonly record struct FundingPayment(Quantity Position, Price MarkPrice, Rate Rate, Money Amount, bool IsMarkAssumed)
{
    /// <summary>
    /// Amount = −position × mark × rate (linear contract), rounded down to 10⁻⁸: a payment grows and a receipt shrinks. There is one
    /// rounding, at the end, because a mark price lies on no grid.
    /// </summary>
    /// <exception cref="OverflowException">The notional does not fit an amount.</exception>
    public static FundingPayment For(Quantity position, Price mark, Rate rate, bool isMarkAssumed) =>
        new(position, mark, rate, new Money(Owed(position, mark, rate)), isMarkAssumed);

    // The product of three values has 10⁻²⁴ units; Int128 holds it while the notional and the rate are those of a contract.
    private static long Owed(Quantity position, Price mark, Rate rate)
    {
        const long Scale = FixedPoint.One * FixedPoint.One;
        var exact = -((Int128)position.Raw * mark.Raw * rate.Raw);
        var amount = exact / Scale;
        return (long)(exact % Scale < 0 ? amount - 1 : amount);
    }
}
