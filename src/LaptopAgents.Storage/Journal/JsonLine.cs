using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LaptopAgents.Domain;

namespace LaptopAgents.Storage;

/// <summary>
/// One line of a journal while it is being written. Keys come ready with their comma, quotes and colon, so that a field is one copy
/// and one number; the methods are inlined so that the copy of a literal is a store or two. A field with its default value is left
/// out, and the reader puts the default back.
/// </summary>
/// <param name="line">At least <see cref="MaxLength"/> bytes and the longest head: within that, no place is checked again.</param>
internal ref struct JsonLine(Span<byte> line, IsoTime time)
{
    /// <summary>Room for any line, its head apart: at most twenty fields of a key and 32 bytes.</summary>
    public const int MaxLength = 1536;

    private readonly ref byte _start = ref MemoryMarshal.GetReference(line);
    private int _length;

    public readonly int Length => _length;

    private readonly Span<byte> Room => MemoryMarshal.CreateSpan(ref Unsafe.Add(ref _start, _length), Utf8Digits.MaxLength * 2);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Raw(scoped ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref _start, _length), bytes.Length));
        _length += bytes.Length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Integer(scoped ReadOnlySpan<byte> key, long value)
    {
        Raw(key);
        _length += Utf8Digits.WriteInteger(value, Room);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void IntegerUnlessZero(scoped ReadOnlySpan<byte> key, long value)
    {
        if (value != 0) Integer(key, value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Amount(scoped ReadOnlySpan<byte> key, long raw)
    {
        Raw(key);
        _length += Utf8Digits.WriteFixed(raw, Room);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AmountUnlessZero(scoped ReadOnlySpan<byte> key, long raw)
    {
        if (raw != 0) Amount(key, raw);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Time(scoped ReadOnlySpan<byte> keyAndQuote, Timestamp value)
    {
        Raw(keyAndQuote);
        _length += time.WriteExact(value, Room);
        Quote();
    }

    /// <param name="word">Text that needs no escape.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Word(scoped ReadOnlySpan<byte> keyAndQuote, byte[] word)
    {
        Raw(keyAndQuote);
        Raw(word);
        Quote();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void TrueWhen(bool value, scoped ReadOnlySpan<byte> keyAndTrue)
    {
        if (value) Raw(keyAndTrue);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void OrderId(scoped ReadOnlySpan<byte> keyAndQuote, ClientOrderId id)
    {
        if (id == default) return;
        Raw(keyAndQuote);
        _length += OrderIdText.Write(id, Room);
        Quote();
    }

    public void Hash(scoped ReadOnlySpan<byte> keyAndQuote, ulong hash)
    {
        const int digits = 16;
        Raw(keyAndQuote);
        OrderIdText.WriteHash(hash, Room);
        _length += digits;
        Quote();
    }

    private void Quote() => Unsafe.Add(ref _start, _length++) = (byte)'"';
}
