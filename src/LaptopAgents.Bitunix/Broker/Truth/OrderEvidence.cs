using LaptopAgents.Domain;

namespace LaptopAgents.Bitunix;

/// <summary>What a push or a row says of an order.</summary>
/// <param name="AskedAt">The clock's tick at which a row was asked for: it is newer than whatever was answered before. Null for a push.</param>
internal readonly record struct OrderEvidence(
    string OrderId, string ClientId, string Symbol, Side Side, bool IsReducing, Quantity Quantity, Quantity Filled, Price? Limit, VenueOrderStatus Status, Timestamp Time, long? AskedAt)
{
    public bool IsRow => AskedAt is not null;

    public static OrderEvidence Of(OrderPush push) => new(
        push.OrderId, push.ClientId, push.Symbol, push.Side, push.IsReduceOnly, push.Quantity, push.Filled, push.LimitPrice, push.Status, push.Modified ?? push.Time, AskedAt: null);

    public static OrderEvidence Of(VenueOrder row, Timestamp readAt, long askedAt) => new(
        row.OrderId, row.ClientId, row.Symbol, row.Side, row.IsReduceOnly, row.Quantity, row.Filled, row.LimitPrice, row.Status, row.Modified ?? row.Created ?? readAt, askedAt);

    /// <summary>The status alone says that everything was filled, whatever quantity came with it.</summary>
    public Quantity Cumulative => Status == VenueOrderStatus.Filled ? Quantity.Max(Filled, Quantity) : Filled;
}
