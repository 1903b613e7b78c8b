namespace LaptopAgents.Bitunix;

/// <summary>An order's state in the venue's words.</summary>
public enum VenueOrderStatus
{
    /// <summary>A word that is not known: neither working nor finished until a query tells.</summary>
    Unknown,
    Init,
    New,
    PartFilled,
    Filled,
    Canceled,
    PartFilledCanceled,
    SystemCanceled,
    Expired,

    /// <summary>A take-profit or stop-loss whose order could not be placed.</summary>
    Failed,
}

public enum VenueOrderType
{
    Limit,
    Market,
}

/// <summary>Time in force in the venue's words.</summary>
public enum VenueEffect
{
    GoodTillCanceled,
    ImmediateOrCancel,
    FillOrKill,
    PostOnly,
}

public enum MarginMode
{
    Isolated,
    Cross,
}

public enum PositionMode
{
    OneWay,
    Hedge,
}

/// <summary>What a private push says of its subject.</summary>
public enum PushEvent
{
    Open,
    Update,
    Close,
}

public static class VenueOrderStatusExtensions
{
    /// <summary>Nothing more can happen to the order.</summary>
    public static bool IsTerminal(this VenueOrderStatus status) => status is VenueOrderStatus.Filled or VenueOrderStatus.Canceled
        or VenueOrderStatus.PartFilledCanceled or VenueOrderStatus.SystemCanceled or VenueOrderStatus.Expired or VenueOrderStatus.Failed;
}
