using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>The order state machine. No other line in the system chooses a status.</summary>
public static class OrderTransitions
{
    /// <summary>The status after a report, or null when the report does not apply: it is late or out of order, and moves nothing.</summary>
    /// <param name="isDone">For fills: nothing is left.</param>
    /// <param name="hasFills">The order has been filled in part before.</param>
    public static OrderStatus? Next(OrderStatus status, ExecutionKind kind, bool isDone, bool hasFills) => (status, kind) switch
    {
        (OrderStatus.Initialized, ExecutionKind.Denied) => OrderStatus.Denied,
        (OrderStatus.Initialized, ExecutionKind.Submitted) => OrderStatus.Submitted,

        // A fill is money, whatever we believed of the order: it is booked in every state that an order at the venue can be in.
        (OrderStatus.PendingCancel, ExecutionKind.Filled) => isDone ? OrderStatus.Filled : OrderStatus.PendingCancel,
        (OrderStatus.Canceled or OrderStatus.Expired or OrderStatus.Rejected, ExecutionKind.Filled) => isDone ? OrderStatus.Filled : status,
        (OrderStatus.Submitted or OrderStatus.Accepted or OrderStatus.Triggered or OrderStatus.PartiallyFilled or OrderStatus.Unknown,
            ExecutionKind.Filled) => isDone ? OrderStatus.Filled : OrderStatus.PartiallyFilled,

        (OrderStatus.Submitted or OrderStatus.Unknown, ExecutionKind.Accepted) => OrderStatus.Accepted,
        // A cancel that was sent after the order does not keep the venue from refusing the order.
        (OrderStatus.Submitted or OrderStatus.Unknown or OrderStatus.Accepted or OrderStatus.Triggered or OrderStatus.PendingCancel,
            ExecutionKind.Rejected) => OrderStatus.Rejected,
        (OrderStatus.Submitted or OrderStatus.PendingCancel, ExecutionKind.Lost) => OrderStatus.Unknown,
        (OrderStatus.Submitted or OrderStatus.Unknown or OrderStatus.Accepted, ExecutionKind.Triggered) => OrderStatus.Triggered,
        (OrderStatus.PendingCancel, ExecutionKind.Accepted or ExecutionKind.Triggered or ExecutionKind.Modified) => OrderStatus.PendingCancel,

        (OrderStatus.Submitted or OrderStatus.Accepted or OrderStatus.Triggered or OrderStatus.PartiallyFilled,
            ExecutionKind.CancelRequested) => OrderStatus.PendingCancel,
        (OrderStatus.Unknown, ExecutionKind.CancelRequested) => OrderStatus.Unknown,
        (OrderStatus.PendingCancel, ExecutionKind.CancelRejected) => hasFills ? OrderStatus.PartiallyFilled : OrderStatus.Accepted,
        (OrderStatus.Submitted or OrderStatus.Accepted or OrderStatus.Triggered or OrderStatus.PartiallyFilled or OrderStatus.PendingCancel
            or OrderStatus.Unknown, ExecutionKind.Canceled) => OrderStatus.Canceled,
        (OrderStatus.Submitted or OrderStatus.Accepted or OrderStatus.Triggered or OrderStatus.PartiallyFilled or OrderStatus.PendingCancel
            or OrderStatus.Unknown, ExecutionKind.Expired) => OrderStatus.Expired,
        (OrderStatus.Accepted or OrderStatus.Triggered or OrderStatus.PartiallyFilled, ExecutionKind.Modified or ExecutionKind.ModifyRejected
            or ExecutionKind.CancelRejected) => status,
        (OrderStatus.PendingCancel, ExecutionKind.ModifyRejected) => status,
        _ => null,
    };

    /// <summary>Nothing more is expected of the order.</summary>
    public static bool IsTerminal(OrderStatus status) =>
        status is OrderStatus.Filled or OrderStatus.Canceled or OrderStatus.Expired or OrderStatus.Rejected or OrderStatus.Denied;
}
