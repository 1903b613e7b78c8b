namespace LaptopAgents.Domain;

/// <summary>Best bid and ask with the quantities that rest there.</summary>
public readonly record struct Quote(Price Bid, Quantity BidQuantity, Price Ask, Quantity AskQuantity)
{
    /// <summary>Half of bid plus ask, rounded down to 10⁻⁸.</summary>
    public Price Mid => new((Bid.Raw + Ask.Raw) >> 1);
}

/// <summary>A public trade; <paramref name="Aggressor"/> is the side that took liquidity.</summary>
public readonly record struct MarketTrade(Price Price, Quantity Quantity, Side Aggressor);

/// <summary>The price that margin and funding are reckoned at.</summary>
public readonly record struct MarkPrice(Price Price, Price Index);

/// <summary>A funding rate that settles at the event's time, as a fraction of notional; longs pay when it is positive.</summary>
/// <param name="Rate">Fraction for one interval.</param>
/// <param name="MarkPrice">Price that the payment is reckoned at; zero when the data does not say.</param>
/// <param name="Interval">What the rate is for; zero for the usual eight hours.</param>
public readonly record struct FundingRate(Rate Rate, Price MarkPrice, Duration Interval = default)
{
    private const long EightHours = 8 * 3_600_000_000_000;

    /// <summary>
    /// The rate as if it were paid every eight hours, rounded away from zero: what limits are compared with, because one basis point
    /// an hour is eight times as dear as one basis point in eight hours.
    /// </summary>
    public Rate PerEightHours => Interval.Nanos is <= 0 or EightHours ? Rate : new(Scaled());

    private long Scaled()
    {
        var product = (Int128)Rate.Raw * EightHours;
        var whole = product / Interval.Nanos;
        if (product % Interval.Nanos != 0) whole += Int128.Sign(product);
        return (long)Int128.Clamp(whole, -long.MaxValue, long.MaxValue);
    }
}

/// <summary>The new quantity at one price level of the order book; zero removes the level.</summary>
/// <param name="IsSnapshot">First level of a snapshot clears the book.</param>
/// <param name="IsLast">Last level of one exchange message: the book is consistent after it.</param>
public readonly record struct BookLevelChange(Side Side, Price Price, Quantity Quantity, bool IsSnapshot, bool IsLast);
