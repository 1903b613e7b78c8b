using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>
/// Corrects the record of an order that had ended when another fill of it arrived: reports travel, and a fill may be overtaken by the
/// cancel that came after it.
/// </summary>
public static class OrderAmendment
{
    /// <summary>The record with the fill in it. The fill must be one of this order.</summary>
    public static OrderRecord WithFill(in OrderRecord order, in FillRecord fill)
    {
        Invariant.That(order.OrderId == fill.OrderId);
        var filled = order.FilledQuantity + fill.Quantity;
        var status = OrderTransitions.Next(order.Status, ExecutionKind.Filled, isDone: filled >= order.Quantity, order.FilledQuantity.IsPositive)
            ?? order.Status;
        return order with
        {
            FilledQuantity = filled,
            FilledNotional = order.FilledNotional + fill.Price * fill.Quantity,
            Fees = order.Fees + fill.Fee,
            Status = status,
            Reason = status == OrderStatus.Filled ? OrderReason.None : order.Reason,
            ClosedTime = fill.Time,
        };
    }
}
