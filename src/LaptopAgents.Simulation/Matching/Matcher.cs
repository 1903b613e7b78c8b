using LaptopAgents.Domain;

namespace LaptopAgents.Simulation;

/// <summary>
/// What happens to orders at one instant and one price: arrival, trigger, fill, cancel, and what a fill brings about. It knows nothing
/// of bars, paths or ticks; whoever moves the price calls it.
/// </summary>
internal sealed partial class Matcher
{
    private readonly VenueOptions _options;
    private readonly Account _account;
    private readonly ReportQueue _reports;
    private readonly ISlippageModel _slippage;
    private readonly ISpreadModel _spread;
    private readonly IPartialFillModel _partial;
    private readonly FillFlags _spreadFlag;
    private readonly bool _walksBook;
    private long _lastFillId;
    private long _reportNumber;

    public Matcher(VenueOptions options, Account account, ReportQueue reports)
    {
        _options = options;
        _account = account;
        _reports = reports;
        Assumptions = new VenueAssumptions(options);
        Funding = new Funding(account, Assumptions);
        _slippage = ModelCatalog.Slippage(options);
        _spread = ModelCatalog.Spread(options);
        _partial = ModelCatalog.PartialFill(options);
        _walksBook = _slippage.WalksBook;
        _spreadFlag = _spread.IsAssumed ? FillFlags.AssumedSpread : FillFlags.None;
    }

    /// <summary>No report may be earlier: the engine has already been told of this instant.</summary>
    public long Floor { get; set; }

    /// <summary>The data has ended: fills cost no spread and no slippage, and reports take no time.</summary>
    public bool IsFinishing { get; set; }

    /// <summary>While a path is only tried, nothing is reported; fills go here.</summary>
    public PathOutcome? Trial { get; set; }

    public VenueAssumptions Assumptions { get; }

    public Funding Funding { get; }

    public bool FillsAreWhole => _partial.IsWhole;

    public ISpreadModel Spread => _spread;

    private void Emit(Market market, in WorkingOrder order, ExecutionKind kind, OrderReason reason = OrderReason.None, long newPrice = 0)
    {
        if (Trial is not null) return;
        var isOver = kind is ExecutionKind.Rejected or ExecutionKind.Canceled or ExecutionKind.Expired;
        Report(market) = new ExecutionReport
        {
            Kind = kind,
            OrderId = order.Id,
            Side = order.Side,
            Purpose = order.Purpose,
            Reason = reason,
            CumulativeQuantity = new Quantity(order.Filled),
            LeavesQuantity = new Quantity(isOver ? 0 : order.Leaves),
            NewPrice = new Price(newPrice),
        };
    }

    private void EmitUnknown(Market market, ClientOrderId id, ExecutionKind kind)
    {
        if (Trial is not null) return;
        Report(market) = new ExecutionReport { Kind = kind, OrderId = id, Reason = OrderReason.UnknownOrder };
    }

    private ref ExecutionReport Report(Market market)
    {
        var time = Math.Max(market.Cursor.Time, Floor);
        if (!IsFinishing) time += _options.Latency.Report.Sample(_options.Seed, PrngStream.ReportLatency, ++_reportNumber);
        return ref _reports.Add(time, market.Id);
    }

    /// <summary>Ends an order that did not fill whole, with everything that hangs on it.</summary>
    private void End(Market market, int slot, ExecutionKind kind, OrderReason reason)
    {
        ref readonly var order = ref market.Slots[slot];
        Emit(market, in order, kind, reason);
        Remove(market, slot, reason);
    }

    /// <summary>Takes an order out of the book. Legs that still sleep go with it; working ones protect what was filled and stay.</summary>
    private void Remove(Market market, int slot, OrderReason reason)
    {
        var (stop, target, parent, sibling, isLeg) =
            (market.Slots[slot].StopSlot, market.Slots[slot].TargetSlot, market.Slots[slot].Parent, market.Slots[slot].Sibling, market.Slots[slot].IsLeg);
        market.Release(slot);
        if (stop != WorkingOrder.NoSlot) Orphan(market, stop, reason);
        if (target != WorkingOrder.NoSlot) Orphan(market, target, reason);
        if (!isLeg) return;
        if (sibling != WorkingOrder.NoSlot) market.Slots[sibling].Sibling = WorkingOrder.NoSlot;
        if (parent == WorkingOrder.NoSlot) return;
        if (market.Slots[parent].StopSlot == slot) market.Slots[parent].StopSlot = WorkingOrder.NoSlot;
        if (market.Slots[parent].TargetSlot == slot) market.Slots[parent].TargetSlot = WorkingOrder.NoSlot;
    }

    private void Orphan(Market market, int leg, OrderReason reason)
    {
        market.Slots[leg].Parent = WorkingOrder.NoSlot;
        if (market.Slots[leg].Phase > OrderPhase.Sleeping) return;
        Emit(market, in market.Slots[leg], ExecutionKind.Canceled, reason == OrderReason.None ? OrderReason.PositionClosed : reason);
        Remove(market, leg, reason);
    }
}
