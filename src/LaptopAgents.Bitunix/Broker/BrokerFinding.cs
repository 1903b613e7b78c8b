using LaptopAgents.Domain;

namespace LaptopAgents.Bitunix;

/// <summary>What the broker saw and cannot settle by itself. What is done about it is decided by whoever listens.</summary>
public enum BrokerFindingKind
{
    /// <summary>An order that this session did not send.</summary>
    ForeignOrder,

    /// <summary>A fill of such an order, or a liquidation. It is booked all the same: the position has changed.</summary>
    ForeignFill,

    /// <summary>An order of ours ended at the venue without our asking.</summary>
    ForeignCancel,

    /// <summary>The venue's position is not the sum of the fills that were told.</summary>
    PositionDrift,

    /// <summary>The venue's wallet is not what fills, fees and funding make of it.</summary>
    BalanceDrift,

    /// <summary>An order that was given up as never arrived turned up after all; it is canceled.</summary>
    LateOrder,

    /// <summary>The venue could not place a stop or target whose price had come.</summary>
    ProtectionFailed,

    /// <summary>An order was not sent, because it could not be made safe first or the venue has nothing like it.</summary>
    NotSent,

    /// <summary>The outcome of a request is not known; evidence is looked for.</summary>
    OutcomeUnknown,

    /// <summary>A read failed; it is tried again.</summary>
    ReadFailed,

    /// <summary>The private stream is down, or is back.</summary>
    Stream,
}

/// <summary>One observation of the broker.</summary>
/// <param name="Symbol">Empty when it is about the account.</param>
/// <param name="OrderId">The venue's number of the order; empty when there is none.</param>
/// <param name="Text">Cause and remedy in words, without secrets.</param>
public sealed record BrokerFinding(BrokerFindingKind Kind, Timestamp Time, string Symbol, string OrderId, string Text);

/// <summary>Told what the broker finds, from any thread. It must return at once.</summary>
public interface IBrokerObserver
{
    void OnFinding(BrokerFinding finding);
}
