using LaptopAgents.Domain;
using LaptopAgents.Engine;

namespace LaptopAgents.Runtime;

/// <summary>Keeps the facts of a session for its result. A quiet bar costs one equity point.</summary>
public sealed class RunRecorder
{
    private readonly TradingEngine _engine;
    private readonly EquityCurve _equity;
    private readonly Duration _tickSampling;
    private long _bars;
    private Timestamp _nextSample;

    public RunRecorder(TradingEngine engine, RunResult result)
    {
        _engine = engine;
        _tickSampling = result.Interval;
        _equity = result.Equity;
        Result = result;
        _equity.Change(engine.Cash, default);
    }

    public RunResult Result { get; }

    /// <summary>Takes what a step brought about.</summary>
    public void Take(EffectBuffer effects)
    {
        if (effects.Orders.Length > 0) Result.Orders.AddRange(effects.Orders);
        if (effects.Fills.Length > 0) Result.Fills.AddRange(effects.Fills);
        if (effects.HasLateFill) Amend(in effects.Fills[^1]);
        if (effects.Trades.Length > 0) Result.Trades.AddRange(effects.Trades);
        if (effects.Funding.Length > 0) Result.Funding.AddRange(effects.Funding);
        if (effects.Fills.Length + effects.Funding.Length > 0) _equity.Change(_engine.Cash, Position());
    }

    /// <summary>An instant with closed bars has been dealt with.</summary>
    public void OnBars(Timestamp time, int bars)
    {
        _bars += bars;
        _equity.Add(time, _engine.Equity);
    }

    /// <summary>Where the engine writes the equity of bars that are told in one go; <see cref="OnRun"/> then says how many there were.</summary>
    public Span<long> EquityOf(int bars) => _equity.Reserve(bars);

    /// <summary>The first bars of a run have been dealt with.</summary>
    public void OnRun(in BarRun run, int bars)
    {
        _bars += bars;
        _equity.Take(run.OpenTimes[..bars], run.Interval);
    }

    /// <summary>An instant without bars: the curve is sampled once an interval, so that tick data does not flood it.</summary>
    public void OnTicks(Timestamp time)
    {
        if (time < _nextSample) return;
        _nextSample = time.FloorTo(_tickSampling) + _tickSampling;
        _equity.Restate(time, _engine.Equity);
    }

    /// <summary>States the end: the last point includes what closing cost.</summary>
    public void Finish(Timestamp end, long events)
    {
        Result.Events = events;
        Result.Bars = _bars;
        Result.To = end;
        Result.EndEquity = _engine.Equity;
        Result.EndCash = _engine.Cash;
        Result.DailyLossDays = _engine.DailyLossDays;
        Result.StateHash = _engine.StateHash;
        // A session that was told nothing has no instant to state.
        if (events > 0) _equity.Restate(end, _engine.Equity);
    }

    // Newest first: a late fill follows closely on the end of its order. One of an earlier session has no record here.
    private void Amend(in FillRecord fill)
    {
        for (var i = Result.Orders.Count - 1; i >= 0; i--)
        {
            var order = Result.Orders[i];
            if (order.OrderId != fill.OrderId) continue;
            Result.Orders[i] = OrderAmendment.WithFill(in order, in fill);
            return;
        }
    }

    private Quantity Position()
    {
        if (Result.Instruments.Count == 1) return _engine.Position(default).Quantity;
        var cost = Money.Zero;
        foreach (var instrument in Result.Instruments) cost += _engine.Position(instrument.Id).Cost;
        return new Quantity(cost.Raw);
    }
}
