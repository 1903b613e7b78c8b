namespace LaptopAgents.Storage;

/// <summary>One entry of a Parquet schema.</summary>
internal readonly record struct SchemaElementReader(string Name, int Children, bool IsRequiredInt64, ColumnType Type)
{
    private const int TypeInt64 = 2;
    private const int ConvertedDecimal = 5;
    private const int ConvertedMilliseconds = 9;
    private const int ConvertedMicroseconds = 10;

    public static SchemaElementReader Read(ref ThriftReader reader)
    {
        var outer = reader.Enter();
        var (physical, repetition, children, converted, scale) = (-1, 0, 0, -1, 0);
        var name = "";
        ColumnType? logical = null;
        while (reader.NextField() is var field and not 0)
        {
            switch (field)
            {
                case 1: physical = reader.Int32(); break;
                case 3: repetition = reader.Int32(); break;
                case 4: name = reader.Text(); break;
                case 5: children = reader.Int32(); break;
                case 6: converted = reader.Int32(); break;
                case 7: scale = reader.Int32(); break;
                case 10: logical = ReadLogicalType(ref reader); break;
                default: reader.Skip(); break;
            }
        }

        reader.Leave(outer);
        var type = logical ?? converted switch
        {
            ConvertedDecimal => ColumnType.Decimal(scale),
            ConvertedMilliseconds => ColumnType.Milliseconds,
            ConvertedMicroseconds => ColumnType.Microseconds,
            _ => ColumnType.Integer,
        };
        var isQuick = physical == TypeInt64 && repetition == 0 && children == 0 && type.Scale is >= 0 and <= 8;
        return new(name, children, isQuick, type);
    }

    private static ColumnType? ReadLogicalType(ref ThriftReader reader)
    {
        ColumnType? type = null;
        var outer = reader.Enter();
        while (reader.NextField() is var field and not 0)
        {
            if (field == 5) type = ColumnType.Decimal(ReadScale(ref reader));
            else if (field == 8) type = ReadTimestamp(ref reader);
            else reader.Skip();
        }

        reader.Leave(outer);
        return type;
    }

    private static int ReadScale(ref ThriftReader reader)
    {
        var scale = 0;
        var outer = reader.Enter();
        while (reader.NextField() is var field and not 0)
        {
            if (field == 1) scale = reader.Int32();
            else reader.Skip();
        }

        reader.Leave(outer);
        return scale;
    }

    private static ColumnType ReadTimestamp(ref ThriftReader reader)
    {
        var type = ColumnType.Milliseconds;
        var outer = reader.Enter();
        while (reader.NextField() is var field and not 0)
        {
            if (field != 2)
            {
                reader.Skip();
                continue;
            }

            var unit = reader.Enter();
            while (reader.NextField() is var which and not 0)
            {
                type = which switch { 1 => ColumnType.Milliseconds, 2 => ColumnType.Microseconds, _ => ColumnType.Nanoseconds };
                reader.Skip();
            }

            reader.Leave(unit);
        }

        reader.Leave(outer);
        return type;
    }
}
