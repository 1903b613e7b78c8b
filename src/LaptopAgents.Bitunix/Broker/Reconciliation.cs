using LaptopAgents.Domain;

namespace LaptopAgents.Bitunix;

/// <summary>Both sides of an account at one moment.</summary>
/// <param name="IsComplete">Everything could be read.</param>
/// <param name="IsSettled">No fill is known of that has not been told, and no order's fate is open.</param>
/// <param name="Wallet">What the venue shows: available + frozen + margin.</param>
/// <param name="ExpectedWallet">What the wallet at the start, fills, fees and funding make; differs by deposits and what is not known.</param>
/// <param name="Positions">By instrument; and what the venue holds in symbols that the session does not trade.</param>
/// <param name="WorkingOrders">Orders at the venue, ours and others'.</param>
public sealed record BrokerReconciliation(
    bool IsComplete, bool IsSettled, Money Wallet, Money ExpectedWallet, IReadOnlyList<PositionPair> Positions, int WorkingOrders)
{
    /// <summary>Nothing differs.</summary>
    public bool IsClean(Money tolerance) =>
        IsComplete && IsSettled && (Wallet - ExpectedWallet).Abs() <= tolerance && Positions.All(static pair => pair.Local == pair.Venue);
}

/// <summary>A position on both sides; signed.</summary>
public sealed record PositionPair(string Symbol, Quantity Local, Quantity Venue);
