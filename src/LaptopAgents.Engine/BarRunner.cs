using System.Runtime.CompilerServices;
using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>Takes closed bars through the engine, one alone or a run of them, up to the first that makes it want something.</summary>
internal sealed class BarRunner(EngineState state, LimitWatch watch, IntentHandler intentHandler, IntentBuffer intents)
{
    private readonly Account _account = state.Account;
    private readonly LossMonitor _losses = state.Losses;

    /// <summary>Takes one bar.</summary>
    public void Take(InstrumentState instrument, in EngineEvent next, EffectBuffer effects)
    {
        ref readonly var bar = ref next.Bar;
        instrument.TakeAge(in next);
        instrument.Bars.Close(in bar);
        Decide(instrument, next.Time, effects);
        var header = EngineState.HeaderOf(in next);
        Absorb(in bar, HashLane.Of(next.Time.UnixNanos, (next.ReceiveTime - next.Time).Nanos, header));
    }

    /// <inheritdoc cref="TradingEngine.StepBars" />
    public void Run(InstrumentState instrument, in BarRun run, Span<long> equity, EffectBuffer effects, ref int told)
    {
        instrument.TakeNoAge();
        var bars = instrument.Bars;
        ref readonly var bar = ref bars.Current;
        var header = EngineState.HeaderOf(EventKind.BarClose, isBackfilled: false, run.Instrument);
        for (var i = 0; i < equity.Length; i++)
        {
            told++;
            bars.Close(in run, i);
            var now = bar.OpenTime + run.Interval;
            state.Now = now;
            Decide(instrument, now, effects);
            Absorb(in bar, HashLane.Of(now.UnixNanos, 0, header));
            equity[i] = _account.Equity.Raw;
            if (!effects.IsEmpty) return;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Decide(InstrumentState instrument, Timestamp now, EffectBuffer effects)
    {
        instrument.AfterBase();
        if (!instrument.HasMarkPrice) _account.Mark(instrument.Holding, instrument.LastPrice);
        if (_losses.OnMark(now, _account.Equity)) watch.OnLimit(effects);
        if (instrument.Trades.IsOpen && watch.IsNeeded) watch.OnBar(instrument, effects);
        if (!instrument.IsWarm) return;
        instrument.Strategy.OnBar(instrument, intents);
        if (intents.Count > 0) intentHandler.Handle(instrument, intents, effects);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Absorb(in Bar bar, long header) => state.Absorb(
        header, HashLane.Of(bar.Close.Raw, bar.High.Raw, bar.Low.Raw), HashLane.Of(_account.Equity.Raw, bar.Open.Raw, bar.Volume.Raw));
}
