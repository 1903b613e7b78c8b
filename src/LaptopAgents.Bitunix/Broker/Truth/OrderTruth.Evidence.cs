using LaptopAgents.Domain;

namespace LaptopAgents.Bitunix;

/// <remarks>How evidence of an order changes what is known of it, and when its end is told.</remarks>
internal sealed partial class OrderTruth
{
    /// <summary>Takes in what a push or a row says. An order that is not ours is told as a finding, once.</summary>
    public void Take(in OrderEvidence evidence)
    {
        lock (_gate)
        {
            if (PartOf(evidence.OrderId, evidence.ClientId) is { } part) Merge(part, in evidence);
            else if (evidence.ClientId.Length > 0 && !ClientIds.TryParse(evidence.ClientId, out _, out _) && !evidence.Status.IsTerminal()) Foreign(in evidence);
            else if (evidence.IsRow) Identify(in evidence);
            else NeedsTrades |= evidence.Cumulative.IsPositive;
        }
    }

    /// <summary>The order was looked for by all its names and is nowhere.</summary>
    public void NotFound(TrackedPart part)
    {
        lock (_gate)
        {
            // What was seen once does not cease to have been there: the venue forgets old orders, and shows new ones late.
            var isGivenUp = part.Phase == PartPhase.Unknown && part.VenueId.Length == 0 && _time.GetElapsedTime(part.SentAt) > _options.GiveUpAfter;
            if (!isGivenUp)
            {
                AskLater(part);
                return;
            }

            (part.Phase, part.End, part.Refusal, part.QueryAt) = (PartPhase.Done, VenueOrderStatus.Failed, OrderReason.UnknownOrder, null);
            Settle(part.Order, _now());
        }
    }

    /// <summary>A look-up failed; it is tried again.</summary>
    public void QueryFailed(TrackedPart part)
    {
        lock (_gate) AskLater(part);
    }

    /// <summary>A cancel was answered.</summary>
    /// <param name="isRefused">The venue says that it was not carried out, or nothing is known.</param>
    public void CancelAnswered(TrackedPart part, bool isRefused)
    {
        lock (_gate)
        {
            if (part.Phase == PartPhase.Done) return;
            part.WasCanceledByUs = true;
            (part.CancelAnswered, part.CancelFailed) = (_time.GetTimestamp(), isRefused);
            AskSoon(part);
        }
    }

    public void ChangeAnswered(TrackedPart part, Quantity quantity, Price limit, bool? isDone)
    {
        lock (_gate)
        {
            if (isDone == true) TellModified(part, quantity, limit, _now());
            else if (isDone == false) Tell(part.Order, _now(), Report(part.Order, ExecutionKind.ModifyRejected));
            else
            {
                part.OpenChange = (quantity, limit);
                AskSoon(part);
            }
        }
    }

    private TrackedPart? PartOf(string venueId, string clientId)
    {
        if (venueId.Length > 0 && _byVenueId.TryGetValue(venueId, out var byVenue)) return byVenue;
        if (clientId.Length == 0 || !_byClientId.TryGetValue(clientId, out var byClient)) return null;
        Attach(byClient, venueId);
        return byClient;
    }

    private void Merge(TrackedPart part, in OrderEvidence evidence)
    {
        if (part is { Phase: PartPhase.Done, Refusal: OrderReason.UnknownOrder })
        {
            // It was told as rejected, so that nobody waits for it any more.
            Find(BrokerFindingKind.LateOrder, evidence.Symbol, evidence.OrderId, "An order that had been given up reached the venue after all. It is being canceled; its fills are booked.");
            part.Refusal = OrderReason.None;
            part.Phase = PartPhase.Working;
            part.CancelFailed = part.WasCanceledByUs = true;
            LateOrders.Enqueue(part);
        }

        if (evidence.Cumulative > part.Known) part.Known = evidence.Cumulative;
        if (part.Known > part.Told) NeedsTrades = true;
        var isOlder = evidence.Cumulative < part.Known;
        if (part.Phase == PartPhase.Done)
        {
            Settle(part.Order, evidence.Time);
            return;
        }

        if (part.Phase != PartPhase.Working) part.Phase = PartPhase.Working;
        TellAccepted(part.Order, evidence.Time);
        // An end that knows less than was known does not know the fills; and a word that is not known says nothing. A row tells.
        if (evidence.Status == VenueOrderStatus.Unknown || (isOlder && evidence.Status.IsTerminal())) AskSoon(part);
        else if (evidence.Status.IsTerminal()) (part.Phase, part.End, part.QueryAt) = (PartPhase.Done, evidence.Status, null);
        else if (!isOlder && evidence.IsRow) StillWorking(part, in evidence);
        Settle(part.Order, evidence.Time);
    }

    // A row that was read after a request shows what became of the request.
    private void StillWorking(TrackedPart part, in OrderEvidence evidence)
    {
        part.QueryAt = null;
        if (part.OpenChange is { } change)
        {
            part.OpenChange = null;
            if (evidence.Quantity == change.Quantity && evidence.Limit == change.Limit) TellModified(part, change.Quantity, change.Limit, evidence.Time);
            else Tell(part.Order, evidence.Time, Report(part.Order, ExecutionKind.ModifyRejected));
        }

        if (part.CancelAnswered is not { } answered) return;
        if (evidence.AskedAt < answered)
        {
            AskLater(part);
            return;
        }

        if (part.CancelFailed || _time.GetElapsedTime(answered) > _options.Patience)
        {
            (part.CancelAnswered, part.CancelFailed, part.WasCanceledByUs) = (null, false, false);
            if (!part.Order.IsOver) Tell(part.Order, evidence.Time, Report(part.Order, ExecutionKind.CancelRejected));
        }
        else AskLater(part);
    }

    private void TellModified(TrackedPart part, Quantity quantity, Price limit, Timestamp time)
    {
        var order = part.Order;
        order.Quantity += quantity - part.Quantity;
        (part.Quantity, part.Limit) = (quantity, limit);
        Tell(order, time, Report(order, ExecutionKind.Modified) with { NewPrice = limit });
    }

    private void TellAccepted(TrackedOrder order, Timestamp time)
    {
        if (order.IsAccepted || order.IsOver) return;
        order.IsAccepted = true;
        Tell(order, time, Report(order, ExecutionKind.Accepted));
    }

    /// <summary>Tells the end when there is one and every fill before it was told.</summary>
    private void Settle(TrackedOrder order, Timestamp time)
    {
        if (!order.Parts.TrueForAll(static part => part.IsSettled)) return;
        if (!order.IsOver)
        {
            order.IsOver = true;
            if (order.Told < order.Quantity) TellEnd(order, time);
        }

        if (order.Told.IsZero) EndLegs(order, OrderReason.PositionClosed, time);
    }

    private void TellEnd(TrackedOrder order, Timestamp time)
    {
        var last = order.Parts.FindLast(static part => part.Known < part.Quantity) ?? order.Parts[^1];
        var terms = order.Terms;
        if (last.End == VenueOrderStatus.Failed)
        {
            Tell(order, time, Report(order, order.Told.IsZero ? ExecutionKind.Rejected : ExecutionKind.Canceled, last.Refusal));
            return;
        }

        if (last.WasCanceledByUs)
        {
            Tell(order, time, Report(order, ExecutionKind.Canceled));
            return;
        }

        var (kind, reason) = last.End switch
        {
            VenueOrderStatus.Expired => (ExecutionKind.Expired, OrderReason.TimeInForceEnded),
            _ when last.IsReducing => (ExecutionKind.Canceled, OrderReason.ReduceOnlyWouldIncrease),
            _ when terms.PostOnly && order.Told.IsZero => (ExecutionKind.Rejected, OrderReason.PostOnlyWouldTake),
            _ when terms.TimeInForce == TimeInForce.ImmediateOrCancel => (ExecutionKind.Canceled, OrderReason.TimeInForceEnded),
            _ when terms.TimeInForce == TimeInForce.FillOrKill || terms.Type == OrderType.Market => (ExecutionKind.Canceled, OrderReason.NotEnoughLiquidity),
            _ => (ExecutionKind.Canceled, OrderReason.None),
        };
        if (kind == ExecutionKind.Canceled && reason == OrderReason.None)
            Find(BrokerFindingKind.ForeignCancel, SymbolOf(order), last.VenueId, $"Order {terms.Id} was ended at the venue ({last.End}), and not by this session.");
        Tell(order, time, Report(order, kind, reason));
    }

    private void Foreign(in OrderEvidence evidence)
    {
        if (!_foreignOrders.Add(evidence.OrderId)) return;
        Find(BrokerFindingKind.ForeignOrder, evidence.Symbol, evidence.OrderId, $"An order of {evidence.Quantity} {evidence.Symbol} is at the venue that this session did not send. Somebody else trades on this account.");
    }
}
