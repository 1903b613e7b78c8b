using System.Buffers;
using System.Globalization;
using System.Text;
using LaptopAgents.Domain;

namespace LaptopAgents.Storage;

/// <summary>A table as CSV by RFC 4180, except that a line ends with LF alone. Empty means "none".</summary>
internal sealed class CsvTable : TableSink
{
    private static readonly SearchValues<byte> NeedsQuotes = SearchValues.Create("\",\r\n"u8);

    private readonly ByteWriter _out;
    private readonly IsoTime _time = new();
    private bool _isRowStarted;

    public CsvTable(ReadOnlySpan<Column> columns, ByteWriter output)
    {
        _out = output;
        foreach (var column in columns) Text(column.Name);
        EndRow();
    }

    public override void Integer(long value)
    {
        Separate();
        _out.Advance(Utf8Digits.WriteInteger(value, _out.Reserve(Utf8Digits.MaxLength)));
    }

    public override void Time(Timestamp time)
    {
        Separate();
        _time.WriteMilliseconds(time, _out.Reserve(IsoTime.MillisecondsLength));
        _out.Advance(IsoTime.MillisecondsLength);
    }

    public override void Amount(long raw)
    {
        Separate();
        _out.Advance(Utf8Digits.WriteFixed(raw, _out.Reserve(Utf8Digits.MaxLength)));
    }

    public override void Ratio(double value)
    {
        Separate();
        value.TryFormat(_out.Reserve(32), out var written, default, CultureInfo.InvariantCulture);
        _out.Advance(written);
    }

    public override void Flag(bool value) => Word(value ? "true"u8 : "false"u8);

    public override void Word(ReadOnlySpan<byte> utf8)
    {
        Separate();
        _out.Write(utf8);
    }

    public override void Text(string? value)
    {
        Separate();
        if (string.IsNullOrEmpty(value)) return;
        var room = _out.Reserve(Encoding.UTF8.GetMaxByteCount(value.Length));
        var length = Encoding.UTF8.GetBytes(value, room);
        if (room[..length].IndexOfAny(NeedsQuotes) < 0) _out.Advance(length);
        else Quote(Encoding.UTF8.GetBytes(value));
    }

    public override void Nothing() => Separate();

    public override void EndRow()
    {
        _out.Write((byte)'\n');
        _isRowStarted = false;
    }

    public override void Finish() => _out.Flush();

    public override void Dispose()
    {
        // The bytes are the output's.
    }

    private void Separate()
    {
        if (_isRowStarted) _out.Write((byte)',');
        _isRowStarted = true;
    }

    private void Quote(byte[] text)
    {
        _out.Write((byte)'"');
        foreach (var value in text)
        {
            if (value == '"') _out.Write((byte)'"');
            _out.Write(value);
        }

        _out.Write((byte)'"');
    }
}
