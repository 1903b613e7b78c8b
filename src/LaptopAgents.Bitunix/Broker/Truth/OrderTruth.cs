using LaptopAgents.Domain;

namespace LaptopAgents.Bitunix;

/// <summary>
/// What is true of our orders, from pieces of evidence that may come twice, late and in any order. Evidence is merged by what has been
/// filled and by whether it is the end; nothing moves backwards. Fills are told from the trades alone, each once, and an order's end only
/// when all its fills have been told. It does no I/O; whoever reads the venue hands in what was read. Safe for use from several tasks.
/// </summary>
internal sealed partial class OrderTruth
{
    private readonly Lock _gate = new();
    private readonly BrokerOptions _options;
    private readonly ReportQueue _reports;
    private readonly TimeProvider _time;
    private readonly Func<Timestamp> _now;
    private readonly IBrokerObserver? _observer;
    private readonly OrderedDictionary<ClientOrderId, TrackedOrder> _orders = [];
    private readonly Dictionary<string, TrackedPart> _byClientId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TrackedPart> _byVenueId = new(StringComparer.Ordinal);

    public OrderTruth(BrokerOptions options, ReportQueue reports, TimeProvider time, Func<Timestamp> now, IBrokerObserver? observer)
    {
        (_options, _reports, _time, _now, _observer) = (options, reports, time, now, observer);
        Array.Resize(ref _positions, options.Instruments.Count);
        Array.Resize(ref _marks, options.Instruments.Count);
        if (options.Resume is not { } resume) return;
        for (var i = 0; i < resume.Positions.Count; i++) _positions[i] = resume.Positions[i];
        foreach (var fill in resume.SeenFills) _seenTrades.Add(fill);
        for (var i = 0; i < resume.Orders.Count; i++) Restore(resume.Orders[i], resume.Filled[i]);
    }

    /// <summary>Takes an order in before anything of it leaves.</summary>
    public TrackedOrder Begin(in SubmitOrder terms)
    {
        lock (_gate) return Register(in terms);
    }

    /// <summary>False when the order was taken back before it left.</summary>
    public bool TryBeginSending(TrackedPart part)
    {
        lock (_gate)
        {
            if (part.Phase != PartPhase.Queued) return false;
            (part.Phase, part.SentAt) = (PartPhase.Sending, _time.GetTimestamp());
            return true;
        }
    }

    /// <summary>Takes an order back that has not left; false when it has.</summary>
    public bool TryDrop(TrackedPart part)
    {
        lock (_gate)
        {
            if (part.Phase != PartPhase.Queued) return false;
            (part.Phase, part.End, part.WasCanceledByUs) = (PartPhase.Done, VenueOrderStatus.Canceled, true);
            Settle(part.Order, _now());
            return true;
        }
    }

    /// <summary>An order that was never sent because the venue has nothing like it, or because nothing may be sent.</summary>
    public void RefuseAll(TrackedOrder order, OrderReason reason)
    {
        foreach (var part in order.Parts) Refused(part, reason);
    }

    /// <summary>The venue refused the first form of an order; it goes out once more under another id.</summary>
    public void BeginSecondForm(TrackedPart part)
    {
        lock (_gate)
        {
            part.ClientId = ClientIds.For(part.Order.Terms.Id, part.Part, isSecondForm: true);
            _byClientId[part.ClientId] = part;
            part.SentAt = _time.GetTimestamp();
        }
    }

    public void Acknowledged(TrackedPart part, string venueId)
    {
        lock (_gate)
        {
            Attach(part, venueId);
            if (part.Phase is PartPhase.Sending or PartPhase.Unknown) part.Phase = PartPhase.Working;
            // A market order is often over by now, and its push may have been lost.
            if (part.Phase == PartPhase.Working && part.Limit.IsZero) AskSoon(part);
            TellAccepted(part.Order, _now());
            Settle(part.Order, _now());
        }
    }

    /// <summary>The venue, or this program, said no: nothing of the part exists there.</summary>
    public void Refused(TrackedPart part, OrderReason reason)
    {
        lock (_gate)
        {
            if (part.Phase == PartPhase.Done || part.VenueId.Length > 0) return;
            (part.Phase, part.End, part.Refusal, part.QueryAt) = (PartPhase.Done, VenueOrderStatus.Failed, reason, null);
            Settle(part.Order, _now());
        }
    }

    /// <summary>Nothing is known of the request's fate; evidence is looked for from now on.</summary>
    public void Lost(TrackedPart part)
    {
        lock (_gate)
        {
            if (part.Phase != PartPhase.Sending) return;
            part.Phase = PartPhase.Unknown;
            AskSoon(part);
            if (part.Order.IsLostTold || part.Order.IsAccepted) return;
            part.Order.IsLostTold = true;
            Tell(part.Order, _now(), Report(part.Order, ExecutionKind.Lost));
        }
    }

    public TrackedOrder? Find(ClientOrderId id)
    {
        lock (_gate) return _orders.GetValueOrDefault(id);
    }

    public TrackedLeg? FindLeg(ClientOrderId id)
    {
        lock (_gate)
        {
            foreach (var order in _orders.Values)
            {
                if (order.Legs.Find(leg => leg.Id == id) is { } leg) return leg;
            }

            return null;
        }
    }

    /// <summary>Orders whose state is to be looked up now.</summary>
    public List<TrackedPart> DueQueries()
    {
        lock (_gate)
        {
            var now = _time.GetTimestamp();
            return [.. _orders.Values.SelectMany(static order => order.Parts).Where(part => part.QueryAt <= now)];
        }
    }

    /// <summary>Orders that the venue should list as working.</summary>
    public List<TrackedPart> WorkingParts()
    {
        lock (_gate) return [.. _orders.Values.SelectMany(static order => order.Parts).Where(static part => part.Phase is PartPhase.Working or PartPhase.Unknown)];
    }

    /// <summary>The order is to be looked up at once.</summary>
    public void Ask(TrackedPart part)
    {
        lock (_gate) AskSoon(part);
    }

    private TrackedOrder Register(in SubmitOrder terms)
    {
        var order = new TrackedOrder(in terms);
        _orders[terms.Id] = order;
        foreach (var part in order.Parts) _byClientId[part.ClientId] = part;
        return order;
    }

    // Whether the request of an order of an earlier run arrived is not known, so that each is looked up.
    private void Restore(in SubmitOrder terms, Quantity filled)
    {
        var order = Register(in terms);
        (order.Told, order.IsAccepted) = (filled, filled.IsPositive);
        foreach (var part in order.Parts)
        {
            part.Told = part.Known = Quantity.Min(part.Quantity, filled);
            filled -= part.Told;
            (part.Phase, part.SentAt) = (PartPhase.Unknown, _time.GetTimestamp());
            _byClientId[ClientIds.For(terms.Id, part.Part, isSecondForm: true)] = part;
            AskSoon(part);
        }
    }

    private void Attach(TrackedPart part, string venueId)
    {
        if (part.VenueId.Length > 0 || venueId.Length == 0) return;
        part.VenueId = venueId;
        _byVenueId[venueId] = part;
    }

    private void AskSoon(TrackedPart part)
    {
        if (part.Phase != PartPhase.Done) (part.QueryAt, part.Queries) = (_time.GetTimestamp(), 0);
    }

    private void AskLater(TrackedPart part)
    {
        // A look-up that was under way when the order ended has nothing left to find out.
        if (part.Phase == PartPhase.Done)
        {
            part.QueryAt = null;
            return;
        }

        var wait = Backoff.After(++part.Queries, _options.FirstQuery, TimeSpan.FromSeconds(2), (uint)part.Order.Terms.Id.Sequence);
        part.QueryAt = _time.GetTimestamp() + (long)(wait.TotalSeconds * _time.TimestampFrequency);
    }

    private void Tell(TrackedOrder order, Timestamp time, in ExecutionReport report) => _reports.Add(order.Terms.Instrument, time, in report);

    private static ExecutionReport Report(TrackedOrder order, ExecutionKind kind, OrderReason reason = OrderReason.None) => new()
    {
        Kind = kind, OrderId = order.Terms.Id, Side = order.Terms.Side, Purpose = order.Terms.Purpose, Reason = reason,
        CumulativeQuantity = order.Told, LeavesQuantity = Leaves(order),
    };

    private static Quantity Leaves(TrackedOrder order)
    {
        var leaves = Quantity.Zero;
        foreach (var part in order.Parts) leaves += part.Leaves;
        return leaves;
    }

    private void Find(BrokerFindingKind kind, string symbol, string orderId, string text) => _observer?.OnFinding(new(kind, _now(), symbol, orderId, text));

    private string SymbolOf(TrackedOrder order) => _options.Instruments[order.Terms.Instrument.Index].Symbol;
}
