using System.Text;

namespace LaptopAgents.Storage;

/// <summary>Types of the Thrift compact protocol, which Parquet's headers are written in.</summary>
internal enum ThriftType : byte
{
    Stop = 0,
    True = 1,
    False = 2,
    Byte = 3,
    Int16 = 4,
    Int32 = 5,
    Int64 = 6,
    Double = 7,
    Binary = 8,
    List = 9,
    Set = 10,
    Map = 11,
    Struct = 12,
}

/// <summary>Reads Thrift's compact protocol. Bytes that are not Thrift throw <see cref="InvalidDataException"/>.</summary>
internal ref struct ThriftReader(ReadOnlySpan<byte> bytes)
{
    // A real header nests four deep. A damaged one may claim anything, and recursion must not follow it.
    private const int MaxDepth = 32;

    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private short _field;

    public int Position { get; private set; }

    public ThriftType Type { get; private set; }

    /// <summary>Enters a struct; the value returned goes to <see cref="Leave"/>.</summary>
    public short Enter()
    {
        var outer = _field;
        _field = 0;
        return outer;
    }

    public void Leave(short outer) => _field = outer;

    /// <summary>The number of the next field of this struct, or 0 at its end.</summary>
    public short NextField()
    {
        var head = Byte();
        Type = (ThriftType)(head & 0xF);
        if (Type == ThriftType.Stop) return 0;
        var step = head >> 4;
        _field = step == 0 ? checked((short)ZigZag()) : (short)(_field + step);
        return _field;
    }

    public long ZigZag()
    {
        var value = Varint();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public int Int32()
    {
        var value = ZigZag();
        return value is >= int.MinValue and <= int.MaxValue ? (int)value : throw Damaged();
    }

    public bool Bool() => Type == ThriftType.True;

    public ReadOnlySpan<byte> Binary()
    {
        var length = Varint();
        if (length > (ulong)(_bytes.Length - Position)) throw Damaged();
        var value = _bytes.Slice(Position, (int)length);
        Position += (int)length;
        return value;
    }

    public string Text() => Encoding.UTF8.GetString(Binary());

    /// <summary>The number of elements of a list; <see cref="Type"/> becomes the type of an element.</summary>
    public int List()
    {
        var head = Byte();
        Type = (ThriftType)(head & 0xF);
        var count = head >> 4;
        if (count == 15)
        {
            var many = Varint();
            // Every element takes at least a byte, so a larger count is damage and must not become an allocation.
            count = many <= (ulong)(_bytes.Length - Position) ? (int)many : throw Damaged();
        }

        return count;
    }

    /// <summary>Passes over the value of the present field.</summary>
    public void Skip() => Skip(Type, 0);

    public static InvalidDataException Damaged() => new("The file's header is damaged.");

    private void Skip(ThriftType type, int depth)
    {
        if (depth > MaxDepth) throw Damaged();
        switch (type)
        {
            case ThriftType.True or ThriftType.False: break;
            case ThriftType.Byte: Byte(); break;
            case ThriftType.Int16 or ThriftType.Int32 or ThriftType.Int64: Varint(); break;
            case ThriftType.Double: Advance(8); break;
            case ThriftType.Binary: Binary(); break;
            case ThriftType.List or ThriftType.Set: SkipList(depth); break;
            case ThriftType.Map: SkipMap(depth); break;
            case ThriftType.Struct: SkipStruct(depth); break;
            default: throw Damaged();
        }
    }

    private void SkipList(int depth)
    {
        var count = List();
        var element = Type;
        for (var i = 0; i < count; i++) SkipElement(element, depth + 1);
    }

    private void SkipMap(int depth)
    {
        var count = Varint();
        if (count == 0) return;
        if (count > (ulong)(_bytes.Length - Position)) throw Damaged();
        var types = Byte();
        for (var i = 0UL; i < count; i++)
        {
            SkipElement((ThriftType)(types >> 4), depth + 1);
            SkipElement((ThriftType)(types & 0xF), depth + 1);
        }
    }

    // In a list a boolean is a byte of its own; as a field it is part of the header.
    private void SkipElement(ThriftType type, int depth)
    {
        if (type is ThriftType.True or ThriftType.False) Byte();
        else Skip(type, depth);
    }

    private void SkipStruct(int depth)
    {
        var outer = Enter();
        while (NextField() != 0) Skip(Type, depth + 1);
        Leave(outer);
    }

    /// <summary>An unsigned number of seven bits a byte.</summary>
    public ulong Varint()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var part = Byte();
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80) return value;
        }

        throw Damaged();
    }

    private byte Byte() => Position < _bytes.Length ? _bytes[Position++] : throw Damaged();

    private void Advance(int count)
    {
        if (_bytes.Length - Position < count) throw Damaged();
        Position += count;
    }
}
