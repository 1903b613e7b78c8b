using LaptopAgents.Domain;

namespace LaptopAgents.Storage;

/// <summary>How Parquet's schema states a column: a physical type, and an annotation that says what it means.</summary>
internal static class ParquetSchemaElement
{
    /// <summary>Most digits of a 64-bit decimal. Larger amounts keep their exact value and pass the declared precision.</summary>
    private const int AmountPrecision = 18;

    public static int PhysicalType(ColumnKind kind) => kind switch
    {
        ColumnKind.Flag => 0,
        ColumnKind.Ratio => 5,
        ColumnKind.Text => 6,
        _ => 2,
    };

    public static void Write(Column column, ThriftWriter thrift)
    {
        thrift.BeginItem();
        thrift.Int32(1, PhysicalType(column.Kind));
        thrift.Int32(3, column.IsOptional ? 1 : 0);
        thrift.String(4, column.Name);
        switch (column.Kind)
        {
            case ColumnKind.Text:
                thrift.Int32(6, 0);
                thrift.BeginStruct(10);
                thrift.BeginStruct(1);
                thrift.End();
                thrift.End();
                break;
            case ColumnKind.Amount:
                thrift.Int32(6, 5);
                thrift.Int32(7, FixedPoint.Decimals);
                thrift.Int32(8, AmountPrecision);
                thrift.BeginStruct(10);
                thrift.BeginStruct(5);
                thrift.Int32(1, FixedPoint.Decimals);
                thrift.Int32(2, AmountPrecision);
                thrift.End();
                thrift.End();
                break;
            case ColumnKind.Time:
                thrift.Int32(6, 9);
                thrift.BeginStruct(10);
                WriteTimestamp(thrift);
                thrift.End();
                break;
        }

        thrift.End();
    }

    // TIMESTAMP { isAdjustedToUTC = true, unit = MILLIS {} }
    private static void WriteTimestamp(ThriftWriter thrift)
    {
        thrift.BeginStruct(8);
        thrift.Bool(1, value: true);
        thrift.BeginStruct(2);
        thrift.BeginStruct(1);
        thrift.End();
        thrift.End();
        thrift.End();
    }
}
