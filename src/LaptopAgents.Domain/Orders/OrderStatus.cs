namespace LaptopAgents.Domain;

public enum OrderStatus : byte
{
    /// <summary>Created, and not yet sent.</summary>
    Initialized,

    /// <summary>Refused by our own risk gate. Terminal.</summary>
    Denied,

    /// <summary>On its way to the venue.</summary>
    Submitted,

    /// <summary>Working at the venue.</summary>
    Accepted,

    /// <summary>Refused by the venue. Terminal.</summary>
    Rejected,

    /// <summary>A stop whose trigger was reached.</summary>
    Triggered,

    PartiallyFilled,

    /// <summary>Terminal.</summary>
    Filled,

    /// <summary>A cancel is on its way; fills may still arrive.</summary>
    PendingCancel,

    /// <summary>Terminal; a fill that crossed the cancel on the wire is still booked.</summary>
    Canceled,

    /// <summary>Its time in force ended. Terminal.</summary>
    Expired,

    /// <summary>The submit's outcome is not known. It reserves exposure until evidence resolves it.</summary>
    Unknown,
}
