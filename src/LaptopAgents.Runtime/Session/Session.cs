using System.Runtime.CompilerServices;
using LaptopAgents.Domain;
using LaptopAgents.Engine;

namespace LaptopAgents.Runtime;

/// <summary>
/// The one loop. Market events go to the broker first (fills inside a bar are older than the bar's close), its reports and then the
/// events go through the engine, and what the engine orders goes to the broker. It does not know whether the feed is history or the
/// market, nor whether the broker is a simulation.
/// </summary>
public sealed class Session(
    IMarketDataFeed feed, IBroker broker, TradingEngine engine, RunRecorder recorder, IEventJournal? journal, SessionOptions options)
{
    // How much may happen between two looks at the wish to stop.
    private const int BatchesAtOnce = 1024;

    // Bars that touch nothing can be told many at once, where the feed knows them ahead and the broker can see it from their prices.
    private readonly IBarRunFeed? _runFeed = broker is IBarRunBroker ? feed as IBarRunFeed : null;
    private readonly IBarRunBroker? _runBroker = broker as IBarRunBroker;
    private readonly MarketBatch _batch = new();
    private readonly EffectBuffer _effects = new();
    private long _sequence;
    private long _now;
    private bool _hasBegun;

    /// <summary>Time of the newest instant, for a progress display on another thread.</summary>
    public Timestamp Now => new(Volatile.Read(ref _now));

    /// <summary>Runs until the feed ends or <paramref name="cancellation"/> asks to stop; both leave a whole result.</summary>
    public async ValueTask RunAsync(CancellationToken cancellation)
    {
        var hasEnded = false;
        while (!hasEnded && !cancellation.IsCancellationRequested)
        {
            while (!cancellation.IsCancellationRequested && PumpSome())
            {
            }

            if (!cancellation.IsCancellationRequested) hasEnded = !await HasMoreAsync(cancellation);
        }

        recorder.Result.IsPartial = !hasEnded;
        Finish();
    }

    // A feed that waits for the market answers a stop by throwing; the session still has its end to write.
    private async ValueTask<bool> HasMoreAsync(CancellationToken cancellation)
    {
        try
        {
            return await feed.WaitAsync(cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return true;
        }
    }

    // True when there may be more at hand.
    private bool PumpSome()
    {
        var batch = _batch;
        for (var i = 0; i < BatchesAtOnce; i++)
        {
            if (_runFeed is not null && TryPumpRun(_runFeed)) continue;
            if (!feed.TryRead(batch)) return false;
            var time = batch.Time;
            Volatile.Write(ref _now, time.UnixNanos);
            if (!_hasBegun) Begin(time);
            broker.OnMarket(batch);
            while (broker.TryTakeReport(time, out var report)) StepReport(in report);
            TellEngine(time);
        }

        return true;
    }

    private bool TryPumpRun(IBarRunFeed bars)
    {
        if (!bars.TryPeek(out var run)) return false;
        var quiet = _runBroker!.QuietBars(in run);
        if (quiet == 0) return false;
        var told = 0;
        try
        {
            if (!_hasBegun) Begin(run.CloseTime(0));
            engine.StepBars(in run, quiet, recorder.EquityOf(quiet), _effects, ref told);
        }
        finally
        {
            journal?.OnBars(_sequence + 1, in run, told);
        }

        _sequence += told;
        _runBroker.PassQuiet(in run, told);
        bars.Pass(told);
        recorder.OnRun(in run, told);
        var now = run.CloseTime(told - 1);
        Volatile.Write(ref _now, now.UnixNanos);
        if (!_effects.IsEmpty) Perform(now);
        return true;
    }

    private void Begin(Timestamp time)
    {
        recorder.Result.From = time;
        _hasBegun = true;
    }

    private void TellEngine(Timestamp time)
    {
        var bars = 0;
        for (var i = 0; i < _batch.Count; i++)
        {
            ref readonly var next = ref _batch[i];
            // The book is the broker's business; its best prices reach the engine as quotes.
            if (next.Kind == EventKind.BookLevel) continue;
            Step(in next);
            if (next.Kind == EventKind.BarClose) bars++;
        }

        if (bars > 0) recorder.OnBars(time, bars);
        else recorder.OnTicks(time);
    }

    // Kept out of the loop, which must stay small for what nearly always happens: a bar and nothing else.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void StepReport(in EngineEvent report) => Step(in report);

    private void Step(in EngineEvent next)
    {
        _sequence++;
        journal?.OnEvent(_sequence, in next);
        engine.Step(in next, _effects);
        if (!_effects.IsEmpty) Perform(next.Time);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Perform(Timestamp now)
    {
        if (journal is not null && _effects.Commands.Length > 0) Record(journal);
        foreach (ref readonly var command in _effects.Commands)
        {
            switch (command.Kind)
            {
                case CommandKind.Submit: broker.Submit(in command.Submit, now); break;
                case CommandKind.Cancel: broker.Cancel(in command.Cancel, now); break;
                default: broker.Modify(in command.Modify, now); break;
            }
        }

        recorder.Take(_effects);
        _effects.Clear();
    }

    // An order's intent is written before its request leaves.
    private void Record(IEventJournal to)
    {
        foreach (ref readonly var command in _effects.Commands) to.OnCommand(_sequence, in command, engine.StateHash);
        to.BeforeSend();
    }

    private void Finish()
    {
        var end = Now;
        if (options.CloseAtEnd && _hasBegun) Step(EngineEvent.OfCommand(end, OperatorCommand.EndOfRun));
        if (!options.CanGoOn)
        {
            broker.FinishAt(end);
            while (broker.TryTakeReport(Timestamp.MaxValue, out var report)) Step(in report);
            engine.RecordLiveOrders(_effects);
        }

        recorder.Take(_effects);
        _effects.Clear();
        recorder.Finish(end, _sequence);
    }
}

/// <summary>How a session ends.</summary>
/// <param name="CloseAtEnd">Close open positions at the last price, so that the trades add up to the end equity.</param>
/// <param name="CanGoOn">The session only pauses: what is on its way stays on its way, and a working order is no fact of the result yet.</param>
public sealed record SessionOptions(bool CloseAtEnd, bool CanGoOn = false);
