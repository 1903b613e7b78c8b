using LaptopAgents.Cli.Screens;
using LaptopAgents.Domain;
using LaptopAgents.Engine;
using LaptopAgents.Runtime;
using LaptopAgents.Runtime.Configuration;
using LaptopAgents.Runtime.Observability;
using LaptopAgents.Simulation;
using LaptopAgents.Storage;

namespace LaptopAgents.Cli.Composition;

/// <summary>
/// A paper session put together: a live market, the simulated venue, the journal, and the account's database. A new one and a resumed
/// one are the same session; the resumed one is told its own record first, and goes on when it has come to where it was.
/// </summary>
internal sealed class PaperSession : IDisposable
{
    private readonly AccountPlace _place;
    private readonly AccountLock _lock;
    private readonly StateStore _store;
    private readonly TimeProvider _clock;
    private readonly IPaperMarket _market;
    private readonly Action<string> _tell;
    private readonly JournalHeader _header;
    private readonly IJournalDisk _disk;
    private readonly SeenMarket _seen;
    private readonly SimulatedVenue _venue;
    private readonly JournalGroups? _groups;
    private SessionJournal? _journal;
    private StateKeeper? _keeper;
    private RecordedFeed? _recorded;
    private Downtime? _downtime;

    private PaperSession(
        AccountPlace place, AccountLock held, StateStore store, ResolvedConfig resolved, IPaperMarket market, TimeProvider clock, Action<string> tell,
        SessionFolder folder, IJournalDisk disk, JournalHeader header, bool isResumed, Func<WatchedParts, SessionWatching>? watch)
    {
        (_place, _lock, _store, _clock, _market, _tell) = (place, held, store, clock, market, tell);
        (Resolved, Folder, _header, _disk) = (resolved, folder, header, disk);
        var config = resolved.Config;
        var strategies = new List<IStrategy>();
        Engine = RecordedConfig.Engine(config, header, strategies);
        _venue = RecordedConfig.Venue(config, header);
        Result = RecordedConfig.Result(header);
        var recorder = new RunRecorder(Engine, Result);
        IBroker broker = _venue;
        IEventJournal kept;
        if (isResumed)
        {
            _groups = new JournalGroups(JournalTail.Open(disk));
            var replay = new JournalReplay(_groups, () => Engine.StateHash);
            var journal = new ContinuedJournal(replay);
            var check = new ResumeCheck(store.Figures(), store, Engine, Result, replay);
            replay.TurnBegins = check.OnTurnBegins;
            var feed = new ContinuedFeed(replay, () => GoOn(replay, journal));
            _seen = new SeenMarket(feed, header.Facts!.Instruments);
            (broker, kept) = (new ReplayBroker(replay, _venue), journal);
        }
        else
        {
            _journal = SessionJournal.Create(disk, header, new JournalOptions(), () => Engine.StateHash, clock);
            _seen = new SeenMarket(Record(market.Open(Timestamp.MinValue)), header.Facts!.Instruments);
            kept = _journal;
        }

        Watching = watch?.Invoke(new WatchedParts(Identity(), folder.Path, Engine, Result, strategies, kept));
        if (Watching is not null) Watching.IsTellingAgain = isResumed;
        Session = new Session(
            Watching?.Telemetry.Watch(_seen) ?? _seen, broker, Engine, recorder, Watching?.Telemetry ?? kept, new SessionOptions(CloseAtEnd: false, CanGoOn: true));
    }

    /// <summary>Who looks on; null when nobody does.</summary>
    public SessionWatching? Watching { get; }

    public ResolvedConfig Resolved { get; }

    public SessionFolder Folder { get; }

    public TradingEngine Engine { get; }

    public RunResult Result { get; }

    public Session Session { get; }

    public SeenMarket Seen => _seen;

    public JournalHeader Header => _header;

    /// <summary>What the venue had to assume, and how often.</summary>
    public VenueAssumptions Assumptions => _venue.Assumptions;

    /// <summary>Opens the account and begins a session, or goes on with the one that is there.</summary>
    /// <param name="market">Asked when it is certain that a session will begin.</param>
    /// <exception cref="SessionRefusedException">There is a session and nobody said what to do with it, or there is none to resume.</exception>
    /// <exception cref="StateException">The account is in use, or its database cannot be used.</exception>
    /// <exception cref="JournalFormatException">The journal was changed.</exception>
    public static PaperSession Open(
        ResolvedConfig resolved, PaperRequest request, Func<ResolvedConfig, IPaperMarket> market, TimeProvider clock, Action<string> tell,
        Func<WatchedParts, SessionWatching>? watch = null) =>
        Open(resolved, request, market, clock, tell, folder => folder.OpenJournal(), watch);

    internal static PaperSession Open(
        ResolvedConfig resolved, PaperRequest request, Func<ResolvedConfig, IPaperMarket> market, TimeProvider clock, Action<string> tell,
        Func<SessionFolder, IJournalDisk> openDisk, Func<WatchedParts, SessionWatching>? watch = null)
    {
        var place = AccountPlace.Of(resolved);
        var now = Timestamp.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var held = AccountLock.Take(place.Database, request.Resume ? "resumed" : "new", now);
        StateStore? store = null;
        try
        {
            if (held.DeadOwner is { } dead) tell($"The account's last owner ended without letting go ({dead}); its lock is taken over.");
            store = StateStore.Open(place.Database);
            var open = store.OpenSession();
            if (request.Resume) return Resume(place, held, store, open, resolved, market, clock, tell, openDisk, watch);
            if (open is not null && !request.StartNew)
                throw new SessionRefusedException(
                    $"The account at {place.Database} has a session already: {open.Id}, begun {open.Created}{Standing(store)}. "
                        + "Go on with it with --resume, or begin another with --new; the old one's files stay where they are.");
            return Begin(place, held, store, resolved, market(resolved), clock, tell, openDisk, watch);
        }
        catch
        {
            store?.Dispose();
            held.Dispose();
            throw;
        }
    }

    /// <summary>Runs until the market ends or <paramref name="cancellation"/> asks to stop, and keeps all that a resume needs.</summary>
    /// <exception cref="JournalDifferenceException">The session told again did not come to where it was.</exception>
    /// <exception cref="StateException">The database says something else than the journal, or cannot be written.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        await Session.RunAsync(cancellation);
        if (_journal is null) return;
        _recorded?.EndTurn();
        if (Result.Events > 0) _keeper?.Commit();
        _journal.Stop(Session.Now);
        Days();
    }

    public void Dispose()
    {
        try
        {
            _groups?.Dispose();
            _journal?.Dispose();
        }
        finally
        {
            // A full disk must not keep the account.
            _store.Dispose();
            _lock.Dispose();
        }
    }

    private static string Standing(StateStore store) =>
        store.Figures() is { } figures ? $", equity {figures.Equity} at {figures.Time}" : "";

    private static PaperSession Begin(
        AccountPlace place, AccountLock held, StateStore store, ResolvedConfig resolved, IPaperMarket market, TimeProvider clock, Action<string> tell,
        Func<SessionFolder, IJournalDisk> openDisk, Func<WatchedParts, SessionWatching>? watch)
    {
        var config = resolved.Config;
        var created = Timestamp.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var folder = new SessionFolder(RunDirectory.Create(resolved.PathOf(config.Output.DirFor(config, RunDirectory.TimestampPlaceholder)), created));
        var facts = new SessionFacts
        {
            Id = folder.Id, Mode = "paper", Created = created, Config = resolved.ToYaml(), ConfigHash = resolved.Hash, Build = RecordedConfig.Build(),
            FirstOrder = 1, StartEquity = Money.FromDecimal(config.Trading.StartingEquity), Instruments = market.Instruments, IsSynthetic = market.IsSynthetic,
        };
        var header = JournalHeader.For(store.NextPrefix(), Duration.FromTimeSpan(config.Timeframe), market.Instruments, JournalScope.All) with { Facts = facts };
        // The journal's header is safe before the database points at it.
        var session = new PaperSession(place, held, store, resolved, market, clock, tell, folder, openDisk(folder), header, isResumed: false, watch);
        try
        {
            store.Begin(new SessionRow(folder.Id, place.Relative(folder.Path), facts.Mode, header.Session, created, resolved.Hash, IsOpen: true));
            return session;
        }
        catch
        {
            session._journal?.Dispose();
            throw;
        }
    }

    private static PaperSession Resume(
        AccountPlace place, AccountLock held, StateStore store, SessionRow? open, ResolvedConfig now, Func<ResolvedConfig, IPaperMarket> market,
        TimeProvider clock, Action<string> tell, Func<SessionFolder, IJournalDisk> openDisk, Func<WatchedParts, SessionWatching>? watch)
    {
        if (open is null) throw new SessionRefusedException($"The account at {place.Database} has no session to resume. Begin one without --resume.");
        var folder = place.Folder(open);
        if (!Directory.Exists(folder.Path))
            throw new SessionRefusedException($"The folder of session {open.Id} is gone: {folder.Path}. Put it back, or begin another session with --new.");
        var disk = openDisk(folder);
        var kept = store.Figures();
        var tail = JournalTail.Mend(disk, kept is null ? [] : [kept.JournalLine]);
        if (tail.Audit.TornBytes > 0) tell($"The last line of the journal was cut off by a crash and is dropped ({tail.Audit.TornBytes} bytes).");
        if (kept is not null) RequireAnchor(kept, tail);
        var recorded = RecordedConfig.Load(tail.Header.Facts!);
        if (recorded.Hash != now.Hash)
            tell("The configuration has changed since the session began. The session goes on with its own; begin another with --new to use the present one.");
        return new PaperSession(place, held, store, recorded, market(now), clock, tell, folder, disk, tail.Header, isResumed: true, watch);
    }

    private SessionIdentity Identity() => new()
    {
        Id = Folder.Id, Mode = _header.Facts!.Mode, Strategy = EngineComposition.NameOf(Resolved.Config.Strategy),
        Instruments = _header.Facts!.Instruments, Engine = RecordedConfig.Options(Resolved.Config, _header),
        IsSynthetic = _header.Facts!.IsSynthetic,
    };

    // The database knows what the journal's chain was at a line: a shorter or another journal cannot have it.
    private static void RequireAnchor(AccountFigures kept, JournalTail tail)
    {
        if (kept.JournalLine > tail.Lines)
            throw new StateException(
                StateProblem.Differs,
                $"The journal has {tail.Lines} lines, and the account's database rests on line {kept.JournalLine}: its end was cut off. "
                    + "Put the session's folder back from where it was copied, or begin another session with --new.");
        if (tail.Audit.ChainAt[kept.JournalLine] != kept.JournalChain)
            throw new StateException(
                StateProblem.Differs, $"The journal is not the one that the account's database rests on: their chains differ at line {kept.JournalLine}. Begin another session with --new.");
    }

    // The record has been told without a difference: the journal goes on behind it, and the market with what was missed.
    private RecordedFeed GoOn(JournalReplay replay, ContinuedJournal journal)
    {
        var tail = JournalTail.Mend(_disk);
        tail.Sequence = replay.Sequence;
        var now = Timestamp.FromDateTime(_clock.GetUtcNow().UtcDateTime);
        if (_groups!.Dangling > 0) _tell($"The last instant of the journal was cut off by a crash and does not count ({_groups.Dangling} lines).");
        _journal = SessionJournal.Continue(_disk, tail, new JournalOptions(), () => Engine.StateHash, _clock, now, _groups.Dangling);
        foreach (var (sequence, command, hash) in replay.Unwritten) _journal.OnCommand(sequence, in command, hash);
        _journal.Sync();
        journal.Current = _journal;
        _tell($"{replay.Events} events were told again without a difference; equity {Engine.Equity}, state {Engine.StateHash:x16}.");
        if (Watching is not null) Watching.IsTellingAgain = false;
        _downtime = new Downtime(Result, StateKeeper.LiveOrders(Engine));
        return Record(new FreshFeed(_market.Open(replay.Market.Time), replay.Market));
    }

    private RecordedFeed Record(IMarketDataFeed feed)
    {
        var journal = _journal!;
        _keeper = new StateKeeper(_store, journal, Engine, Result, Folder.Id, _clock)
        {
            DayBegan = Days,
            BackUp = () => StateBackups.Make(_store, _place.Backups, _clock),
        };
        var watched = new WatchedFeed(feed, batch =>
        {
            if (_downtime?.Take(batch) != true) return;
            foreach (var sentence in _downtime.Tell(StateKeeper.LiveOrders(Engine))) _tell(sentence);
        });
        return _recorded = new RecordedFeed(watched, journal, turnEnded: () => _keeper.OnTurn(Session.Now));
    }

    private void Days() => SessionOutput.WriteDays(Folder.Path, _store.Days(Folder.Id));
}
