using System.Buffers.Binary;
using System.Text;

namespace LaptopAgents.Storage;

/// <summary>
/// The part of Thrift's compact protocol that Parquet's metadata is written in
/// (https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md).
/// </summary>
internal sealed class ThriftWriter(ByteWriter output)
{
    private const byte TrueType = 1;
    private const byte FalseType = 2;
    private const byte Int32Type = 5;
    private const byte Int64Type = 6;
    private const byte BinaryType = 8;
    private const byte ListType = 9;
    private const byte StructType = 12;

    // Field numbers are written as the distance from the one before; a nested structure starts again from zero.
    private readonly Stack<int> _outer = [];
    private int _last;

    public void Int32(int field, int value)
    {
        Header(field, Int32Type);
        Varint(ZigZag(value));
    }

    public void Int64(int field, long value)
    {
        Header(field, Int64Type);
        Varint(ZigZag(value));
    }

    public void Bool(int field, bool value) => Header(field, value ? TrueType : FalseType);

    public void String(int field, string value)
    {
        Header(field, BinaryType);
        StringItem(value);
    }

    public void Binary(int field, ReadOnlySpan<byte> value)
    {
        Header(field, BinaryType);
        Varint((ulong)value.Length);
        output.Write(value);
    }

    public void StringItem(string value)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        Varint((ulong)bytes.Length);
        output.Write(bytes);
    }

    public void Int32Item(int value) => Varint(ZigZag(value));

    public void StructList(int field, int count) => List(field, count, StructType);

    public void StringList(int field, int count) => List(field, count, BinaryType);

    public void Int32List(int field, int count) => List(field, count, Int32Type);

    public void BeginStruct(int field)
    {
        Header(field, StructType);
        BeginItem();
    }

    /// <summary>Begins a structure that is an item of a list.</summary>
    public void BeginItem()
    {
        _outer.Push(_last);
        _last = 0;
    }

    /// <summary>Ends a structure that a field or a list item began.</summary>
    public void End()
    {
        output.Write(0);
        _last = _outer.Pop();
    }

    /// <summary>Ends the outermost structure.</summary>
    public void EndAll()
    {
        output.Write(0);
        _last = 0;
    }

    public static ulong ZigZag(long value) => (ulong)(value << 1 ^ value >> 63);

    /// <summary>Seven bits to a byte, lowest first.</summary>
    public static int WriteVarint(ulong value, Span<byte> destination)
    {
        var at = 0;
        for (; value >= 0x80; value >>= 7) destination[at++] = (byte)(value | 0x80);
        destination[at++] = (byte)value;
        return at;
    }

    public static void WriteLength(int length, ByteWriter output)
    {
        BinaryPrimitives.WriteInt32LittleEndian(output.Reserve(sizeof(int)), length);
        output.Advance(sizeof(int));
    }

    private void List(int field, int count, byte type)
    {
        Header(field, ListType);
        if (count < 15)
        {
            output.Write((byte)(count << 4 | type));
            return;
        }

        output.Write((byte)(0xF0 | type));
        Varint((ulong)count);
    }

    private void Header(int field, byte type)
    {
        output.Write((byte)(field - _last << 4 | type));
        _last = field;
    }

    private void Varint(ulong value) => output.Advance(WriteVarint(value, output.Reserve(10)));
}
