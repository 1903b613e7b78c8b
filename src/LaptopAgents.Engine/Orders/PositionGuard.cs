using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>What happens to an open position whatever the strategy: the time stop, and the trailing stop, which only ever tightens.</summary>
internal sealed class PositionGuard(EngineState state, OrderManager orders, IntentHandler intents)
{
    private readonly PositionOptions _options = state.Options.Positions;
    private readonly Rate _armR = Rate.FromDecimal(state.Options.Positions.TrailArmR);
    private readonly Rate _distanceR = Rate.FromDecimal(state.Options.Positions.TrailDistanceR);

    /// <summary>Declares what the guard needs to know of an instrument.</summary>
    public static void Attach(InstrumentState instrument, StrategySetup setup, PositionOptions options)
    {
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
        ref readonly var trade = ref instrument.Trades.Open;
        var place = FindStop(instrument.Index);
        if (place < 0 || trade.StopPrice.IsZero) return;
        ref var stop = ref state.Orders.At(place);
        var isLong = trade.Side == Side.Buy;
        var entry = state.Account.Position(instrument.Index).AveragePrice;
        var risk = (entry - trade.StopPrice).Abs();
        var best = isLong ? trade.High : trade.Low;
        var profit = isLong ? best - entry : entry - best;
        if (profit < risk.Times(_armR, Rounding.Ceiling)) return;

        var distance = risk.Times(_distanceR, Rounding.Ceiling);
        var wanted = isLong ? best - distance : best + distance;
        var trigger = instrument.Instrument.RoundPrice(wanted, isLong ? Rounding.Floor : Rounding.Ceiling);
        if (isLong ? trigger <= stop.Terms.TriggerPrice : trigger >= stop.Terms.TriggerPrice) return;
        stop.Terms = stop.Terms with { Purpose = OrderPurpose.TrailingStop, TriggerPrice = trigger };
        orders.Modify(stop.Terms.Id, default, default, trigger, effects);
    }

    private int FindStop(int instrument)
    {
        for (var place = 0; place < state.Orders.Count; place++)
        {
            ref readonly var order = ref state.Orders.At(place);
            if (order.Terms.Instrument.Index == instrument
                && order.Terms.Purpose is OrderPurpose.StopLoss or OrderPurpose.TrailingStop
                && order.Status is OrderStatus.Accepted or OrderStatus.PartiallyFilled)
                return place;
        }

        return -1;
    }
}
