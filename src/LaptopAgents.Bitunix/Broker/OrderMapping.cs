using LaptopAgents.Domain;

namespace LaptopAgents.Bitunix;

/// <summary>Our orders in the venue's terms, and the venue's refusals in ours.</summary>
internal static class OrderMapping
{
    /// <summary>Why an order cannot be sent at all; none when it can.</summary>
    public static OrderReason Refuse(in SubmitOrder order) => order switch
    {
        { Type: OrderType.StopMarket or OrderType.StopLimit or OrderType.TrailingStop } => OrderReason.NotOffered,
        { TimeInForce: TimeInForce.GoodTillDate } => OrderReason.NotOffered,
        { Type: OrderType.Limit, LimitPrice.Raw: <= 0 } => OrderReason.InvalidPrice,
        { PostOnly: true } when order.Type != OrderType.Limit || order.TimeInForce != TimeInForce.GoodTillCanceled => OrderReason.NotOffered,
        { Quantity.Raw: <= 0 } => OrderReason.BelowMinQuantity,
        _ when order.ClosingQuantity > order.Quantity || order.ClosingQuantity.IsNegative => OrderReason.ReduceOnlyWouldIncrease,
        _ => OrderReason.None,
    };

    /// <param name="closes">The position that is closed, in the second form of reducing; null for the first form.</param>
    public static PlaceOrder Place(TrackedPart part, string symbol, string? closes)
    {
        var terms = part.Order.Terms;
        var carriesLegs = part.Part == OrderPart.Whole;
        return new PlaceOrder
        {
            Symbol = symbol,
            Side = closes is null ? part.Side : part.Side.Opposite(),
            Quantity = part.Quantity,
            LimitPrice = terms.Type == OrderType.Limit ? terms.LimitPrice : null,
            Effect = Effect(in terms),
            ClientId = part.ClientId,
            ReduceOnly = part.IsReducing,
            ClosesPosition = closes,
            StopLoss = carriesLegs && terms.StopLoss.IsSet ? Leg(terms.StopLoss.Price, terms.TriggerSource, null) : null,
            // A target that became a limit order and did not fill would have taken the stop with it, so it goes out at market.
            TakeProfit = carriesLegs && terms.TakeProfit.IsSet ? Leg(terms.TakeProfit.Price, TriggerSource.LastPrice, null) : null,
        };
    }

    public static VenueLeg Leg(Price trigger, TriggerSource source, Quantity? quantity) => new(trigger, source, VenueOrderType.Market, null, quantity);

    public static OrderReason Reason(VenueErrorKind kind) => kind switch
    {
        VenueErrorKind.InsufficientMargin => OrderReason.InsufficientMargin,
        VenueErrorKind.ReduceOnly or VenueErrorKind.PositionNotFound => OrderReason.ReduceOnlyWouldIncrease,
        VenueErrorKind.BelowMinQuantity => OrderReason.BelowMinQuantity,
        VenueErrorKind.AboveMaxQuantity => OrderReason.AboveMaxQuantity,
        VenueErrorKind.PriceOutOfBand => OrderReason.InvalidPrice,
        VenueErrorKind.TriggerPrice => OrderReason.TriggerWouldFireAtOnce,
        VenueErrorKind.DuplicateClientId => OrderReason.DuplicateOrder,
        VenueErrorKind.RateLimited => OrderReason.OrderRate,
        VenueErrorKind.TradingForbidden or VenueErrorKind.UnknownSymbol => OrderReason.NoMarketData,
        _ => OrderReason.None,
    };

    private static VenueEffect Effect(in SubmitOrder order) => order.PostOnly ? VenueEffect.PostOnly : order.TimeInForce switch
    {
        TimeInForce.ImmediateOrCancel => VenueEffect.ImmediateOrCancel,
        TimeInForce.FillOrKill => VenueEffect.FillOrKill,
        _ => VenueEffect.GoodTillCanceled,
    };
}
