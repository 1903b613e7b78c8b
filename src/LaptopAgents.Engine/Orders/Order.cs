using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>A live order. It lives in a pooled slot, and leaves as an <see cref="OrderRecord"/> when it ends.</summary>
internal struct Order
{
    public SubmitOrder Terms;
    public ClientOrderId ParentId;
    public OrderStatus Status;
    public OrderReason Reason;
    public Timestamp CreatedTime;
    public Quantity FilledQuantity;
    public Money FilledNotional;
    public Money Fees;
    public string? Note;
    public SizingNote? Sizing;

    /// <summary>Stop and target that the entry was sized on; they go with the trade that it opens.</summary>
    public Price PlannedStop;
    public Price PlannedTarget;

    /// <summary>Trigger that was asked for and is not yet confirmed; zero when nothing is on its way.</summary>
    public Price RequestedTrigger;

    public readonly Quantity Leaves => Terms.Quantity - FilledQuantity;

    public readonly bool IsProtective => Terms.Purpose is OrderPurpose.StopLoss or OrderPurpose.TakeProfit or OrderPurpose.TrailingStop;

    /// <summary>Takes its quantity off the position as soon as it arrives.</summary>
    public readonly bool IsMarketClose => Terms is { ReduceOnly: true, Type: OrderType.Market };

    public readonly FillTerms FillTerms => new(Note, PlannedStop, PlannedTarget);

    public readonly OrderView View => new(
        Terms.Id, Status, Terms.Purpose, Terms.Type, Terms.Side, Terms.Quantity, FilledQuantity, Terms.LimitPrice, Terms.TriggerPrice,
        CreatedTime);

    public readonly OrderRecord ToRecord(Timestamp closed) => new()
    {
        OrderId = Terms.Id,
        ParentId = ParentId,
        CreatedTime = CreatedTime,
        ClosedTime = closed,
        Instrument = Terms.Instrument,
        Side = Terms.Side,
        Type = Terms.Type,
        TimeInForce = Terms.TimeInForce,
        Purpose = Terms.Purpose,
        ReduceOnly = Terms.ReduceOnly,
        PostOnly = Terms.PostOnly,
        Quantity = Terms.Quantity,
        LimitPrice = Terms.LimitPrice,
        TriggerPrice = Terms.TriggerPrice,
        FilledQuantity = FilledQuantity,
        FilledNotional = FilledNotional,
        Fees = Fees,
        Status = Status,
        Reason = Reason,
        Note = Note,
        Sizing = Sizing,
    };
}
