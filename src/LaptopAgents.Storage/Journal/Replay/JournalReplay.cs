using System.Globalization;
using LaptopAgents.Domain;
using LaptopAgents.Engine;

namespace LaptopAgents.Storage;

/// <summary>
/// A recorded session told again. It is the feed of a session, its journal, which compares instead of writing, and it gives
/// <see cref="ReplayBroker"/> its reports. With the simulated venue as the broker it proves that venue too: the reports must then come
/// out as they were recorded.
/// </summary>
/// <param name="stateHash">The engine's present hash.</param>
public sealed class JournalReplay(JournalGroups groups, Func<ulong> stateHash) : IMarketDataFeed, IEventJournal
{
    private const int ContextLines = 5;

    private readonly LineText _text = new(groups.Header);
    private readonly JournalGroup _group = new();
    private readonly Queue<string> _context = new();
    private int _next;
    private JournalEntry _event;
    private bool _isEventOpen;

    /// <summary>Events compared.</summary>
    public long Events { get; private set; }

    /// <summary>Place of the newest event.</summary>
    public long Sequence { get; private set; }

    /// <summary>Commands that the engine gave after the last recorded line: the session ended before it could write them.</summary>
    public List<(long Sequence, EngineCommand Command, ulong StateHash)> Unwritten { get; } = [];

    public bool HasEnded { get; private set; }

    /// <summary>Up to where the market was told.</summary>
    public MarketProgress Market { get; } = new(groups.Header.Symbols.Count);

    /// <summary>Called before each turn with its first line, when all before it has been told; at the end with no line at all.</summary>
    public Action<long?>? TurnBegins { get; set; }

    /// <inheritdoc />
    /// <exception cref="JournalDifferenceException">The turn before ended otherwise than it was recorded.</exception>
    public bool TryRead(MarketBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        EndTurn();
        if (HasEnded) return false;
        _next = 0;
        if (!groups.TryRead(_group))
        {
            HasEnded = true;
            TurnBegins?.Invoke(null);
            return false;
        }

        // Only the very last turn of a crashed session can lack commands.
        if (Unwritten.Count > 0)
            throw Differs(in _event, "a command", "none", _text.Of(Unwritten[0].Command));
        TurnBegins?.Invoke(_group.Entries[0].Line);
        _group.CopyMarketTo(batch);
        Market.Take(batch);
        SkipBook();
        return true;
    }

    /// <inheritdoc />
    public ValueTask<bool> WaitAsync(CancellationToken cancellation) => ValueTask.FromResult(false);

    /// <summary>The next recorded report, payment or operator command before the market's events.</summary>
    internal bool TryTakeReport(out EngineEvent report)
    {
        report = default;
        if (HasEnded || _next >= _group.Entries.Count) return false;
        var entry = _group.Entries[_next];
        if (entry.Command is not null)
            throw Differs(in entry, "a command", _text.Of(in entry), "none");
        if (JournalGroup.IsMarket(entry.Event.Kind)) return false;
        report = entry.Event;
        return true;
    }

    /// <inheritdoc />
    public void OnEvent(long sequence, in EngineEvent next)
    {
        CloseEvent();
        if (_next >= _group.Entries.Count) throw Differs(in _event, "an event", "none", _text.Of(in next));
        var entry = _group.Entries[_next++];
        if (entry.Command is not null) throw Differs(in entry, "a command", _text.Of(in entry), "none");
        if (!_text.AreSame(entry.Event, in next)) throw Differs(in entry, "the event", _text.Of(in entry), _text.Of(in next));
        if (entry.Sequence != sequence)
            throw Differs(in entry, "the event's place", Number(entry.Sequence), Number(sequence));
        (_event, _isEventOpen) = (entry, true);
        Sequence = sequence;
        Events++;
        Remember(in entry);
        SkipBook();
    }

    /// <inheritdoc />
    public void OnCommand(long sequence, in EngineCommand command, ulong stateHash)
    {
        CloseEvent();
        if (_next >= _group.Entries.Count)
        {
            Unwritten.Add((sequence, command, stateHash));
            return;
        }

        var entry = _group.Entries[_next++];
        if (!_text.AreSame(in entry, in command)) throw Differs(in entry, "a command", _text.Of(in entry), _text.Of(in command));
        if (entry.State != stateHash) throw Differs(in entry, "the state after the event", Hash(entry.State), Hash(stateHash));
        Remember(in entry);
        SkipBook();
    }

    private static string Hash(ulong? hash) => hash?.ToString("x16", CultureInfo.InvariantCulture) ?? "none";

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private void EndTurn()
    {
        CloseEvent();
        if (_group.Entries.Count == 0) return;
        if (_next < _group.Entries.Count)
        {
            var left = _group.Entries[_next];
            throw Differs(in left, left.Command is null ? "an event" : "a command", _text.Of(in left), "none");
        }

    }

    // The engine is not told of the book.
    private void SkipBook()
    {
        while (_next < _group.Entries.Count && _group.Entries[_next] is { Command: null, Event.Kind: EventKind.BookLevel }) _next++;
    }

    private void CloseEvent()
    {
        if (!_isEventOpen) return;
        _isEventOpen = false;
        // The last event before a crash may have been written without the hash after it.
        if (_event.State is { } recorded && recorded != stateHash())
            throw Differs(in _event, "the state after the event", Hash(recorded), Hash(stateHash()));
    }

    private void Remember(in JournalEntry entry)
    {
        if (_context.Count == ContextLines) _context.Dequeue();
        _context.Enqueue($"{Number(entry.Line)}: {_text.Of(in entry)}");
    }

    private JournalDifferenceException Differs(in JournalEntry entry, string what, string recorded, string replayed) =>
        new(new JournalDifference(entry.Line, entry.Sequence, what, recorded, replayed, [.. _context]));
}
