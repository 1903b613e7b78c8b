using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>Turns intents into orders: sizes them, attaches brackets, asks the risk gate, and sends or denies.</summary>
internal sealed class IntentHandler
{
    private readonly EngineState _state;
    private readonly OrderManager _orders;
    private readonly PositionSizer _sizer;
    private readonly RiskGate _gate;
    private readonly EntryCandidate _entry;
    private readonly List<OrderUpdate> _denials = [];

    public IntentHandler(EngineState state, OrderManager orders)
    {
        _state = state;
        _orders = orders;
        _sizer = new PositionSizer(state.Options.Sizing, state.Options.Risk);
        _gate = new RiskGate(state.Options.Risk, state.Instruments.Length);
        _entry = new EntryCandidate { Account = state.Account, Orders = state.Orders, Losses = state.Losses };
    }

    public void Handle(InstrumentState instrument, IntentBuffer intents, EffectBuffer effects)
    {
        Carry(instrument, intents, mayEnter: true, effects);
        if (_denials.Count > 0) TellDenials(instrument, intents, effects);
    }

    private void TellDenials(InstrumentState instrument, IntentBuffer intents, EffectBuffer effects)
    {
        for (var mayEnter = true; _denials.Count > 0; mayEnter = false)
        {
            foreach (var denial in _denials) instrument.Strategy.OnOrder(instrument, in denial, intents);
            _denials.Clear();
            var isLastWord = !mayEnter;
            Carry(instrument, intents, mayEnter, effects);
            if (isLastWord) _denials.Clear();
        }
    }

    private void Carry(InstrumentState instrument, IntentBuffer intents, bool mayEnter, EffectBuffer effects)
    {
        for (var i = 0; i < intents.Count; i++)
        {
            ref readonly var intent = ref intents[i];
            switch (intent.Action)
            {
                case IntentAction.Enter: Enter(instrument, in intent, mayEnter, effects); break;
                case IntentAction.Exit: Exit(instrument, in intent, effects); break;
                case IntentAction.Cancel: _orders.Cancel(intent.OrderId, OrderReason.RequestedByStrategy, effects); break;
                default: Change(instrument, in intent, effects); break;
            }
        }

        intents.Clear();
    }

    /// <summary>Closes a position at market, unless a close is already on its way.</summary>
    public void Close(InstrumentState instrument, OrderPurpose purpose, string? note, EffectBuffer effects)
    {
        var left = LeftToClose(instrument);
        if (left.IsZero) return;
        var terms = ClosingTerms(instrument, left, left.Abs(), purpose);
        SubmitExit(instrument.Instrument, in terms, new OrderPlan(note, null, default, default), effects);
    }

    // A position that grew by several entries may be larger than one order can be.
    private void SubmitExit(Instrument instrument, in SubmitOrder terms, in OrderPlan plan, EffectBuffer effects)
    {
        if (terms.Quantity <= instrument.MaxQuantity)
        {
            _orders.Submit(in terms, in plan, effects);
            return;
        }

        var part = terms;
        var left = terms.Quantity;
        while (left > instrument.MaxQuantity)
        {
            var most = instrument.RoundDown(instrument.MaxQuantity);
            // What remains must not be too small to be sent.
            var size = left - most < instrument.MinQuantity ? most - instrument.MinQuantity : most;
            part = part with { Quantity = size };
            _orders.Submit(in part, in plan, effects);
            left -= size;
            part = part with { Id = _orders.NextId(), Quantity = left };
        }

        _orders.Submit(in part, in plan, effects);
    }

    private void Deny(
        in SubmitOrder terms, in OrderPlan plan, OrderReason reason, EffectBuffer effects, ClientOrderId parent = default) =>
        _denials.Add(_orders.Deny(in terms, in plan, reason, effects, parent));

    private void Enter(InstrumentState instrument, in OrderIntent intent, bool mayEnter, EffectBuffer effects)
    {
        // What a close on its way takes away is not there to be reversed: counting it would open the other side twice as large.
        var held = LeftToClose(instrument);
        var isReversal = intent.Reverse && IsAgainst(_state.Account.Position(instrument.Index).Quantity, intent.Side);
        FillCandidate(instrument, in intent, isReversal);
        SizingNote? sizing = null;
        if (intent.Quantity.IsZero && _entry.EntryPrice.Raw > 0) _entry.Quantity = SizeEntry(instrument, out sizing);
        var closing = isReversal ? held.Abs() : default;
        var total = Sum(_entry.Quantity, closing);
        var terms = EntryTerms(in intent, instrument, total, closing);
        var plan = new OrderPlan(intent.Reason, sizing, intent.StopLoss, intent.TakeProfit);
        var reason = mayEnter ? Verdict(instrument, in intent) : OrderReason.OrderRate;
        if (reason == OrderReason.None && total > instrument.Instrument.MaxQuantity)
        {
            if (intent.Type == OrderType.Market) terms = CloseFirst(instrument, held, in terms, in intent, effects);
            else reason = OrderReason.AboveMaxQuantity;
        }

        if (reason == OrderReason.None) _orders.Submit(WithLegs(in terms, in intent), in plan, effects);
        else Deny(in terms, in plan, reason, effects);
    }

    // One order cannot be as large as both parts of the reversal: the close goes ahead, and what is left is an entry as any other.
    private SubmitOrder CloseFirst(
        InstrumentState instrument, Quantity held, in SubmitOrder reversal, in OrderIntent intent, EffectBuffer effects)
    {
        var close = ClosingTerms(instrument, held, held.Abs(), OrderPurpose.SignalExit);
        SubmitExit(instrument.Instrument, in close, new OrderPlan(intent.Reason, null, default, default), effects);
        return reversal with { Quantity = reversal.Quantity - reversal.ClosingQuantity, ClosingQuantity = default };
    }

    private void FillCandidate(InstrumentState instrument, in OrderIntent intent, bool isReversal)
    {
        _entry.Instrument = instrument.Instrument;
        _entry.Time = _state.Now;
        _entry.State = _state.Trading;
        _entry.Side = intent.Side;
        _entry.EntryPrice = ExpectedPrice(instrument, in intent);
        _entry.StopLoss = intent.StopLoss;
        _entry.TakeProfit = intent.TakeProfit;
        _entry.IsReversal = isReversal;
        _entry.CooldownEnd = instrument.CooldownEnd;
        _entry.FundingRate = instrument.FundingPerEightHours;
        _entry.DataAge = instrument.DataAge;
        _entry.IsBackfilled = instrument.IsBackfilled;
        _entry.Quantity = intent.Quantity;
        _entry.HasOwnQuantity = !intent.Quantity.IsZero;
        _entry.Replaces = default;
    }

    private OrderReason Verdict(InstrumentState instrument, in OrderIntent intent)
    {
        if (!HasItsPrices(in intent)) return OrderReason.InvalidPrice;
        if (_entry.EntryPrice.IsZero) return OrderReason.NoMarketData;
        if (!IsOnTick(instrument, in intent)) return OrderReason.OffTick;
        if (_state.Account.Equity.Raw <= 0) return OrderReason.AccountBankrupt;
        var isUnsizable = _state.Options.Sizing.Mode == SizingMode.Risk && intent is { Quantity.IsZero: true, StopLoss.IsZero: true };
        if (isUnsizable) return OrderReason.MissingStop;
        return IsDuplicate(in intent, instrument) ? OrderReason.DuplicateIntent : _gate.Check(_entry);
    }

    // Leverage leaves room for so much notional; what is open or may open elsewhere has taken its part.
    private Quantity SizeEntry(InstrumentState instrument, out SizingNote? note)
    {
        var committed = _entry.CommittedExposure(_state.Instruments.Length, onlySide: null);
        var limit = _state.Options.Risk.MaxLeverage > 0
            ? _state.Account.Equity.Times(Rate.FromDecimal(_state.Options.Risk.MaxLeverage), Rounding.TowardZero)
            : Money.MaxValue;
        var isHalved = _gate.IsHalvedByFunding(instrument.FundingPerEightHours, _entry.Side);
        var size = _sizer.Size(
            instrument.Instrument, _state.Account.Equity, _entry.EntryPrice, _entry.StopLoss, limit - committed, isHalved, out var made);
        note = made;
        return size;
    }

    private void Exit(InstrumentState instrument, in OrderIntent intent, EffectBuffer effects)
    {
        var position = _state.Account.Position(instrument.Index).Quantity;
        var left = LeftToClose(instrument).Abs();
        var quantity = intent.Quantity.IsZero ? left : Quantity.Min(intent.Quantity, left);
        var terms = ClosingTerms(instrument, position, quantity, OrderPurpose.SignalExit) with
        {
            Type = intent.Type,
            TimeInForce = intent.TimeInForce,
            PostOnly = intent.PostOnly,
            LimitPrice = intent.LimitPrice,
            TriggerPrice = intent.TriggerPrice,
            ExpireTime = intent.ExpireTime,
        };
        var plan = new OrderPlan(intent.Reason, null, default, default);
        var reason = position.IsZero ? OrderReason.ReduceOnlyWouldIncrease
            : left.IsZero || IsDuplicate(in terms) ? OrderReason.DuplicateIntent
            : !HasItsPrices(in intent) ? OrderReason.InvalidPrice
            : !IsOnTick(instrument, in intent) ? OrderReason.OffTick
            : quantity.Raw <= 0 ? OrderReason.BelowMinQuantity
            : quantity.Raw % instrument.Instrument.LotSize.Raw != 0 ? OrderReason.OffLot
            : OrderReason.None;
        if (reason == OrderReason.None) SubmitExit(instrument.Instrument, in terms, in plan, effects);
        else Deny(in terms, in plan, reason, effects);
    }

    // A working entry that is made larger, or dearer, takes the way of a new one; what only reduces may always be changed.
    private void Change(InstrumentState instrument, in OrderIntent intent, EffectBuffer effects)
    {
        var place = _state.Orders.Find(intent.OrderId);
        if (place < 0) return;
        ref readonly var order = ref _state.Orders.At(place);
        var reason = order.Terms.ReduceOnly ? OrderReason.None : ChangeVerdict(instrument, in order, in intent);
        if (reason == OrderReason.None)
        {
            _orders.Modify(intent.OrderId, intent.Quantity, intent.LimitPrice, intent.TriggerPrice, effects);
            return;
        }

        var refused = order.Terms with
        {
            Id = _orders.NextId(),
            LimitPrice = intent.LimitPrice,
            TriggerPrice = intent.TriggerPrice,
            Quantity = intent.Quantity.IsZero ? order.Terms.Quantity : intent.Quantity,
        };
        Deny(in refused, new OrderPlan(intent.Reason, null, default, default), reason, effects, parent: intent.OrderId);
    }

    private OrderReason ChangeVerdict(InstrumentState instrument, in Order order, in OrderIntent intent)
    {
        if (intent.LimitPrice.Raw < 0 || intent.TriggerPrice.Raw < 0 || intent.Quantity.IsNegative) return OrderReason.InvalidPrice;
        if (!IsOnTick(instrument, in intent)) return OrderReason.OffTick;
        var changed = intent with { Side = order.Terms.Side, Type = order.Terms.Type };
        if (changed.LimitPrice.IsZero) changed = changed with { LimitPrice = order.Terms.LimitPrice };
        if (changed.TriggerPrice.IsZero) changed = changed with { TriggerPrice = order.Terms.TriggerPrice };
        var held = _state.Account.Position(instrument.Index).Quantity;
        var isReversal = IsAgainst(held, order.Terms.Side);
        FillCandidate(instrument, in changed, isReversal);
        var total = intent.Quantity.IsZero ? order.Terms.Quantity : intent.Quantity;
        var leaves = total - order.FilledQuantity - (isReversal ? held.Abs() : default);
        // What is left only closes, or is less than before at the same price: that is never refused.
        var isRaised = total > order.Terms.Quantity
            || changed.LimitPrice > order.Terms.LimitPrice || changed.TriggerPrice > order.Terms.TriggerPrice;
        if (leaves.Raw <= 0 || !isRaised) return OrderReason.None;
        if (total > instrument.Instrument.MaxQuantity) return OrderReason.AboveMaxQuantity;
        _entry.Quantity = leaves;
        _entry.Replaces = order.Terms.Id;
        return _gate.CheckChange(_entry);
    }

    private SubmitOrder EntryTerms(in OrderIntent intent, InstrumentState instrument, Quantity quantity, Quantity closing) => new()
    {
        Id = _orders.NextId(),
        Instrument = instrument.Instrument.Id,
        Side = intent.Side,
        Type = intent.Type,
        TimeInForce = intent.TimeInForce,
        Purpose = OrderPurpose.Entry,
        TriggerSource = _state.Options.StopTrigger,
        PostOnly = intent.PostOnly,
        Quantity = quantity,
        ClosingQuantity = closing,
        LimitPrice = intent.LimitPrice,
        TriggerPrice = intent.TriggerPrice,
        ExpireTime = intent.ExpireTime,
    };

    private SubmitOrder WithLegs(in SubmitOrder terms, in OrderIntent intent) => terms with
    {
        StopLoss = intent.StopLoss.IsZero ? default : new BracketLeg(_orders.NextId(), intent.StopLoss),
        TakeProfit = intent.TakeProfit.IsZero ? default : new BracketLeg(_orders.NextId(), intent.TakeProfit),
    };

    private SubmitOrder ClosingTerms(InstrumentState instrument, Quantity position, Quantity quantity, OrderPurpose purpose) => new()
    {
        Id = _orders.NextId(),
        Instrument = instrument.Instrument.Id,
        Side = position.IsPositive ? Side.Sell : Side.Buy,
        Type = OrderType.Market,
        Purpose = purpose,
        TriggerSource = _state.Options.StopTrigger,
        ReduceOnly = true,
        Quantity = quantity,
    };

    private static Price ExpectedPrice(InstrumentState instrument, in OrderIntent intent)
    {
        if (intent.Type == OrderType.Limit) return intent.LimitPrice;
        if (intent.Type != OrderType.Market) return intent.TriggerPrice;
        if (instrument.LastQuote.Ask.IsZero) return instrument.LastPrice;
        return intent.Side == Side.Buy ? instrument.LastQuote.Ask : instrument.LastQuote.Bid;
    }

    private static bool IsOnTick(InstrumentState instrument, in OrderIntent intent)
    {
        var tick = instrument.Instrument.TickSize.Raw;
        return intent.LimitPrice.Raw % tick == 0 && intent.TriggerPrice.Raw % tick == 0
            && intent.StopLoss.Raw % tick == 0 && intent.TakeProfit.Raw % tick == 0;
    }

    // A price that the type needs is there, none is negative, and a trailing entry is not something an intent can describe.
    private static bool HasItsPrices(in OrderIntent intent) =>
        (intent.LimitPrice.Raw | intent.TriggerPrice.Raw | intent.StopLoss.Raw | intent.TakeProfit.Raw) >= 0
        && intent.Type switch
        {
            OrderType.Market => true,
            OrderType.Limit => !intent.LimitPrice.IsZero,
            OrderType.StopMarket => !intent.TriggerPrice.IsZero,
            OrderType.StopLimit => !intent.LimitPrice.IsZero && !intent.TriggerPrice.IsZero,
            _ => false,
        };

    private static bool IsAgainst(Quantity held, Side side) => !held.IsZero && held.IsPositive != (side == Side.Buy);

    private static Quantity Sum(Quantity left, Quantity right) =>
        new((long)Int128.Min((Int128)left.Raw + right.Raw, long.MaxValue));

    /// <summary>The signed position less what market closes on their way will take from it.</summary>
    private Quantity LeftToClose(InstrumentState instrument)
    {
        var held = _state.Account.Position(instrument.Index).Quantity;
        if (held.IsZero) return held;
        var left = held.Abs();
        for (var place = 0; place < _state.Orders.Count; place++)
        {
            ref readonly var order = ref _state.Orders.At(place);
            // One that is being taken back may not fill; a second reduce-only order does no harm if it does.
            if (order.Terms.Instrument.Index == instrument.Index && order.IsMarketClose && IsAgainst(held, order.Terms.Side)
                && order.Status != OrderStatus.PendingCancel)
                left -= order.Leaves;
        }

        left = Quantity.Max(left, default);
        return held.IsNegative ? -left : left;
    }

    // A second order to get out with the same words would only wait behind the first.
    private bool IsDuplicate(in SubmitOrder exit)
    {
        if (exit.Type == OrderType.Market) return false;
        for (var place = 0; place < _state.Orders.Count; place++)
        {
            ref readonly var order = ref _state.Orders.At(place);
            if (order.Terms.Purpose == exit.Purpose && order.Terms.Instrument == exit.Instrument && order.Terms.Side == exit.Side
                && order.Terms.Type == exit.Type && order.Terms.LimitPrice == exit.LimitPrice && order.Terms.TriggerPrice == exit.TriggerPrice)
                return true;
        }

        return false;
    }

    // The same wish while the first order is still alive, or its fate unknown, is the same wish and not a second one.
    private bool IsDuplicate(in OrderIntent intent, InstrumentState instrument)
    {
        for (var place = 0; place < _state.Orders.Count; place++)
        {
            ref readonly var order = ref _state.Orders.At(place);
            if (order.Terms.Purpose == OrderPurpose.Entry && order.Terms.Instrument.Index == instrument.Index
                && order.Terms.Side == intent.Side && order.Terms.Type == intent.Type && order.Terms.LimitPrice == intent.LimitPrice
                && order.Terms.TriggerPrice == intent.TriggerPrice)
                return true;
        }

        return false;
    }
}
