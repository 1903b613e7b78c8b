using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>Closes what a broken limit, an operator or the position's own rules want closed, whatever the strategy.</summary>
internal sealed class LimitWatch(EngineState state, OrderManager orders, IntentHandler intentHandler)
{
    private readonly PositionGuard _guard = new(state, orders, intentHandler);

    /// <summary>There is something to look at on every bar while a position is open.</summary>
    public bool IsNeeded => _guard.IsNeeded || state.IsEmptying;

    /// <summary>Looks at the equity after prices or the account changed.</summary>
    public void OnMark(EffectBuffer effects)
    {
        if (state.Losses.OnMark(state.Now, state.Account.Equity)) OnLimit(effects);
    }

    /// <summary>A loss limit was broken.</summary>
    public void OnLimit(EffectBuffer effects)
    {
        if (state.Losses.IsDrawdownHit)
        {
            state.Trading = TradingState.Halted;
            state.Emptying = OrderPurpose.Flatten;
            CloseEverything(OrderPurpose.Flatten, OrderReason.Drawdown, "drawdown limit reached", effects);
        }
        else CloseEverything(OrderPurpose.Flatten, OrderReason.DailyLoss, "daily loss limit reached", effects);
    }

    // What was to be closed and is still there, because the close was refused, is tried again on every bar.
    public void OnBar(InstrumentState instrument, EffectBuffer effects)
    {
        if (state.IsEmptying) Empty(instrument, effects);
        else _guard.OnBar(instrument, effects);
    }

    /// <summary>Closes the position of an instrument for the reason that everything is closed for.</summary>
    public void Empty(InstrumentState instrument, EffectBuffer effects) =>
        intentHandler.Close(instrument, state.Emptying ?? OrderPurpose.Flatten, note: null, effects);

    public void Flatten(OrderPurpose purpose, OrderReason reason, EffectBuffer effects)
    {
        state.Trading = TradingState.Halted;
        state.Emptying = purpose;
        CloseEverything(purpose, reason, note: null, effects);
    }

    // An entry that rests at the venue would raise exposure when it fills, whatever the state here says.
    public void Restrict(TradingState trading, EffectBuffer effects)
    {
        state.Trading = trading;
        orders.CancelAll(onlyEntries: true, OrderReason.RequestedByOperator, effects);
    }

    private void CloseEverything(OrderPurpose purpose, OrderReason reason, string? note, EffectBuffer effects)
    {
        orders.CancelAll(onlyEntries: false, reason, effects);
        foreach (var instrument in state.Instruments) intentHandler.Close(instrument, purpose, note, effects);
    }
}
