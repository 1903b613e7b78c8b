using LaptopAgents.Domain;

namespace LaptopAgents.Bitunix;

/// <summary>How far an order of the venue has come, as far as there is evidence.</summary>
internal enum PartPhase : byte
{
    Queued,
    Sending,

    /// <summary>Its request may have arrived.</summary>
    Unknown,

    /// <summary>The venue has it.</summary>
    Working,

    /// <summary>Nothing more can happen to it; fills may still have to be told.</summary>
    Done,
}

/// <summary>One order at the venue.</summary>
internal sealed class TrackedPart(TrackedOrder order, OrderPart part, string clientId, Side side, Quantity quantity, bool isReducing)
{
    public TrackedOrder Order { get; } = order;

    public OrderPart Part { get; } = part;

    public string ClientId { get; set; } = clientId;

    public Side Side { get; } = side;

    public bool IsReducing { get; } = isReducing;

    /// <summary>Total that is wanted, fills included.</summary>
    public Quantity Quantity { get; set; } = quantity;

    public Price Limit { get; set; } = order.Terms.LimitPrice;

    public string VenueId { get; set; } = "";

    public PartPhase Phase { get; set; }

    /// <summary>Filled as far as any evidence says.</summary>
    public Quantity Known { get; set; }

    /// <summary>Filled as far as it was told, fill by fill.</summary>
    public Quantity Told { get; set; }

    /// <summary>What ended it; meaningful when it is done.</summary>
    public VenueOrderStatus End { get; set; }

    public OrderReason Refusal { get; set; }

    public bool WasCanceledByUs { get; set; }

    /// <summary>A cancel whose effect is not seen yet: the clock's tick at which it was answered.</summary>
    public long? CancelAnswered { get; set; }

    /// <summary>The venue said that the cancel was not carried out.</summary>
    public bool CancelFailed { get; set; }

    /// <summary>A change whose outcome is not known.</summary>
    public (Quantity Quantity, Price Limit)? OpenChange { get; set; }

    /// <summary>Clock ticks.</summary>
    public long SentAt { get; set; }

    /// <summary>Clock tick from which the order is to be looked up; null when there is no need.</summary>
    public long? QueryAt { get; set; }

    public int Queries { get; set; }

    /// <summary>
    /// What was not filled as far as was told. An order that ended short keeps its rest, so that its last fill is not taken for its end;
    /// the rest of a close that had nothing more to close is cut off.
    /// </summary>
    public Quantity Leaves => Quantity.Max((Phase == PartPhase.Done && Part == OrderPart.Closing ? Known : Quantity) - Told, Quantity.Zero);

    public bool IsSettled => Phase == PartPhase.Done && Told >= Known;
}

/// <summary>A stop or target that rides on an order.</summary>
internal sealed class TrackedLeg(TrackedOrder order, BracketLeg leg, OrderPurpose purpose)
{
    public TrackedOrder Order { get; } = order;

    public ClientOrderId Id { get; } = leg.Id;

    public OrderPurpose Purpose { get; } = purpose;

    public Price Price { get; set; } = leg.Price;

    /// <summary>Total, as the engine knows it.</summary>
    public Quantity Quantity { get; set; }

    public Quantity Told { get; set; }

    public bool IsAccepted { get; set; }

    public bool IsOver { get; set; }

    public bool WasCanceledByUs { get; set; }
}

/// <summary>An order of the engine: one order at the venue, or two when it turns a position around, and its legs.</summary>
internal sealed class TrackedOrder
{
    public TrackedOrder(in SubmitOrder terms)
    {
        Terms = terms;
        Quantity = terms.Quantity;
        if (terms.ClosingQuantity.IsPositive)
            Parts.Add(new(this, OrderPart.Closing, ClientIds.For(terms.Id, OrderPart.Closing), terms.Side, terms.ClosingQuantity, isReducing: true));
        if (terms.Quantity > terms.ClosingQuantity)
            Parts.Add(new(this, OrderPart.Whole, ClientIds.For(terms.Id, OrderPart.Whole), terms.Side, terms.Quantity - terms.ClosingQuantity, terms.ReduceOnly));
        if (terms.StopLoss.IsSet) Legs.Add(new(this, terms.StopLoss, OrderPurpose.StopLoss));
        if (terms.TakeProfit.IsSet) Legs.Add(new(this, terms.TakeProfit, OrderPurpose.TakeProfit));
    }

    public SubmitOrder Terms { get; }

    public List<TrackedPart> Parts { get; } = [];

    public List<TrackedLeg> Legs { get; } = [];

    /// <summary>Total, as the engine knows it.</summary>
    public Quantity Quantity { get; set; }

    public Quantity Told { get; set; }

    public bool IsAccepted { get; set; }

    public bool IsLostTold { get; set; }

    /// <summary>The engine was told that nothing more comes.</summary>
    public bool IsOver { get; set; }

    /// <summary>The venue's stop and target order that the legs became; empty before.</summary>
    public string TpslId { get; set; } = "";

    /// <summary>The stop and target order has acted: an order of the venue's own follows.</summary>
    public bool HasTpslFired { get; set; }

    /// <summary>The order that the firing brought about; empty before it is known.</summary>
    public string ChildId { get; set; } = "";

    public bool IsFinished => IsOver && Legs.TrueForAll(static leg => leg.IsOver) && Parts.TrueForAll(static part => part.IsSettled);
}
