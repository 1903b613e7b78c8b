using LaptopAgents.Domain;
using LaptopAgents.Engine;

namespace LaptopAgents.Storage;

/// <summary>
/// The journal as text: one JSON object a line, rendered by hand into a reused array. A line goes to the stream whole or not at all, so
/// a reader never meets half of one in the middle. See docs/OUTPUTS.md for the fields.
/// </summary>
public sealed class JsonlJournal : IEventJournal, IDisposable
{
    private readonly Stream _stream;
    private readonly ByteWriter _out;
    private readonly IsoTime _timeText = new();
    private readonly byte[][][] _eventHeads;
    private readonly byte[][][] _commandHeads;
    private readonly Duration _interval;
    private readonly int _maxLength;
    private readonly bool _takesMarket;
    private Timestamp _now;

    /// <param name="stream">Where the lines go. It is closed with the journal.</param>
    public JsonlJournal(Stream stream, JournalHeader header)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(header);
        _stream = stream;
        _out = new ByteWriter(stream);
        _interval = header.Interval;
        _takesMarket = header.Scope == JournalScope.All;
        _eventHeads = LineHeads.OfEvents(header.Symbols);
        _commandHeads = LineHeads.OfCommands(header.Symbols);
        _maxLength = JsonLine.MaxLength + LineHeads.Longest(_eventHeads, _commandHeads);
        _out.Write(header.ToLine());
    }

    /// <summary>Lines written, the header among them.</summary>
    public long Lines { get; private set; } = 1;

    public void OnEvent(long sequence, in EngineEvent next)
    {
        _now = next.Time;
        if (!_takesMarket && next.Kind is not (EventKind.ExecutionReport or EventKind.FundingPayment or EventKind.OperatorCommand)) return;

        var line = Begin(sequence);
        line.Raw(_eventHeads[(int)next.Kind][next.Instrument.Index]);
        if (next.ReceiveTime != next.Time) line.Time(",\"received\":\""u8, next.ReceiveTime);
        EventLines.Write(ref line, in next, _interval);
        End(ref line);
    }

    public void OnBars(long firstSequence, in BarRun run, int count)
    {
        if (count > 0) _now = run.CloseTime(count - 1);
        for (var i = 0; _takesMarket && i < count; i++) OnEvent(firstSequence + i, run.EventAt(i));
    }

    public void OnCommand(long sequence, in EngineCommand command, ulong stateHash)
    {
        var line = Begin(sequence);
        CommandLines.Write(ref line, in command, _commandHeads[(int)command.Kind]);
        line.Hash(",\"state\":\""u8, stateHash);
        End(ref line);
    }

    /// <summary>Hands all finished lines to the stream.</summary>
    public void Flush() => _out.Flush();

    /// <summary>Writes what is pending and closes the stream.</summary>
    public void Dispose()
    {
        _out.Flush();
        _out.Dispose();
        _stream.Dispose();
    }

    private JsonLine Begin(long sequence)
    {
        var line = new JsonLine(_out.Reserve(_maxLength), _timeText);
        line.Integer("{\"seq\":"u8, sequence);
        line.Time(",\"time\":\""u8, _now);
        return line;
    }

    private void End(ref JsonLine line)
    {
        line.Raw("}\n"u8);
        _out.Advance(line.Length);
        Lines++;
    }
}
