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
        for (var i = 0; i < intents.Count; i++)
        {
            ref readonly var intent = ref intents[i];
            switch (intent.Action)
            {
                case IntentAction.Enter: Enter(instrument, in intent, effects); break;
                case IntentAction.Exit: Exit(instrument, in intent, effects); break;
                case IntentAction.Cancel: _orders.Cancel(intent.OrderId, OrderReason.RequestedByStrategy, effects); break;
                default: _orders.Modify(intent.OrderId, intent.Quantity, intent.LimitPrice, intent.TriggerPrice, effects); break;
            }
        }

        intents.Clear();
    }

    /// <summary>Closes a position at market, unless a close is already on its way.</summary>
    public void Close(InstrumentState instrument, OrderPurpose purpose, string? note, EffectBuffer effects)
    {
        var position = _state.Account.Position(instrument.Index).Quantity;
        if (position.IsZero || IsClosing(instrument)) return;
        _orders.Submit(ClosingTerms(instrument, position, position.Abs(), purpose), new OrderPlan(note, null, default, default), effects);
    }

    private void Enter(InstrumentState instrument, in OrderIntent intent, EffectBuffer effects)
    {
        var held = _state.Account.Position(instrument.Index).Quantity;
        var isReversal = intent.Reverse && !held.IsZero && held.IsPositive != (intent.Side == Side.Buy);
        FillCandidate(instrument, in intent, isReversal);
        SizingNote? sizing = null;
        if (intent.Quantity.IsZero && !_entry.EntryPrice.IsZero) _entry.Quantity = SizeEntry(instrument, out sizing);
        var terms = EntryTerms(in intent, instrument, isReversal ? _entry.Quantity + held.Abs() : _entry.Quantity);
        var plan = new OrderPlan(intent.Reason, sizing, intent.StopLoss, intent.TakeProfit);
        var reason = Verdict(instrument, in intent);
        if (reason == OrderReason.None) _orders.Submit(WithLegs(in terms, in intent), in plan, effects);
        else _orders.Deny(in terms, in plan, reason, effects);
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
        _entry.FundingRate = instrument.LastFundingRate;
        _entry.DataAge = _state.DataAge;
        _entry.IsBackfilled = _state.IsBackfilled;
        _entry.Quantity = intent.Quantity;
        _entry.HasOwnQuantity = !intent.Quantity.IsZero;
    }

    private OrderReason Verdict(InstrumentState instrument, in OrderIntent intent)
    {
        if (_entry.EntryPrice.IsZero) return OrderReason.NoMarketData;
        if (!IsOnTick(instrument, in intent)) return OrderReason.OffTick;
        if (_state.Account.Equity.Raw <= 0) return OrderReason.AccountBankrupt;
        return IsDuplicate(in intent, instrument) ? OrderReason.DuplicateIntent : _gate.Check(_entry);
    }

    // Leverage leaves room for so much notional; what is open or may open elsewhere has taken its part.
    private Quantity SizeEntry(InstrumentState instrument, out SizingNote? note)
    {
        var committed = _entry.CommittedExposure(_state.Instruments.Length, onlySide: null);
        var limit = _state.Options.Risk.MaxLeverage > 0
            ? _state.Account.Equity.Times(Rate.FromDecimal(_state.Options.Risk.MaxLeverage), Rounding.TowardZero)
            : Money.MaxValue;
        var isHalved = _gate.IsHalvedByFunding(instrument.LastFundingRate, _entry.Side);
        var size = _sizer.Size(
            instrument.Instrument, _state.Account.Equity, _entry.EntryPrice, _entry.StopLoss, limit - committed, isHalved, out var made);
        note = made;
        return size;
    }

    private void Exit(InstrumentState instrument, in OrderIntent intent, EffectBuffer effects)
    {
        var position = _state.Account.Position(instrument.Index).Quantity;
        var quantity = intent.Quantity.IsZero ? position.Abs() : Quantity.Min(intent.Quantity, position.Abs());
        var terms = ClosingTerms(instrument, position, quantity, OrderPurpose.SignalExit) with
        {
            Type = intent.Type, TimeInForce = intent.TimeInForce, PostOnly = intent.PostOnly, LimitPrice = intent.LimitPrice,
            TriggerPrice = intent.TriggerPrice, ExpireTime = intent.ExpireTime,
        };
        var plan = new OrderPlan(intent.Reason, null, default, default);
        if (position.IsZero) _orders.Deny(in terms, in plan, OrderReason.ReduceOnlyWouldIncrease, effects);
        else if (intent.Type == OrderType.Market && IsClosing(instrument)) _orders.Deny(in terms, in plan, OrderReason.DuplicateIntent, effects);
        else if (!IsOnTick(instrument, in intent)) _orders.Deny(in terms, in plan, OrderReason.OffTick, effects);
        else _orders.Submit(in terms, in plan, effects);
    }

    private SubmitOrder EntryTerms(in OrderIntent intent, InstrumentState instrument, Quantity quantity) => new()
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

    private bool IsClosing(InstrumentState instrument)
    {
        for (var place = 0; place < _state.Orders.Count; place++)
        {
            ref readonly var order = ref _state.Orders.At(place);
            if (order.Terms.Instrument.Index == instrument.Index && order.Terms is { ReduceOnly: true, Type: OrderType.Market }) return true;
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
