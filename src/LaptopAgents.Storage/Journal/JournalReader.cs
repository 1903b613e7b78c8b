using System.Text;
using System.Text.Json;
using LaptopAgents.Domain;
using LaptopAgents.Engine;

namespace LaptopAgents.Storage;

/// <summary>Reads a journal back, line by line, into exactly the events and commands that were written.</summary>
public sealed class JournalReader : IDisposable
{
    private readonly Stream _stream;
    private readonly JournalFields _fields = new();
    private readonly byte[][] _symbols;
    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;
    private long _line;

    /// <param name="stream">Closed with the reader.</param>
    /// <exception cref="JournalFormatException">The first line is not a header of the known format.</exception>
    public JournalReader(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        _stream = stream;
        if (!TryReadLine(out var start, out var length)) throw new JournalFormatException(1, "The journal has no header.");
        Header = JournalHeader.Parse(_buffer.AsSpan(start, length));
        _symbols = [.. Header.Symbols.Select(symbol => Encoding.UTF8.GetBytes(JsonEncodedText.Encode(symbol).ToString()))];
    }

    public JournalHeader Header { get; }

    /// <summary>The journal ends in the middle of a line: the writer was stopped while writing it. What came before is whole.</summary>
    public bool IsCutOff { get; private set; }

    /// <summary>The next entry; false at the end.</summary>
    /// <exception cref="JournalFormatException">A whole line cannot be read; the message names it.</exception>
    public bool TryRead(out JournalEntry entry)
    {
        entry = default;
        if (!TryReadLine(out var start, out var length)) return false;
        _fields.Read(_buffer.AsMemory(start, length), _line);
        if (Header.Facts is not null) TakeNumber();
        var sequence = _fields.Integer("seq"u8);
        var time = _fields.Time("time"u8);
        entry = _fields.Has("command"u8) ? ReadCommand(sequence, time)
            : _fields.Has("mark"u8) ? ReadMark(sequence, time)
            : ReadEvent(sequence, time);
        _fields.RequireAllUsed();
        return true;
    }

    /// <summary>The number of the newest line, from 1; the header is the first.</summary>
    public long Line => _line;

    public void Dispose() => _stream.Dispose();

    // The chain itself is checked by the audit, on the bytes.
    private void TakeNumber()
    {
        if (_fields.Integer("n"u8) != _line) throw _fields.Problem("it does not have the number of its place.");
        _ = _fields.EncodedText("chain"u8);
    }

    private JournalEntry ReadMark(long sequence, Timestamp time) => new()
    {
        Line = _line,
        Sequence = sequence,
        Time = time,
        Mark = (JournalMark)_fields.Word("mark"u8, SessionJournal.Marks),
        Undone = _fields.IntegerOrZero("undone"u8),
        State = _fields.Has("state"u8) ? _fields.Hash("state"u8) : null,
    };

    private JournalEntry ReadEvent(long sequence, Timestamp time)
    {
        var kind = (EventKind)_fields.Word("event"u8, Words.EventKinds);
        var instrument = kind == EventKind.OperatorCommand ? default : Instrument();
        var next = EventLines.Read(_fields, kind, instrument, time, Header.Interval);
        return new JournalEntry
        {
            Line = _line,
            Sequence = sequence,
            Time = time,
            Event = next,
            Batch = _fields.Has("batch"u8) ? (int)_fields.Integer("batch"u8) : null,
            State = _fields.Has("state"u8) ? _fields.Hash("state"u8) : null,
        };
    }

    private JournalEntry ReadCommand(long sequence, Timestamp time)
    {
        var kind = (CommandKind)_fields.Word("command"u8, CommandLines.Kinds);
        var instrument = Instrument();
        var hash = _fields.Hash("state"u8);
        return kind switch
        {
            CommandKind.Submit => new JournalEntry
            {
                Line = _line, Sequence = sequence, Time = time, Command = kind, State = hash, Submit = CommandLines.ReadSubmit(_fields, instrument),
            },
            CommandKind.Cancel => new JournalEntry
            {
                Line = _line, Sequence = sequence, Time = time, Command = kind, State = hash, Cancel = CommandLines.ReadCancel(_fields, instrument),
            },
            _ => new JournalEntry
            {
                Line = _line, Sequence = sequence, Time = time, Command = kind, State = hash, Modify = CommandLines.ReadModify(_fields, instrument),
            },
        };
    }

    private InstrumentId Instrument()
    {
        var symbol = _fields.EncodedText("symbol"u8);
        for (var i = 0; i < _symbols.Length; i++)
            if (symbol.SequenceEqual(_symbols[i])) return new InstrumentId(i);
        throw _fields.Problem("the symbol is not in the header.");
    }

    private bool TryReadLine(out int start, out int length)
    {
        for (var searched = _start; ;)
        {
            var found = _buffer.AsSpan(searched, _end - searched).IndexOf((byte)'\n');
            if (found >= 0)
            {
                (start, length) = (_start, searched + found - _start);
                _start = searched + found + 1;
                _line++;
                return true;
            }

            var pending = _end - _start;
            if (FillBuffer())
            {
                searched = pending;
                continue;
            }

            IsCutOff = pending > 0;
            (start, length) = (0, 0);
            return false;
        }
    }

    // Moves the unfinished line to the front and reads behind it.
    private bool FillBuffer()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        if (_end == _buffer.Length) Array.Resize(ref _buffer, _buffer.Length * 2);
        var read = _stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        return read > 0;
    }
}
