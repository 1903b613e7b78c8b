namespace LaptopAgents.Domain;

/// <summary>
/// A fold over signed fills, and nothing else: there is no second counter to disagree with it. The cost basis is kept exactly; the
/// average price is derived from it. What rounding leaves over on a partial close stays in the basis, so a full close is exact.
/// </summary>
/// <param name="Quantity">Signed, long positive.</param>
/// <param name="Cost">Signed notional of what is open: positive for a long, negative for a short.</param>
public readonly record struct Position(Quantity Quantity, Money Cost)
{
    public static Position Flat => default;

    public bool IsFlat => Quantity.IsZero;

    public bool IsLong => Quantity.IsPositive;

    public bool IsShort => Quantity.IsNegative;

    /// <summary>Average entry price, to the nearest 10⁻⁸; zero when flat. For display: money is reckoned from the cost.</summary>
    public Price AveragePrice =>
        IsFlat ? default : new Price(FixedPoint.Divide(Cost.Raw, Quantity.Raw, Rounding.HalfEven));

    /// <summary>Profit of closing everything at <paramref name="mark"/>, before fees: quantity × mark − cost.</summary>
    public Money UnrealisedAt(Price mark) => mark * Quantity - Cost;

    /// <summary>The position after a fill of <paramref name="signed"/> quantity, and what the fill realised.</summary>
    public Position After(Quantity signed, Price price, out Money realised)
    {
        if (IsFlat || (signed.Raw ^ Quantity.Raw) >= 0)
        {
            realised = default;
            return new Position(Quantity + signed, Cost + price * signed);
        }

        var closes = signed.Abs() < Quantity.Abs() ? signed : -Quantity;
        // A full close, by far the most common, takes the whole cost and needs no division.
        var costPart = closes == -Quantity ? Cost : Cost.Share(closes, -Quantity, Rounding.TowardZero);
        realised = -(price * closes) - costPart;
        var remaining = new Position(Quantity + closes, Cost - costPart);
        return closes == signed ? remaining : remaining.After(signed - closes, price, out _);
    }
}
