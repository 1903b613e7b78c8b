using LaptopAgents.Domain;

namespace LaptopAgents.Bitunix;

/// <summary>A new order in the venue's terms.</summary>
public sealed record PlaceOrder
{
    public required string Symbol { get; init; }

    /// <summary>What is done; but with <see cref="ClosesPosition"/> the side of the position that is closed.</summary>
    public required Side Side { get; init; }

    public required Quantity Quantity { get; init; }

    /// <summary>Null for a market order.</summary>
    public Price? LimitPrice { get; init; }

    public VenueEffect Effect { get; init; } = VenueEffect.GoodTillCanceled;

    /// <summary>At most 32 characters of letters, digits, dash and underscore; never used before on the account.</summary>
    public required string ClientId { get; init; }

    public bool ReduceOnly { get; init; }

    /// <summary>The position to close, in the venue's second form of closing; null for the first, which is an opposite order.</summary>
    public string? ClosesPosition { get; init; }

    public VenueLeg? TakeProfit { get; init; }

    public VenueLeg? StopLoss { get; init; }
}

/// <summary>Which order: the venue's id when it is known, ours otherwise.</summary>
public readonly record struct OrderName(string? OrderId, string? ClientId);

/// <summary>A stop and target for a part of a position, or for all of it.</summary>
public sealed record PlaceTpsl
{
    public required string Symbol { get; init; }

    public required string PositionId { get; init; }

    /// <summary>With a quantity; without one the whole position is meant.</summary>
    public VenueLeg? TakeProfit { get; init; }

    /// <summary>With a quantity; without one the whole position is meant.</summary>
    public VenueLeg? StopLoss { get; init; }
}

/// <summary>Which rows of a history.</summary>
/// <param name="Skip">Rows from the newest that are left out.</param>
/// <param name="Limit">At most 100.</param>
public sealed record HistoryQuery(string? Symbol = null, Timestamp? From = null, Timestamp? To = null, int Skip = 0, int Limit = 100)
{
    public string? OrderId { get; init; }

    public string? ClientId { get; init; }

    public string? PositionId { get; init; }

    /// <summary>Only canceled orders, at most three days back; without it no canceled order is listed.</summary>
    public bool OnlyCanceled { get; init; }
}
