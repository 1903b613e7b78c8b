using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>What happens to an open position whatever the strategy: the time stop, and the trailing stop, which only ever tightens.</summary>
internal sealed class PositionGuard(EngineState state, OrderManager orders, IntentHandler intents)
{
    private readonly PositionOptions _options = state.Options.Positions;
    private readonly Rate _armR = Rate.FromDecimal(state.Options.Positions.TrailArmR);
    private readonly Rate _distanceR = Rate.FromDecimal(state.Options.Positions.TrailDistanceR);
    private readonly double _atrMultiple = (double)state.Options.Positions.TrailAtrMultiple;

    /// <summary>There is a rule to follow at all.</summary>
    public bool IsNeeded { get; } = state.Options.Positions is { MaxBarsOpen: > 0 } or { TrailingEnabled: true };

    /// <summary>Declares what the guard needs to know of an instrument.</summary>
    public static void Attach(InstrumentState instrument, StrategySetup setup, PositionOptions options)
    {
        if (options is { TrailingEnabled: true, TrailAtrMultiple: > 0m }) instrument.TrailingRange = setup.Use(new TrailingRange());
    }

    public void OnBar(InstrumentState instrument, EffectBuffer effects)
    {
        if (_options.MaxBarsOpen > 0 && instrument.Trades.BarsHeld >= _options.MaxBarsOpen)
        {
            intents.Close(instrument, OrderPurpose.TimeStop, note: null, effects);
            return;
        }

        if (_options.TrailingEnabled) Trail(instrument, effects);
    }

    private void Trail(InstrumentState instrument, EffectBuffer effects)
    {
        var best = instrument.Trades.FollowBest(in instrument.Bar);
        ref readonly var trade = ref instrument.Trades.Open;
        var isLong = trade.Side == Side.Buy;
        var entry = state.Account.Position(instrument.Index).AveragePrice;
        var risk = (entry - trade.StopPrice).Abs();
        var profit = isLong ? best - entry : entry - best;
        // Without a stop at the entry there is no R to arm on.
        if (trade.StopPrice.IsZero || risk.IsZero || profit < risk.Times(_armR, Rounding.Ceiling)) return;

        var distance = Distance(instrument, risk);
        if (distance.Raw <= 0) return;
        var wanted = isLong ? best - distance : best + distance;
        var trigger = instrument.Instrument.RoundPrice(wanted, isLong ? Rounding.Floor : Rounding.Ceiling);
        if (trigger.Raw > 0) Tighten(instrument.Index, isLong, trigger, effects);
    }

    // Zero while the range is not known.
    private Price Distance(InstrumentState instrument, Price risk)
    {
        if (instrument.TrailingRange is not { } range) return risk.Times(_distanceR, Rounding.Ceiling);
        return double.IsNaN(range.Value) ? default : Price.FromDouble(range.Value * _atrMultiple, instrument.Instrument, Rounding.Ceiling);
    }

    // The order keeps its trigger until the venue confirms the new one: a refused change must not be believed.
    private void Tighten(int instrument, bool isLong, Price trigger, EffectBuffer effects)
    {
        for (var place = 0; place < state.Orders.Count; place++)
        {
            ref var stop = ref state.Orders.At(place);
            if (!IsTrailable(in stop, instrument, isLong)) continue;
            var current = stop.RequestedTrigger.IsZero ? stop.Terms.TriggerPrice : stop.RequestedTrigger;
            if (isLong ? trigger <= current : trigger >= current) continue;
            stop.RequestedTrigger = trigger;
            orders.Modify(stop.Terms.Id, default, default, trigger, effects);
        }
    }

    private static bool IsTrailable(in Order order, int instrument, bool isLong) =>
        order.Terms.Instrument.Index == instrument
        && order.Terms.Purpose is OrderPurpose.StopLoss or OrderPurpose.TrailingStop
        && order.Terms.Side == (isLong ? Side.Sell : Side.Buy)
        && order.Status is OrderStatus.Accepted or OrderStatus.PartiallyFilled;
}
