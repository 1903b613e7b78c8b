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
    /// Amount = −position × mark × rate (linear contract), rounded down to 10⁻⁸: a payment grows and a receipt shrinks.
    /// </summary>
    public static FundingPayment For(Quantity position, Price mark, Rate rate, bool isMarkAssumed) =>
        new(position, mark, rate, -(mark * position).Times(rate, Rounding.Ceiling), isMarkAssumed);
}
