using System.Buffers.Binary;

namespace LaptopAgents.Storage;

/// <summary>A byte array that grows at its end.</summary>
internal sealed class ByteBuffer(int capacity = 256)
{
    private byte[] _bytes = new byte[capacity];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public void Clear() => Length = 0;

    public void Add(byte value) => Take(1)[0] = value;

    public void Add(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Take(bytes.Length));

    public void AddInt32(int value) => BinaryPrimitives.WriteInt32LittleEndian(Take(4), value);

    public void AddInt64(long value) => BinaryPrimitives.WriteInt64LittleEndian(Take(8), value);

    /// <summary>Seven bits a byte, lowest first, the high bit set on all but the last.</summary>
    public void AddVarint(ulong value)
    {
        for (; value >= 0x80; value >>= 7) Add((byte)(value | 0x80));
        Add((byte)value);
    }

    public void AddZigZag(long value) => AddVarint((ulong)((value << 1) ^ (value >> 63)));

    /// <summary>Room for <paramref name="count"/> more bytes, zeroed.</summary>
    public Span<byte> Take(int count)
    {
        if (_bytes.Length - Length < count) Array.Resize(ref _bytes, Math.Max(checked(Length + count), _bytes.Length * 2));
        var room = _bytes.AsSpan(Length, count);
        room.Clear();
        Length += count;
        return room;
    }
}
