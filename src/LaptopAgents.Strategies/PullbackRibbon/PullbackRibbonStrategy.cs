using LaptopAgents.Domain;
using LaptopAgents.Engine;

namespace LaptopAgents.Strategies;

/// <summary>
/// Buys the pullback in an up trend and sells it in a down trend: a limit rests at EMA(20) and follows it, with stop and target beside it.
/// One entry works at a time; it is taken back when the trend ends or when it has waited too long.
/// </summary>
internal sealed class PullbackRibbonStrategy : IStrategy, IExplains
{
    // A refused order is asked for again after a few bars, not on every one.
    private const int RetryBars = 5;
    private readonly MarketContext _market = new();
    private readonly double _stopAtrMult;
    private readonly double _tpRMult;
    private readonly int _pendingMaxBars;
    private RibbonPlan _placed;
    private long _placedAtBar;
    private bool _wasAccepted = true;

    public PullbackRibbonStrategy(StrategyParameters parameters)
    {
        _stopAtrMult = PullbackRibbonParameters.StopAtrMult.ReadDouble(parameters);
        _tpRMult = PullbackRibbonParameters.TpRMult.ReadDouble(parameters);
        _pendingMaxBars = PullbackRibbonParameters.PendingMaxBars.Read(parameters);
    }

    public string? LastBlock { get; private set; } = RibbonBlocks.NoTrend;

    public void Initialize(StrategySetup setup) => setup.Use(_market);

    public void OnBar(StrategyContext context, IntentBuffer intents)
    {
        if (WorkingOrders.TryFindEntry(context, out var entry))
        {
            LastBlock = Blocks.EntryWorking;
            if (entry.Type == OrderType.Limit) Follow(context, intents, in entry);
            return;
        }

        LastBlock = !context.Position.IsFlat ? Blocks.InPosition
            : _market.Trend == Trend.Chop ? RibbonBlocks.NoTrend
            : !_wasAccepted && context.BarCount - _placedAtBar < RetryBars ? Blocks.Refused
            : null;
        if (LastBlock is null) Place(context, intents);
    }

    public void OnOrder(StrategyContext context, in OrderUpdate update, IntentBuffer intents)
    {
        if (update.Report.Kind is ExecutionKind.Accepted or ExecutionKind.Filled) _wasAccepted = true;
    }

    private void Place(StrategyContext context, IntentBuffer intents)
    {
        var plan = PlanFor(context.Instrument);
        if (plan.IsUnusable)
        {
            LastBlock = Blocks.NoRoom;
            return;
        }

        _placed = plan;
        _placedAtBar = context.BarCount;
        _wasAccepted = false;
        var limit = Levels.Text(plan.Limit, context.Instrument);
        var reason = plan.Side == Side.Buy
            ? $"Up trend; buys the pullback to EMA20 {limit}"
            : $"Down trend; sells the pullback to EMA20 {limit}";
        intents.Add(OrderIntent.EnterLimit(plan.Side, plan.Limit, plan.Stop, plan.Target, reason));
    }

    private void Follow(StrategyContext context, IntentBuffer intents, in OrderView entry)
    {
        // A partial fill has become a position: what is left of the order only ages.
        var isUntouched = entry.Status == OrderStatus.Accepted;
        var isExpired = context.BarCount - _placedAtBar >= _pendingMaxBars;
        var trendSide = _market.Trend switch { Trend.Up => Side.Buy, Trend.Down => Side.Sell, _ => (Side?)null };
        if (isExpired || (isUntouched && trendSide != entry.Side))
        {
            LastBlock = isExpired ? RibbonBlocks.Expired : RibbonBlocks.TrendEnded;
            intents.Add(OrderIntent.CancelOrder(entry.Id));
            return;
        }

        if (isUntouched) Reprice(context, intents, in entry);
    }

    private void Reprice(StrategyContext context, IntentBuffer intents, in OrderView entry)
    {
        var plan = PlanFor(context.Instrument);
        if (plan.IsUnusable || plan.HasDriftedFrom(in _placed))
        {
            LastBlock = RibbonBlocks.Drifted;
            intents.Add(OrderIntent.CancelOrder(entry.Id));
            return;
        }

        if (plan.Limit == entry.LimitPrice) return;
        intents.Add(Move(entry.Id) with { LimitPrice = plan.Limit });
        for (var i = 0; i < context.WorkingOrderCount; i++)
        {
            // The protective legs move with their entry, so that the distance that was sized stays the distance at risk.
            var leg = context.WorkingOrder(i);
            if (leg.Purpose == OrderPurpose.StopLoss) intents.Add(Move(leg.Id) with { TriggerPrice = plan.Stop });
            else if (leg.Purpose == OrderPurpose.TakeProfit) intents.Add(Move(leg.Id) with { LimitPrice = plan.Target });
        }
    }

    private RibbonPlan PlanFor(Instrument instrument) => RibbonPlan.At(
        _market.Fast, _stopAtrMult * _market.Atr, _tpRMult, _market.Trend == Trend.Up ? Side.Buy : Side.Sell, instrument);

    private static OrderIntent Move(ClientOrderId id) => new() { Action = IntentAction.Modify, OrderId = id };
}
