using System.Text.Json;

namespace LaptopAgents.Analysis;

/// <summary>
/// Whole numbers as bytes: zigzag, seven bits a byte, low ones first. Neighbouring values of a curve differ by little, so their
/// differences take a byte or two each, exactly.
/// </summary>
internal sealed class Packer(int capacity = 1024)
{
    private byte[] _bytes = new byte[Math.Max(16, capacity)];
    private long _previous;
    private int _count;

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _count);

    public void Clear() => (_count, _previous) = (0, 0);

    /// <summary>The value itself.</summary>
    public void Add(long value)
    {
        if (_count + 10 > _bytes.Length) Array.Resize(ref _bytes, _bytes.Length * 2);
        var rest = unchecked(((ulong)value << 1) ^ (ulong)(value >> 63));
        for (; rest >= 0x80; rest >>= 7) _bytes[_count++] = (byte)(0x80 | (rest & 0x7F));
        _bytes[_count++] = (byte)rest;
    }

    /// <summary>The difference from the value before.</summary>
    public void AddDelta(long value)
    {
        Add(value - _previous);
        _previous = value;
    }

    /// <summary>Writes what was collected as a base64 property and starts anew.</summary>
    public void Flush(Utf8JsonWriter json, string key)
    {
        json.WriteBase64String(key, Bytes);
        Clear();
    }
}
