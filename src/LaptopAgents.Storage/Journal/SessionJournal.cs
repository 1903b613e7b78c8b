using System.Security.Cryptography;
using LaptopAgents.Domain;
using LaptopAgents.Engine;

namespace LaptopAgents.Storage;

/// <summary>
/// The journal of a session that must be provable: every event with the engine's hash after it, every command, in numbered lines that a
/// chain of hashes ties together. An order is safe on the disk before it goes to the broker. The form of the lines is in docs/OUTPUTS.md.
/// </summary>
public sealed class SessionJournal : IEventJournal, IDisposable
{
    internal static readonly WordList Marks = new("stopped resumed");

    // Lines are gathered up to here before they go to the file.
    private const int BufferSize = 256 * 1024;

    private readonly PartWriter _parts;
    private readonly Func<ulong> _stateHash;
    private readonly IsoTime _timeText = new();
    private readonly byte[][][] _eventHeads;
    private readonly byte[][][] _commandHeads;
    private readonly Duration _interval;
    private readonly byte[] _buffer = new byte[BufferSize];

    // The chain of the line before, and behind it the line in the making: the hash is over both, without a copy.
    private readonly byte[] _line;
    private int _count;
    private int _lineLength;
    private bool _isEventOpen;
    private int _batchToTell = -1;
    private long _sequence;
    private Timestamp _now;

    private SessionJournal(IJournalDisk disk, JournalHeader header, JournalOptions options, Func<ulong> stateHash, TimeProvider time)
    {
        Header = header;
        _interval = header.Interval;
        _stateHash = stateHash;
        _eventHeads = LineHeads.OfEvents(header.Symbols);
        _commandHeads = LineHeads.OfCommands(header.Symbols);
        _line = new byte[JournalChain.Length + JsonLine.MaxLength + LineHeads.Longest(_eventHeads, _commandHeads) + JournalChain.TailLength + 64];
        _parts = new PartWriter(disk, options, time);
    }

    public JournalHeader Header { get; }

    /// <summary>Lines written, the header among them.</summary>
    public long Lines { get; private set; }

    /// <summary>Place of the newest event in the session.</summary>
    public long Sequence => _sequence;

    /// <summary>The chain after the newest line, in hexadecimal: it stands for the whole journal so far.</summary>
    public string Chain => JournalChain.TextOf(_line.AsSpan(0, JournalChain.Length));

    /// <summary>Begins a journal.</summary>
    /// <param name="stateHash">The engine's present hash.</param>
    /// <param name="time">The machine's clock, for parts and for the time between syncs.</param>
    /// <exception cref="RunFileException">It cannot be written.</exception>
    public static SessionJournal Create(
        IJournalDisk disk, JournalHeader header, JournalOptions options, Func<ulong> stateHash, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(header);
        if (header.Facts is null) throw new ArgumentException("A session's journal states the session.", nameof(header));
        var journal = new SessionJournal(disk, header, options, stateHash, time);
        journal.WriteHeader();
        return journal;
    }

    /// <summary>Goes on with a journal behind what <see cref="JournalTail.Mend"/> found.</summary>
    /// <param name="undone">Whole lines at its end that do not count, because their instant was cut off.</param>
    /// <exception cref="RunFileException">It cannot be written.</exception>
    public static SessionJournal Continue(
        IJournalDisk disk, JournalTail tail, JournalOptions options, Func<ulong> stateHash, TimeProvider time, Timestamp now, long undone)
    {
        ArgumentNullException.ThrowIfNull(tail);
        var journal = new SessionJournal(disk, tail.Header, options, stateHash, time) { Lines = tail.Lines };
        Convert.FromHexString(tail.Chain, journal._line, out _, out _);
        journal._sequence = tail.Sequence;
        journal.Mark(JournalMark.Resumed, now, undone);
        return journal;
    }

    /// <summary>A batch begins. The book's changes, which the engine is not told of, are recorded with it.</summary>
    public void OnBatch(MarketBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        _batchToTell = batch.Count;
        foreach (ref readonly var next in batch.Events)
        {
            if (next.Kind != EventKind.BookLevel) continue;
            BeginEvent(_sequence, in next);
            EndLine();
        }
    }

    public void OnEvent(long sequence, in EngineEvent next)
    {
        CloseEvent(_isEventOpen ? _stateHash() : 0);
        BeginEvent(sequence, in next);
        _isEventOpen = true;
    }

    public void OnCommand(long sequence, in EngineCommand command, ulong stateHash)
    {
        CloseEvent(stateHash);
        var line = Begin(sequence, _now);
        CommandLines.Write(ref line, in command, _commandHeads[(int)command.Kind]);
        line.Hash(",\"state\":\""u8, stateHash);
        _lineLength = line.Length;
        EndLine();
    }

    public void BeforeSend() => Sync();

    /// <summary>The batch has been dealt with. Full buffers, old parts and lines that have been at risk for long enough are seen to.</summary>
    public void OnBatchEnd()
    {
        CloseEvent(_isEventOpen ? _stateHash() : 0);
        _batchToTell = -1;
        if (!_parts.IsSyncDue) return;
        Sync();
        _parts.RotateIfDue();
    }

    /// <summary>There is nothing to do at the moment: what was told goes to the system, so that a crash of the program loses nothing.</summary>
    public void Flush()
    {
        if (_count == 0) return;
        _parts.Write(_buffer.AsSpan(0, _count));
        _count = 0;
        _parts.RotateIfDue();
    }

    /// <summary>Returns when all that was told would outlive a power cut.</summary>
    public void Sync()
    {
        CloseEvent(_isEventOpen ? _stateHash() : 0);
        if (_count > 0) _parts.Write(_buffer.AsSpan(0, _count));
        _count = 0;
        _parts.Sync();
    }

    /// <summary>States that the session was stopped in good order.</summary>
    public void Stop(Timestamp now) => Mark(JournalMark.Stopped, now, undone: 0);

    /// <summary>Writes what is pending and closes the files. An event whose step has not ended keeps no hash.</summary>
    public void Dispose()
    {
        if (!_parts.IsBroken)
        {
            if (_isEventOpen) EndLine();
            if (_count > 0) _parts.Write(_buffer.AsSpan(0, _count));
            _count = 0;
        }

        _parts.Dispose();
    }

    private void Mark(JournalMark mark, Timestamp now, long undone)
    {
        CloseEvent(_isEventOpen ? _stateHash() : 0);
        var line = Begin(_sequence, now);
        line.Word(",\"mark\":\""u8, Marks[(int)mark]);
        line.IntegerUnlessZero(",\"undone\":"u8, undone);
        line.Hash(",\"state\":\""u8, _stateHash());
        _lineLength = line.Length;
        EndLine();
        Sync();
    }

    private void WriteHeader()
    {
        // The header is longer than any line, and the only one.
        var content = Header.ToLine().AsSpan()[..^2];
        var hashed = new byte[JournalChain.Length + content.Length];
        content.CopyTo(hashed.AsSpan(JournalChain.Length));
        var line = new byte[content.Length + JournalChain.TailLength + 1];
        content.CopyTo(line);
        SHA256.HashData(hashed, _line);
        JournalChain.WriteTail(_line.AsSpan(0, JournalChain.Length), line.AsSpan(content.Length));
        line[^1] = (byte)'\n';
        _parts.Write(line);
        _parts.Sync();
        Lines = 1;
    }

    private JsonLine Begin(long sequence, Timestamp time)
    {
        var line = new JsonLine(_line.AsSpan(JournalChain.Length), _timeText);
        line.Integer("{\"n\":"u8, Lines + 1);
        line.Integer(",\"seq\":"u8, sequence);
        line.Time(",\"time\":\""u8, time);
        return line;
    }

    private void BeginEvent(long sequence, in EngineEvent next)
    {
        _sequence = sequence;
        _now = next.Time;
        var line = Begin(sequence, _now);
        line.Raw(_eventHeads[(int)next.Kind][next.Instrument.Index]);
        // The first line of a batch tells its size, unless it is all of it.
        if (_batchToTell >= 0)
        {
            if (_batchToTell != 1 || !JournalGroup.IsMarket(next.Kind)) line.Integer(",\"batch\":"u8, _batchToTell);
            _batchToTell = -1;
        }

        if (next.ReceiveTime != next.Time) line.Time(",\"received\":\""u8, next.ReceiveTime);
        EventLines.Write(ref line, in next, _interval);
        _lineLength = line.Length;
    }

    private void CloseEvent(ulong stateHash)
    {
        if (!_isEventOpen) return;
        var line = new JsonLine(_line.AsSpan(JournalChain.Length + _lineLength), _timeText);
        line.Hash(",\"state\":\""u8, stateHash);
        _lineLength += line.Length;
        EndLine();
    }

    private void EndLine()
    {
        _isEventOpen = false;
        var hashed = _line.AsSpan(0, JournalChain.Length + _lineLength);
        var needed = _lineLength + JournalChain.TailLength + 1;
        if (BufferSize - _count < needed)
        {
            _parts.Write(_buffer.AsSpan(0, _count));
            _count = 0;
        }

        var place = _buffer.AsSpan(_count, needed);
        hashed[JournalChain.Length..].CopyTo(place);
        SHA256.HashData(hashed, _line);
        JournalChain.WriteTail(_line.AsSpan(0, JournalChain.Length), place[_lineLength..]);
        place[^1] = (byte)'\n';
        _count += needed;
        Lines++;
    }
}
