using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>An entry on its way through the risk gate. One instance is reused, so that a check costs no object.</summary>
internal sealed class EntryCandidate
{
    public required Account Account { get; init; }

    public required OrderTable Orders { get; init; }

    public required LossMonitor Losses { get; init; }

    public Instrument Instrument { get; set; } = null!;

    public Timestamp Time { get; set; }

    public TradingState State { get; set; }

    public Side Side { get; set; }

    /// <summary>Quantity that the entry opens, without what it closes.</summary>
    public Quantity Quantity { get; set; }

    /// <summary>The strategy named the quantity itself, so no stop is needed to find it.</summary>
    public bool HasOwnQuantity { get; set; }

    /// <summary>Expected fill price: the limit, the trigger, or the newest price.</summary>
    public Price EntryPrice { get; set; }

    public Price StopLoss { get; set; }

    public Price TakeProfit { get; set; }

    /// <summary>Closes the position on the other side with the same order.</summary>
    public bool IsReversal { get; set; }

    /// <summary>No entry may open before this instant.</summary>
    public Timestamp CooldownEnd { get; set; }

    public Rate? FundingRate { get; set; }

    /// <summary>From a bar's close to its receipt.</summary>
    public Duration DataAge { get; set; }

    public bool IsBackfilled { get; set; }

    public Money Notional => EntryPrice * Quantity;

    /// <summary>The instrument's position, with a reversal already taken off.</summary>
    public Quantity KeptPosition => IsReversal ? default : Account.Position(Instrument.Id.Index).Quantity;

    /// <summary>
    /// Notional that is open or may open through a working entry, over all instruments but what this entry itself would close.
    /// An order whose fate is unknown counts: it may be alive.
    /// </summary>
    public Money CommittedExposure(int instruments, Side? onlySide)
    {
        Money total = default;
        for (var i = 0; i < instruments; i++)
        {
            if (IsReversal && i == Instrument.Id.Index) continue;
            var exposure = Account.Exposure(i);
            if (onlySide is null || exposure.IsNegative == (onlySide == Side.Sell)) total += exposure.Abs();
        }

        for (var place = 0; place < Orders.Count; place++)
        {
            ref readonly var order = ref Orders.At(place);
            if (order.Terms.ReduceOnly || (onlySide is { } side && side != order.Terms.Side)) continue;
            var price = order.Terms.LimitPrice.IsZero ? Account.MarkOf(order.Terms.Instrument.Index) : order.Terms.LimitPrice;
            total += price * order.Leaves;
        }

        return total;
    }
}
