using System.Runtime.CompilerServices;
using LaptopAgents.Domain;

namespace LaptopAgents.Storage;

/// <summary>
/// One line of a journal while it is being written. Keys come ready with their comma, quotes and colon, so that a field is one copy
/// and one number. A field with its default value is left out, and the reader puts the default back.
/// </summary>
internal ref struct JsonLine(Span<byte> line, IsoTime time)
{
    /// <summary>Room for any line, symbols apart: at most twenty fields of a key and 32 bytes.</summary>
    public const int MaxLength = 1536;

    private readonly Span<byte> _line = line;
    private int _length;

    public readonly int Length => _length;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Raw(scoped ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_line[_length..]);
        _length += bytes.Length;
    }

    public void Integer(scoped ReadOnlySpan<byte> key, long value)
    {
        Raw(key);
        _length += Utf8Digits.WriteInteger(value, _line[_length..]);
    }

    public void IntegerUnlessZero(scoped ReadOnlySpan<byte> key, long value)
    {
        if (value != 0) Integer(key, value);
    }

    public void Amount(scoped ReadOnlySpan<byte> key, long raw)
    {
        Raw(key);
        _length += Utf8Digits.WriteFixed(raw, _line[_length..]);
    }

    public void AmountUnlessZero(scoped ReadOnlySpan<byte> key, long raw)
    {
        if (raw != 0) Amount(key, raw);
    }

    public void Time(scoped ReadOnlySpan<byte> key, Timestamp value)
    {
        Raw(key);
        var room = _line[_length..];
        room[0] = (byte)'"';
        time.WriteNanoseconds(value, room[1..]);
        room[IsoTime.NanosecondsLength + 1] = (byte)'"';
        _length += IsoTime.NanosecondsLength + 2;
    }

    /// <param name="word">Text that needs no escape.</param>
    public void Word(scoped ReadOnlySpan<byte> key, byte[] word)
    {
        Raw(key);
        _line[_length++] = (byte)'"';
        Raw(word);
        _line[_length++] = (byte)'"';
    }

    public void TrueWhen(bool value, scoped ReadOnlySpan<byte> keyAndTrue)
    {
        if (value) Raw(keyAndTrue);
    }

    public void OrderId(scoped ReadOnlySpan<byte> key, ClientOrderId id)
    {
        if (id == default) return;
        Raw(key);
        _line[_length++] = (byte)'"';
        _length += OrderIdText.Write(id, _line[_length..]);
        _line[_length++] = (byte)'"';
    }

    public void Hash(scoped ReadOnlySpan<byte> key, ulong hash)
    {
        const int digits = 16;
        Raw(key);
        _line[_length++] = (byte)'"';
        OrderIdText.WriteHex(hash, digits, _line[_length..]);
        _length += digits;
        _line[_length++] = (byte)'"';
    }
}
