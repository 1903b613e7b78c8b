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

/// <summary>Writes Thrift's compact protocol, the part that Parquet's headers need.</summary>
internal sealed class ThriftWriter(ByteBuffer output)
{
    private readonly Stack<short> _outerFields = new();
    private short _lastField;

    public void Int32(short field, int value)
    {
        Header(field, ThriftType.Int32);
        output.AddZigZag(value);
    }

    public void Int64(short field, long value)
    {
        Header(field, ThriftType.Int64);
        output.AddZigZag(value);
    }

    public void Bool(short field, bool value) => Header(field, value ? ThriftType.True : ThriftType.False);

    public void Binary(short field, ReadOnlySpan<byte> value)
    {
        Header(field, ThriftType.Binary);
        output.AddVarint((ulong)value.Length);
        output.Add(value);
    }

    public void Text(short field, string value) => Binary(field, Encoding.UTF8.GetBytes(value));

    public void List(short field, ThriftType element, int count)
    {
        Header(field, ThriftType.List);
        if (count < 15)
        {
            output.Add((byte)(count << 4 | (int)element));
        }
        else
        {
            output.Add((byte)(0xF0 | (int)element));
            output.AddVarint((ulong)count);
        }
    }

    public void Int32Element(int value) => output.AddZigZag(value);

    public void TextElement(string value)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        output.AddVarint((ulong)bytes.Length);
        output.Add(bytes);
    }

    /// <summary>Opens a struct that is a field.</summary>
    public void Begin(short field)
    {
        Header(field, ThriftType.Struct);
        BeginElement();
    }

    /// <summary>Opens a struct that is an element of a list.</summary>
    public void BeginElement()
    {
        _outerFields.Push(_lastField);
        _lastField = 0;
    }

    public void End()
    {
        output.Add((byte)ThriftType.Stop);
        _lastField = _outerFields.Pop();
    }

    private void Header(short field, ThriftType type)
    {
        var step = field - _lastField;
        if (step is > 0 and <= 15)
        {
            output.Add((byte)(step << 4 | (int)type));
        }
        else
        {
            output.Add((byte)type);
            output.AddZigZag(field);
        }

        _lastField = field;
    }
}
