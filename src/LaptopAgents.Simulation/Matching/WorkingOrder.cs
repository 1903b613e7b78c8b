using LaptopAgents.Domain;

namespace LaptopAgents.Simulation;

/// <summary>What an order at the venue is waiting for.</summary>
internal enum OrderPhase : byte
{
    /// <summary>The slot is not in use.</summary>
    Free,

    /// <summary>On its way; the venue does not know it yet.</summary>
    InFlight,

    /// <summary>A bracket leg whose entry has not filled.</summary>
    Sleeping,

    /// <summary>A bracket leg in the instant in which its entry filled.</summary>
    Waking,

    /// <summary>Waits for its trigger.</summary>
    Stop,

    /// <summary>Rests in the book.</summary>
    Limit,

    /// <summary>The rest of a market order that volume did not allow yet.</summary>
    Market,
}

/// <summary>One order at the venue. Prices and quantities are raw 10⁻⁸ units, because this is the hot path's memory.</summary>
internal struct WorkingOrder
{
    public const int NoSlot = -1;

    public ClientOrderId Id;

    /// <summary>Place in the order of submission: the key of the order's draws and its rank at one price.</summary>
    public long Sequence;

    public long Quantity;
    public long Filled;

    /// <summary>Of a reversal: the part of <see cref="Quantity"/> that may only close. It fills first.</summary>
    public long Closes;

    public long Limit;
    public long Trigger;

    /// <summary>Distance of a trailing stop.</summary>
    public long Trail;

    /// <summary>The price at which the market makes it act, see <see cref="FiresDown"/>.</summary>
    public long Reach;

    public long ExpireTime;

    /// <summary>When it began to work.</summary>
    public long ActiveSince;

    /// <summary>The <see cref="BarCursor.Round"/> in which it got all that the bar or trade allowed; it rests until the next.</summary>
    public long RestsIn;

    /// <summary>Quantity ahead of it in the queue at its price; see <see cref="LimitFillRule.Queue"/>.</summary>
    public long Ahead;

    /// <summary>Traded at its price since the level was last published.</summary>
    public long TradedAtLevel;

    /// <summary>For a free slot: the next free one. For a leg: the entry, while that still works.</summary>
    public int Parent;

    /// <summary>The other leg.</summary>
    public int Sibling;

    public int StopSlot;
    public int TargetSlot;

    /// <summary>How many fills it had: with <see cref="Sequence"/> the key of its draws.</summary>
    public int FillCount;

    public OrderPhase Phase;
    public Side Side;
    public OrderType Type;
    public TimeInForce TimeInForce;
    public OrderPurpose Purpose;
    public TriggerSource TriggerSource;
    public bool ReduceOnly;
    public bool PostOnly;
    public bool IsLeg;

    /// <summary>Its id was used before.</summary>
    public bool IsDuplicate;

    /// <summary>Acts when the price falls to <see cref="Reach"/>, and otherwise when it rises to it.</summary>
    public bool FiresDown;

    /// <summary>The market was already beyond its limit, so a later open is no improvement any more.</summary>
    public bool WasReached;

    public readonly long Leaves => Quantity - Filled;

    public readonly bool IsWaiting => Phase >= OrderPhase.Stop;

    public readonly bool IsReachedAt(long price) => FiresDown ? price <= Reach : price >= Reach;

    public readonly ulong DrawKey => unchecked(((ulong)Sequence << 16) + (ulong)FillCount);
}
