using LaptopAgents.Domain;
using LaptopAgents.Engine;
using Microsoft.Extensions.Logging;

namespace LaptopAgents.Runtime.Observability;

/// <summary>
/// Sees a session from inside for everything outside it: screen, files, metrics and alerts. It stands before the journal and beside the
/// feed, reads the engine between turns on the session's own thread, and leaves what it saw where another thread can take it. It never
/// waits and never throws into the session.
/// </summary>
/// <remarks>Give it to the session as its journal, and <see cref="Watch"/>'s feed as its feed.</remarks>
public sealed class SessionTelemetry : IEventJournal
{
    private readonly IEventJournal? _journal;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly SessionFigureReader _reader;
    private readonly FactTeller _facts;
    private readonly TelemetryBoard _board;
    private readonly Histogram _stepTime = new(MetricBounds.StepTimeMs);
    private readonly long _created;
    private readonly DateTimeOffset _createdTime;
    private long _progressTick;
    private int _activity;
    private bool _hasBegun;
    private bool _isInTurn;
    private bool _hasFault;

    /// <param name="result">What the session's recorder writes to; ended orders, denials, trades and funding are read from it.</param>
    /// <param name="strategies">Each instrument's strategy, in the order of the instruments; those that implement <see cref="IExplains"/> are asked.</param>
    /// <param name="journal">What the session would otherwise write to; told first, and everything.</param>
    /// <param name="log">Takes what happens; see SessionLog.</param>
    public SessionTelemetry(
        SessionIdentity identity, TradingEngine engine, RunResult result, IReadOnlyList<IStrategy> strategies, IEventJournal? journal, ILogger log,
        TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(identity);
        ArgumentNullException.ThrowIfNull(time);
        Identity = identity;
        (_journal, _time, _log) = (journal, time, log);
        _facts = new FactTeller(identity, engine, result, log);
        _reader = new SessionFigureReader(identity, engine, strategies, log);
        _board = new TelemetryBoard(identity.Instruments.Count);
        (_created, _createdTime) = (time.GetTimestamp(), time.GetUtcNow());
        _progressTick = _created;
        _reader.Read();
        _board.Write(in _reader.Session, _reader.Instruments);
    }

    public SessionIdentity Identity { get; }

    /// <summary>Asks the surroundings for what the session cannot know. Called on the reader's thread.</summary>
    public Func<OutsideView>? Outside { get; set; }

    /// <summary>The feed that the session should read, so that it is seen where a turn begins and ends and whether the loop waits.</summary>
    public IMarketDataFeed Watch(IMarketDataFeed feed) => new WatchedFeed(feed, this);

    /// <inheritdoc />
    public void OnEvent(long sequence, in EngineEvent next)
    {
        _journal?.OnEvent(sequence, in next);
        try
        {
            _reader.Take(sequence, in next);
            if (next.Kind is EventKind.ExecutionReport or EventKind.FundingPayment or EventKind.OperatorCommand) _facts.OnEvent(sequence, in next, ref _reader.Session);
            else _facts.OnMarket(sequence);
        }
        catch (Exception error)
        {
            Fault(error);
        }
    }

    /// <inheritdoc />
    public void OnCommand(long sequence, in EngineCommand command, ulong stateHash)
    {
        _journal?.OnCommand(sequence, in command, stateHash);
        try
        {
            _facts.OnCommand(in command, ref _reader.Session);
        }
        catch (Exception error)
        {
            Fault(error);
        }
    }

    /// <inheritdoc />
    public void BeforeSend() => _journal?.BeforeSend();

    /// <summary>The session as it is. May be called on any thread, also while the session hangs.</summary>
    public SessionSnapshot Read()
    {
        var rows = new InstrumentFigures[Identity.Instruments.Count];
        _board.Read(out var session, rows);
        var now = _time.GetTimestamp();
        return new SnapshotMaker(Identity, _createdTime, _time.GetElapsedTime(_created, now)).Make(
            in session, rows, _reader, _facts,
            (SessionActivity)Volatile.Read(ref _activity),
            _time.GetElapsedTime(Volatile.Read(ref _progressTick), now),
            session.MarketTick == 0 ? null : _time.GetElapsedTime(session.MarketTick, now),
            _stepTime.Read(),
            Outside?.Invoke() ?? new OutsideView(0, null, null));
    }

    internal void BeginTurn()
    {
        if (!_hasBegun) Begin();
        var tick = _time.GetTimestamp();
        Volatile.Write(ref _progressTick, tick);
        Volatile.Write(ref _activity, (int)SessionActivity.Working);
        _reader.BeginTurn(tick);
        _isInTurn = true;
    }

    private void Begin()
    {
        _hasBegun = true;
        _facts.Begin();
    }

    internal void EndTurn()
    {
        if (!_isInTurn) return;
        _isInTurn = false;
        try
        {
            _reader.Read();
            _facts.EndTurn(_reader, ref _reader.Session);
            _board.Write(in _reader.Session, _reader.Instruments);
        }
        catch (Exception error)
        {
            Fault(error);
        }

        var now = _time.GetTimestamp();
        _stepTime.Add(_time.GetElapsedTime(_progressTick, now).TotalMilliseconds);
        Volatile.Write(ref _progressTick, now);
        Volatile.Write(ref _activity, (int)SessionActivity.Waiting);
    }

    // One fault is told; a fault on every event would drown everything else.
    private void Fault(Exception error)
    {
        if (_hasFault) return;
        _hasFault = true;
        try
        {
            SessionMessages.TelemetryFault(_log, error);
        }
        catch (Exception)
        {
            // It is the log itself that fails: there is nobody left to tell.
        }
    }
}
