using System.Runtime.CompilerServices;
using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>
/// The engine: one door in, one buffer out. It is synchronous and deterministic, reads no clock, does no I/O, and allocates nothing on
/// a step on which nothing happens. It does not know whether its events are history or the market.
/// </summary>
public sealed class TradingEngine
{
    private readonly EngineState _state;
    private readonly InstrumentState[] _instruments;
    private readonly Account _account;
    private readonly OrderManager _orders;
    private readonly IntentHandler _intentHandler;
    private readonly LimitWatch _watch;
    private readonly BarRunner _bars;
    private readonly IntentBuffer _intents = new();

    /// <param name="instruments">The session's instruments; each one's id is its place in the list.</param>
    /// <param name="createStrategy">Makes the strategy of one instrument.</param>
    public TradingEngine(EngineOptions options, IReadOnlyList<Instrument> instruments, Func<Instrument, IStrategy> createStrategy)
    {
        _state = new EngineState(options, instruments.Count);
        (_instruments, _account) = (_state.Instruments, _state.Account);
        for (var i = 0; i < instruments.Count; i++)
        {
            Invariant.That(instruments[i].Id.Index == i);
            _instruments[i] = Create(instruments[i], createStrategy);
        }

        _orders = new OrderManager(_state);
        _intentHandler = new IntentHandler(_state, _orders);
        _watch = new LimitWatch(_state, _orders, _intentHandler);
        _bars = new BarRunner(_state, _watch, _intentHandler, _intents);
    }

    public Money Equity => _account.Equity;

    public Money Cash => _account.Cash;

    public Money RealisedPnl => _account.Realised;

    public Money Fees => _account.Fees;

    public Money Funding => _account.Funding;

    /// <summary>UTC days on which the daily loss limit ended trading.</summary>
    public int DailyLossDays => _state.Losses.DailyLossDays;

    /// <summary>Equity at the first mark of the present UTC day: what the day's loss is counted from.</summary>
    public Money DayStartEquity => _state.Losses.DayStart;

    /// <summary>Highest equity so far: what the drawdown is counted from.</summary>
    public Money PeakEquity => _state.Losses.Peak;

    public TradingState TradingState => _state.Trading;

    /// <summary>Fingerprint of all that happened so far.</summary>
    public ulong StateHash => _state.HashValue;

    public Position Position(InstrumentId instrument) => _account.Position(instrument.Index);

    /// <summary>The price that a position is valued at; zero before any was heard.</summary>
    public Price MarkOf(InstrumentId instrument) => _account.MarkOf(instrument.Index);

    /// <summary>Tells the engine what happened; what it wants done is in <paramref name="effects"/> afterwards.</summary>
    public void Step(in EngineEvent next, EffectBuffer effects)
    {
        _state.Now = next.Time;
        // Nearly every event is a bar.
        if (next.Kind == EventKind.BarClose) _bars.Take(_instruments[next.Instrument.Index], in next, effects);
        else OnOther(in next, effects);
    }

    /// <summary>
    /// Tells the engine bars one after the other, until one of them makes it want something or all are told. It is what as many calls of
    /// <see cref="Step"/> would do.
    /// </summary>
    /// <param name="count">How many of the run's first bars may be told.</param>
    /// <param name="equity">Takes the equity after each bar, in 10⁻⁸ units; at least <paramref name="count"/> places.</param>
    /// <param name="told">How many were told. Kept right while it works, so that after a failure it is known which bar failed.</param>
    public void StepBars(in BarRun run, int count, Span<long> equity, EffectBuffer effects, ref int told) =>
        _bars.Run(_instruments[run.Instrument.Index], in run, equity[..count], effects, ref told);

    private void OnOther(in EngineEvent next, EffectBuffer effects)
    {
        switch (next.Kind)
        {
            case EventKind.ExecutionReport: OnReport(in next, effects); break;
            case EventKind.Quote: OnQuote(in next, effects); break;
            case EventKind.Trade: OnTrade(in next, effects); break;
            case EventKind.MarkPrice: OnMarkPrice(in next, effects); break;
            case EventKind.FundingRate: OnFundingRate(in next); break;
            case EventKind.FundingPayment: OnFundingPayment(in next, effects); break;
            case EventKind.OperatorCommand: OnCommand(in next, effects); break;
            default: _state.Absorb(in next, 0, 0); break;
        }
    }

    private InstrumentState Create(Instrument instrument, Func<Instrument, IStrategy> createStrategy)
    {
        var state = new InstrumentState(_state, instrument.Validated()) { Strategy = createStrategy(instrument) };
        List<BarStream> streams = [];
        var setup = new StrategySetup(instrument, _state.Options.BarInterval, streams);
        state.Strategy.Initialize(setup);
        PositionGuard.Attach(state, setup, _state.Options.Positions);
        state.Streams = [.. streams];
        return state;
    }

    private void OnQuote(in EngineEvent next, EffectBuffer effects)
    {
        var instrument = _instruments[next.Instrument.Index];
        ref readonly var quote = ref next.Quote;
        instrument.LastQuote = quote;
        instrument.TakeAge(in next);
        foreach (var stream in instrument.Streams) stream.OnQuote(in quote);
        if (instrument.IsWarm) instrument.Strategy.OnQuote(instrument, in quote, _intents);
        if (_intents.Count > 0) _intentHandler.Handle(instrument, _intents, effects);
        _state.Absorb(
            in next, HashLane.Of(quote.Bid.Raw, quote.BidQuantity.Raw), HashLane.Of(quote.Ask.Raw, quote.AskQuantity.Raw));
    }

    private void OnTrade(in EngineEvent next, EffectBuffer effects)
    {
        var instrument = _instruments[next.Instrument.Index];
        ref readonly var trade = ref next.Trade;
        instrument.LastPrice = trade.Price;
        instrument.TakeAge(in next);
        if (!instrument.HasMarkPrice) _account.Mark(instrument.Holding, trade.Price);
        _watch.OnMark(effects);
        foreach (var stream in instrument.Streams) stream.OnTrade(in trade);
        if (instrument.IsWarm) instrument.Strategy.OnTrade(instrument, in trade, _intents);
        if (_intents.Count > 0) _intentHandler.Handle(instrument, _intents, effects);
        _state.Absorb(in next, trade.Price.Raw, trade.Aggressor.Signed(trade.Quantity).Raw);
    }

    private void OnMarkPrice(in EngineEvent next, EffectBuffer effects)
    {
        var instrument = _instruments[next.Instrument.Index];
        instrument.HasMarkPrice = true;
        _account.Mark(instrument.Holding, next.MarkPrice.Price);
        _watch.OnMark(effects);
        _state.Absorb(in next, HashLane.Of(next.MarkPrice.Price.Raw, next.MarkPrice.Index.Raw), _account.Equity.Raw);
    }

    private void OnFundingRate(in EngineEvent next)
    {
        ref readonly var funding = ref next.FundingRate;
        var instrument = _instruments[next.Instrument.Index];
        instrument.LastFundingRate = funding.Rate;
        instrument.FundingPerEightHours = funding.PerEightHours;
        _state.Absorb(in next, funding.Rate.Raw, funding.MarkPrice.Raw);
        if (funding.Interval.Nanos != 0) _state.Absorb(funding.Interval.Nanos, 0, 0);
    }

    private void OnFundingPayment(in EngineEvent next, EffectBuffer effects)
    {
        ref readonly var payment = ref next.FundingPayment;
        _account.ApplyFunding(payment.Amount);
        _instruments[next.Instrument.Index].Trades.OnFunding(in payment);
        effects.Add(new FundingRecord(next.Time, next.Instrument, payment));
        _state.Absorb(
            in next, HashLane.Of(payment.Amount.Raw, payment.Position.Raw, payment.MarkPrice.Raw),
            HashLane.Of(_account.Cash.Raw, payment.Rate.Raw));
    }

    private void OnReport(in EngineEvent next, EffectBuffer effects)
    {
        var instrument = _instruments[next.Instrument.Index];
        ref readonly var report = ref next.Report;
        AbsorbReport(in next, in report);
        if (!_orders.OnReport(instrument, in report, effects, out var update)) return;
        if (report.Kind == ExecutionKind.Filled)
        {
            _watch.OnMark(effects);
            // A fill that crossed the order to close everything brought a position that nobody wants any more.
            if (_state.IsEmptying) _watch.Empty(instrument, effects);
        }

        instrument.Strategy.OnOrder(instrument, in update, _intents);
        if (_intents.Count > 0) _intentHandler.Handle(instrument, _intents, effects);
    }

    private void OnCommand(in EngineEvent next, EffectBuffer effects)
    {
        var command = next.Command;
        _state.Absorb(in next, (long)command, (long)_state.Trading);
        switch (command)
        {
            case OperatorCommand.Halt: _watch.Restrict(TradingState.Halted, effects); break;
            case OperatorCommand.Reduce: _watch.Restrict(TradingState.Reducing, effects); break;
            case OperatorCommand.Resume: Resume(); break;
            case OperatorCommand.Flatten: _watch.Flatten(OrderPurpose.Flatten, OrderReason.RequestedByOperator, effects); break;
            case OperatorCommand.EndOfRun: _watch.Flatten(OrderPurpose.EndOfRun, OrderReason.EndOfRun, effects); break;
            default: break;
        }
    }

    /// <summary>Records the orders that are still alive when a session ends.</summary>
    public void RecordLiveOrders(EffectBuffer effects) => _orders.RecordLiveOrders(effects);

    private void Resume()
    {
        _state.Trading = TradingState.Active;
        _state.Emptying = null;
        _state.Losses.Rearm(_account.Equity);
    }

    private void AbsorbReport(in EngineEvent next, in ExecutionReport report)
    {
        var kind = (long)report.Kind | (long)report.Side << 8 | (long)report.Liquidity << 16 | (long)report.Reason << 24
            | (long)report.Purpose << 32 | (long)report.Flags << 40;
        _state.Absorb(in next, HashLane.Of(report.OrderId.Sequence, report.OrderId.Session, report.FillId), kind);
        _state.Absorb(report.LastPrice.Raw, report.LastQuantity.Raw, HashLane.Of(report.Fee.Raw, report.ReferencePrice.Raw, report.NewPrice.Raw));
        _state.Absorb(report.CumulativeQuantity.Raw, report.LeavesQuantity.Raw, HashLane.Of(report.SpreadCost.Raw, report.SlippageCost.Raw));
    }
}
