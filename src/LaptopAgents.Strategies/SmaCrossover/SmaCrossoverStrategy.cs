using LaptopAgents.Domain;
using LaptopAgents.Engine;

namespace LaptopAgents.Strategies;

/// <summary>
/// Long while the fast average is above the slow one, else short (or flat): equal averages count as not above. Always in the market once
/// the slow average is ready, and turned by one market order. With a bracket, a stop or target that was hit is not bought back: the next
/// trade waits for the next crossing.
/// </summary>
internal sealed class SmaCrossoverStrategy : IStrategy, IExplains
{
    private const string BracketClosed = "the bracket closed the position; the next crossing opens the next";

    // A refusal (cooldown, daily loss) mostly lasts: asking on every bar would only fill the journal.
    private const int RetryBars = 10;
    private const int NoSignal = int.MinValue;
    private readonly Sma _fast;
    private readonly Sma _slow;
    private readonly int _otherSide;
    private readonly bool _sizedByRisk;
    private readonly Quantity _fixedQuantity;
    private readonly Rate _equityShare;
    private readonly double _stopAtrMult;
    private readonly double _targetAtrMult;
    private Atr? _atr;
    private int _signal = NoSignal;
    private long _askedAtBar;

    // The last wish came to nothing: it was denied, or ended at the venue without a fill, or there was no size or bracket to wish for.
    private bool _isRefused;

    public SmaCrossoverStrategy(StrategyParameters parameters)
    {
        var fast = SmaCrossoverParameters.Fast.Read(parameters);
        var slow = SmaCrossoverParameters.Slow.Read(parameters);
        parameters.Require(fast < slow, SmaCrossoverParameters.Fast.Key, "less than slow");
        _fast = new Sma(fast);
        _slow = new Sma(slow);
        _otherSide = SmaCrossoverParameters.Mode.Is(parameters, SmaCrossoverParameters.LongShort) ? -1 : 0;
        _sizedByRisk = SmaCrossoverParameters.SizeMode.Is(parameters, SmaCrossoverParameters.Risk);
        _fixedQuantity = Quantity.FromDecimal(SmaCrossoverParameters.Quantity.Read(parameters));
        _equityShare = Rate.FromPercent(SmaCrossoverParameters.EquityPct.Read(parameters));
        _stopAtrMult = SmaCrossoverParameters.StopAtrMult.ReadDouble(parameters);
        _targetAtrMult = SmaCrossoverParameters.TargetAtrMult.ReadDouble(parameters);
        parameters.Require(!_sizedByRisk || _stopAtrMult > 0, SmaCrossoverParameters.StopAtrMult.Key, "above 0 with size_mode: risk");
    }

    public string? LastBlock { get; private set; }

    private bool HasBracket => _atr is not null;

    public void Initialize(StrategySetup setup)
    {
        setup.Use(_fast);
        setup.Use(_slow);
        if (_stopAtrMult > 0 || _targetAtrMult > 0) _atr = setup.Use(new Atr());
    }

    public void OnBar(StrategyContext context, IntentBuffer intents)
    {
        var wanted = _fast.IsAbove(_slow) ? 1 : _otherSide;
        var crossed = wanted != _signal;
        _signal = wanted;
        var held = Math.Sign(context.Position.Quantity.Raw);
        if (held != wanted) Turn(context, intents, wanted, held, crossed);
    }

    public void OnOrder(StrategyContext context, in OrderUpdate update, IntentBuffer intents)
    {
        if (update.Report.Kind == ExecutionKind.Filled) _isRefused = false;
        else if (update.Order.Purpose is OrderPurpose.Entry or OrderPurpose.SignalExit) _isRefused |= HasEndedEmpty(in update);
    }

    private static bool HasEndedEmpty(in OrderUpdate update) =>
        update.Order.FilledQuantity.IsZero && update.Report.Kind
            is ExecutionKind.Denied or ExecutionKind.Rejected or ExecutionKind.Canceled or ExecutionKind.Expired;

    private void Turn(StrategyContext context, IntentBuffer intents, int wanted, int held, bool crossed)
    {
        LastBlock = WorkingOrders.IsChangePending(context) ? Blocks.EntryWorking
            : crossed ? null
            : _isRefused && context.BarCount - _askedAtBar < RetryBars ? Blocks.Refused
            : !_isRefused && held == 0 && HasBracket ? BracketClosed
            : null;
        if (LastBlock is not null) return;
        _askedAtBar = context.BarCount;
        if (wanted == 0) intents.Add(OrderIntent.Exit("Fast average no longer above slow"));
        else LastBlock = TryEnter(context, intents, wanted > 0 ? Side.Buy : Side.Sell);
        _isRefused = LastBlock is not null;
    }

    // Null when the entry was asked for, else why there is none.
    private string? TryEnter(StrategyContext context, IntentBuffer intents, Side side)
    {
        var quantity = Size(context);
        if (quantity.IsZero && !_sizedByRisk) return Blocks.TooSmall;
        if (!TryBracket(context, side, out var stop, out var target)) return Blocks.NoRoom;

        intents.Add(new OrderIntent
        {
            Action = IntentAction.Enter,
            Type = OrderType.Market,
            Side = side,
            Reverse = true,
            Quantity = quantity,
            StopLoss = stop,
            TakeProfit = target,
            Reason = side == Side.Buy ? "Fast average above slow" : "Fast average not above slow",
        });
        return null;
    }

    private Quantity Size(StrategyContext context)
    {
        if (_sizedByRisk) return Quantity.Zero;
        if (_fixedQuantity.IsPositive) return context.Instrument.RoundDown(_fixedQuantity);
        return Sizing.ShareOfEquity(context, _equityShare);
    }

    private bool TryBracket(StrategyContext context, Side side, out Price stop, out Price target)
    {
        stop = target = default;
        if (_atr is null) return true;
        var close = context.Bar.Close.ToDouble();
        var direction = side.Sign();
        if (_stopAtrMult > 0) stop = Levels.Stop(side, close - direction * _stopAtrMult * _atr.Value, context.Instrument);
        if (_targetAtrMult > 0) target = Levels.Target(side, close + direction * _targetAtrMult * _atr.Value, context.Instrument);
        return (_stopAtrMult == 0 || (stop.Raw > 0 && Levels.IsBeyond(side, context.Bar.Close, stop)))
            && (_targetAtrMult == 0 || (target.Raw > 0 && Levels.IsBeyond(side, target, context.Bar.Close)));
    }
}
