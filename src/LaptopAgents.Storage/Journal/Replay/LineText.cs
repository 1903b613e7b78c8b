using System.Text;
using LaptopAgents.Domain;
using LaptopAgents.Engine;

namespace LaptopAgents.Storage;

/// <summary>
/// Events and commands as the fields of a journal line, without number and chain: for showing them, and for telling whether two are
/// the same. Every field of an event is in its line, so equal text is an equal event.
/// </summary>
internal sealed class LineText(JournalHeader header)
{
    private readonly byte[][][] _eventHeads = LineHeads.OfEvents(header.Symbols);
    private readonly byte[][][] _commandHeads = LineHeads.OfCommands(header.Symbols);
    private readonly IsoTime _time = new();
    private readonly byte[] _first = new byte[8192];
    private readonly byte[] _second = new byte[8192];

    public bool AreSame(in EngineEvent left, in EngineEvent right) =>
        _first.AsSpan(0, Write(in left, _first)).SequenceEqual(_second.AsSpan(0, Write(in right, _second)));

    public bool AreSame(in JournalEntry recorded, in EngineCommand now) =>
        recorded.Command == now.Kind && _first.AsSpan(0, Write(in recorded, _first)).SequenceEqual(_second.AsSpan(0, Write(in now, _second)));

    public string Of(in EngineEvent next) => Encoding.UTF8.GetString(_first, 0, Write(in next, _first));

    public string Of(in EngineCommand command) => Encoding.UTF8.GetString(_first, 0, Write(in command, _first));

    public string Of(in JournalEntry entry) =>
        entry.Command is null ? Of(entry.Event) : Encoding.UTF8.GetString(_first, 0, Write(in entry, _first));

    private int Write(in EngineEvent next, byte[] to)
    {
        var line = new JsonLine(to, _time);
        line.Time("{\"time\":\""u8, next.Time);
        line.Raw(_eventHeads[(int)next.Kind][next.Instrument.Index]);
        if (next.ReceiveTime != next.Time) line.Time(",\"received\":\""u8, next.ReceiveTime);
        EventLines.Write(ref line, in next, header.Interval);
        line.Raw("}"u8);
        return line.Length;
    }

    private int Write(in EngineCommand command, byte[] to)
    {
        var line = new JsonLine(to, _time);
        line.Raw("{"u8);
        CommandLines.Write(ref line, in command, _commandHeads[(int)command.Kind]);
        line.Raw("}"u8);
        return line.Length;
    }

    private int Write(in JournalEntry entry, byte[] to)
    {
        var line = new JsonLine(to, _time);
        line.Raw("{"u8);
        var heads = _commandHeads[(int)entry.Command!.Value];
        switch (entry.Command)
        {
            case CommandKind.Submit:
                line.Raw(heads[entry.Submit.Instrument.Index]);
                CommandLines.Write(ref line, entry.Submit);
                break;
            case CommandKind.Cancel:
                line.Raw(heads[entry.Cancel.Instrument.Index]);
                CommandLines.Write(ref line, entry.Cancel);
                break;
            default:
                line.Raw(heads[entry.Modify.Instrument.Index]);
                CommandLines.Write(ref line, entry.Modify);
                break;
        }

        line.Raw("}"u8);
        return line.Length;
    }
}
