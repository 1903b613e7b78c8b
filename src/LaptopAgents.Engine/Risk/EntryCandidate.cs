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

    /// <summary>Per eight hours; null while none is known.</summary>
    public Rate? FundingRate { get; set; }

    /// <summary>Of the newest market event: from its time to its receipt.</summary>
    public Duration DataAge { get; set; }

    public bool IsBackfilled { get; set; }

    /// <summary>The working entry that this one changes: it is judged as if that were not there. None for a new entry.</summary>
    public ClientOrderId Replaces { get; set; }

    public Money Notional => EntryPrice * Quantity;

    /// <summary>The instrument's position, with a reversal already taken off.</summary>
    public Quantity KeptPosition => IsReversal ? default : Account.Position(Instrument.Id.Index).Quantity;

    /// <summary>What working entries of the same instrument and side may still add to the position.</summary>
    public Quantity PendingQuantity
    {
        get
        {
            Quantity total = default;
            for (var place = 0; place < Orders.Count; place++)
            {
                ref readonly var order = ref Orders.At(place);
                if (IsPending(in order, Instrument.Id.Index, Side)) total += order.Leaves;
            }

            return total;
        }
    }

    /// <summary>
    /// Notional that is open or may become so through working entries, over all instruments: of each the side that may grow larger, of
    /// this entry's own instrument the entry's side. An order whose fate is unknown counts: it may be alive.
    /// </summary>
    /// <param name="onlySide">Counts positions of this side alone.</param>
    public Money CommittedExposure(int instruments, Side? onlySide)
    {
        Money total = default;
        for (var i = 0; i < instruments; i++)
        {
            total += onlySide is { } side ? Potential(i, side)
                : i == Instrument.Id.Index ? Potential(i, Side)
                : Money.Max(Potential(i, Side.Buy), Potential(i, Side.Sell));
        }

        return total;
    }

    /// <summary>Instruments with a position, or with an entry that may open one, besides this entry's own.</summary>
    public int OtherOpenPositions(int instruments)
    {
        var count = 0;
        for (var i = 0; i < instruments; i++)
            if (i != Instrument.Id.Index && (!Account.Position(i).IsFlat || HasPending(i))) count++;
        return count;
    }

    // The position as it would be if every working entry of that side filled. What the entry itself closes is gone by then.
    private Money Potential(int instrument, Side side)
    {
        var held = IsReversal && instrument == Instrument.Id.Index ? default : Account.Exposure(instrument);
        var total = side == Side.Buy ? held : -held;
        for (var place = 0; place < Orders.Count; place++)
        {
            ref readonly var order = ref Orders.At(place);
            if (IsPending(in order, instrument, side)) total += PriceOf(in order) * order.Leaves;
        }

        return Money.Max(total, default);
    }

    private bool HasPending(int instrument)
    {
        for (var place = 0; place < Orders.Count; place++)
            if (Orders.At(place).Terms is { ReduceOnly: false } terms && terms.Instrument.Index == instrument) return true;
        return false;
    }

    private bool IsPending(in Order order, int instrument, Side side) =>
        !order.Terms.ReduceOnly && order.Terms.Instrument.Index == instrument && order.Terms.Side == side && order.Terms.Id != Replaces;

    private Price PriceOf(in Order order) =>
        !order.Terms.LimitPrice.IsZero ? order.Terms.LimitPrice
        : !order.Terms.TriggerPrice.IsZero ? order.Terms.TriggerPrice
        : Account.MarkOf(order.Terms.Instrument.Index);
}
