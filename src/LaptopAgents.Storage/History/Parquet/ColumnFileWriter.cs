using System.Buffers.Binary;

namespace LaptopAgents.Storage;

/// <summary>A column to write: its integers are divided by <see cref="ColumnType.ToCanonical"/> on the way out.</summary>
/// <param name="Values">Nanoseconds, 10⁻⁸ units, or plain integers.</param>
internal readonly record struct OutputColumn(string Name, ColumnType Type, ReadOnlyMemory<long> Values);

/// <summary>
/// Writes a Parquet file of 64-bit integer columns: DELTA_BINARY_PACKED, not compressed (the deltas leave nothing to gain), annotated
/// TIMESTAMP and DECIMAL so that any tool reads real values. The same columns always give the same bytes.
/// Specification: Apache Parquet format 2, parquet.thrift.
/// </summary>
internal static class ColumnFileWriter
{
    private const int RowsPerGroup = 1 << 20;
    private const int TypeInt64 = 2;
    private const int EncodingDelta = 5;
    private const int EncodingRle = 3;

    private sealed record Chunk(long Offset, int Size, int HeaderSize, long Min, long Max);

    /// <param name="notes">Key-value pairs of the file's footer.</param>
    public static byte[] Write(IReadOnlyList<OutputColumn> columns, IReadOnlyList<KeyValuePair<string, string>> notes)
    {
        var rows = columns[0].Values.Length;
        if (columns.Any(column => column.Values.Length != rows)) throw new ArgumentException("The columns of a file have one length.");
        var file = new ByteBuffer(checked(rows * columns.Count * 2 + 4096));
        file.Add("PAR1"u8);
        var groups = new List<(int Rows, List<Chunk> Chunks)>();
        for (var start = 0; start < rows || groups.Count == 0; start += RowsPerGroup)
        {
            var count = Math.Min(RowsPerGroup, rows - start);
            groups.Add((count, columns.Select(column => WriteChunk(column, start, count, file)).ToList()));
        }

        var footerStart = file.Length;
        WriteFooter(columns, notes, rows, groups, file);
        file.AddInt32(file.Length - footerStart);
        file.Add("PAR1"u8);
        return file.Written.ToArray();
    }

    private static Chunk WriteChunk(in OutputColumn column, int start, int count, ByteBuffer file)
    {
        var values = new long[count];
        var divisor = column.Type.ToCanonical;
        var (min, max) = (long.MaxValue, long.MinValue);
        var source = column.Values.Span.Slice(start, count);
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = source[i] / divisor;
            if (values[i] * divisor != source[i]) throw new ArgumentException($"Column '{column.Name}' is finer than its type.");
            min = Math.Min(min, values[i]);
            max = Math.Max(max, values[i]);
        }

        var page = new ByteBuffer(count * 2 + 64);
        DeltaBinaryPacked.Encode(values, page);
        var offset = file.Length;
        WritePageHeader(count, page.Length, file);
        var headerSize = file.Length - offset;
        file.Add(page.Written);
        return new(offset, page.Length, headerSize, min, max);
    }

    private static void WritePageHeader(int values, int size, ByteBuffer file)
    {
        var thrift = new ThriftWriter(file);
        thrift.BeginElement();
        thrift.Int32(1, 0);
        thrift.Int32(2, size);
        thrift.Int32(3, size);
        thrift.Begin(5);
        thrift.Int32(1, values);
        thrift.Int32(2, EncodingDelta);
        thrift.Int32(3, EncodingRle);
        thrift.Int32(4, EncodingRle);
        thrift.End();
        thrift.End();
    }

    private static void WriteFooter(
        IReadOnlyList<OutputColumn> columns, IReadOnlyList<KeyValuePair<string, string>> notes, int rows,
        List<(int Rows, List<Chunk> Chunks)> groups, ByteBuffer file)
    {
        var thrift = new ThriftWriter(file);
        thrift.BeginElement();
        thrift.Int32(1, 2);
        thrift.List(2, ThriftType.Struct, columns.Count + 1);
        thrift.BeginElement();
        thrift.Text(4, "schema");
        thrift.Int32(5, columns.Count);
        thrift.End();
        foreach (var column in columns) WriteSchemaElement(thrift, column);
        thrift.Int64(3, rows);
        thrift.List(4, ThriftType.Struct, groups.Count);
        foreach (var (count, chunks) in groups) WriteGroup(thrift, columns, count, chunks);
        thrift.List(5, ThriftType.Struct, notes.Count);
        foreach (var (key, value) in notes)
        {
            thrift.BeginElement();
            thrift.Text(1, key);
            thrift.Text(2, value);
            thrift.End();
        }

        thrift.Text(6, "LaptopAgents");
        thrift.List(7, ThriftType.Struct, columns.Count);
        foreach (var _ in columns)
        {
            // Without a declared order other tools must not trust the minimum and maximum of a column.
            thrift.BeginElement();
            thrift.Begin(1);
            thrift.End();
            thrift.End();
        }

        thrift.End();
    }

    private static void WriteSchemaElement(ThriftWriter thrift, in OutputColumn column)
    {
        thrift.BeginElement();
        thrift.Int32(1, TypeInt64);
        thrift.Int32(3, 0);
        thrift.Text(4, column.Name);
        if (column.Type.Kind == ColumnKind.Decimal) WriteDecimal(thrift, column.Type.Scale);
        else if (column.Type.Kind == ColumnKind.Timestamp) WriteTimestamp(thrift, column.Type.UnitsPerMillisecond);
        thrift.End();
    }

    // Each annotation is written in the old form and in the new one: some readers know only one of them.
    private static void WriteDecimal(ThriftWriter thrift, int scale)
    {
        thrift.Int32(6, 5);
        thrift.Int32(7, scale);
        thrift.Int32(8, ColumnType.DecimalPrecision);
        thrift.Begin(10);
        thrift.Begin(5);
        thrift.Int32(1, scale);
        thrift.Int32(2, ColumnType.DecimalPrecision);
        thrift.End();
        thrift.End();
    }

    private static void WriteTimestamp(ThriftWriter thrift, int unitsPerMillisecond)
    {
        if (unitsPerMillisecond <= 1_000) thrift.Int32(6, unitsPerMillisecond == 1 ? 9 : 10);
        thrift.Begin(10);
        thrift.Begin(8);
        thrift.Bool(1, true);
        thrift.Begin(2);
        thrift.Begin((short)(unitsPerMillisecond switch { 1 => 1, 1_000 => 2, _ => 3 }));
        thrift.End();
        thrift.End();
        thrift.End();
        thrift.End();
    }

    private static void WriteGroup(ThriftWriter thrift, IReadOnlyList<OutputColumn> columns, int rows, List<Chunk> chunks)
    {
        thrift.BeginElement();
        thrift.List(1, ThriftType.Struct, chunks.Count);
        for (var i = 0; i < chunks.Count; i++) WriteChunkMetadata(thrift, columns[i].Name, rows, chunks[i]);
        thrift.Int64(2, chunks.Sum(chunk => (long)chunk.Size + chunk.HeaderSize));
        thrift.Int64(3, rows);
        thrift.End();
    }

    private static void WriteChunkMetadata(ThriftWriter thrift, string name, int rows, Chunk chunk)
    {
        thrift.BeginElement();
        thrift.Int64(2, chunk.Offset);
        thrift.Begin(3);
        thrift.Int32(1, TypeInt64);
        thrift.List(2, ThriftType.Int32, 1);
        thrift.Int32Element(EncodingDelta);
        thrift.List(3, ThriftType.Binary, 1);
        thrift.TextElement(name);
        thrift.Int32(4, 0);
        thrift.Int64(5, rows);
        thrift.Int64(6, chunk.Size + chunk.HeaderSize);
        thrift.Int64(7, chunk.Size + chunk.HeaderSize);
        thrift.Int64(9, chunk.Offset);
        if (rows > 0) WriteStatistics(thrift, chunk);
        thrift.End();
        thrift.End();
    }

    private static void WriteStatistics(ThriftWriter thrift, Chunk chunk)
    {
        Span<byte> bound = stackalloc byte[8];
        thrift.Begin(12);
        thrift.Int64(3, 0);
        BinaryPrimitives.WriteInt64LittleEndian(bound, chunk.Max);
        thrift.Binary(5, bound);
        BinaryPrimitives.WriteInt64LittleEndian(bound, chunk.Min);
        thrift.Binary(6, bound);
        thrift.End();
    }
}
