using System.Buffers.Binary;
using System.IO.Hashing;

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

    private sealed record Chunk(long Offset, int Size, long Min, long Max);

    /// <param name="notes">Key-value pairs of the file's footer.</param>
    public static byte[] Write(IReadOnlyList<OutputColumn> columns, IReadOnlyList<KeyValuePair<string, string>> notes)
    {
        var rows = columns[0].Values.Length;
        if (columns.Any(column => column.Values.Length != rows)) throw new ArgumentException("The columns of a file have one length.");
        using var file = new ByteWriter(target: null);
        file.Write("PAR1"u8);
        var groups = new List<(int Rows, List<Chunk> Chunks)>();
        for (var start = 0; start < rows || groups.Count == 0; start += RowsPerGroup)
        {
            var count = Math.Min(RowsPerGroup, rows - start);
            groups.Add((count, columns.Select(column => WriteChunk(column, start, count, file)).ToList()));
        }

        var footerStart = file.Length;
        WriteFooter(columns, notes, rows, groups, file);
        ThriftWriter.WriteLength((int)(file.Length - footerStart), file);
        file.Write("PAR1"u8);
        return file.Pending.ToArray();
    }

    private static Chunk WriteChunk(in OutputColumn column, int start, int count, ByteWriter file)
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

        using var page = new ByteWriter(target: null);
        DeltaEncoder.Encode(values, page);
        var offset = file.Length;
        WritePageHeader(count, page.Pending, file);
        file.Write(page.Pending);
        return new(offset, (int)(file.Length - offset), min, max);
    }

    private static void WritePageHeader(int values, ReadOnlySpan<byte> page, ByteWriter file)
    {
        var thrift = new ThriftWriter(file);
        thrift.BeginItem();
        thrift.Int32(1, 0);
        thrift.Int32(2, page.Length);
        thrift.Int32(3, page.Length);
        thrift.Int32(4, unchecked((int)Crc32.HashToUInt32(page)));
        thrift.BeginStruct(5);
        thrift.Int32(1, values);
        thrift.Int32(2, EncodingDelta);
        thrift.Int32(3, EncodingRle);
        thrift.Int32(4, EncodingRle);
        thrift.End();
        thrift.End();
    }

    private static void WriteFooter(
        IReadOnlyList<OutputColumn> columns, IReadOnlyList<KeyValuePair<string, string>> notes, int rows,
        List<(int Rows, List<Chunk> Chunks)> groups, ByteWriter file)
    {
        var thrift = new ThriftWriter(file);
        thrift.BeginItem();
        thrift.Int32(1, 2);
        thrift.StructList(2, columns.Count + 1);
        thrift.BeginItem();
        thrift.String(4, "schema");
        thrift.Int32(5, columns.Count);
        thrift.End();
        foreach (var column in columns) WriteSchemaElement(thrift, column);
        thrift.Int64(3, rows);
        thrift.StructList(4, groups.Count);
        foreach (var (count, chunks) in groups) WriteGroup(thrift, columns, count, chunks);
        thrift.StructList(5, notes.Count);
        foreach (var (key, value) in notes)
        {
            thrift.BeginItem();
            thrift.String(1, key);
            thrift.String(2, value);
            thrift.End();
        }

        thrift.String(6, "LaptopAgents");
        thrift.StructList(7, columns.Count);
        foreach (var _ in columns)
        {
            // Without a declared order other tools must not trust the minimum and maximum of a column.
            thrift.BeginItem();
            thrift.BeginStruct(1);
            thrift.End();
            thrift.End();
        }

        thrift.End();
    }

    private static void WriteSchemaElement(ThriftWriter thrift, in OutputColumn column)
    {
        thrift.BeginItem();
        thrift.Int32(1, TypeInt64);
        thrift.Int32(3, 0);
        thrift.String(4, column.Name);
        if (column.Type.Kind == StoredKind.Decimal) WriteDecimal(thrift, column.Type.Scale);
        else if (column.Type.Kind == StoredKind.Timestamp) WriteTimestamp(thrift, column.Type.UnitsPerMillisecond);
        thrift.End();
    }

    // Each annotation is written in the old form and in the new one: some readers know only one of them.
    private static void WriteDecimal(ThriftWriter thrift, int scale)
    {
        thrift.Int32(6, 5);
        thrift.Int32(7, scale);
        thrift.Int32(8, ColumnType.DecimalPrecision);
        thrift.BeginStruct(10);
        thrift.BeginStruct(5);
        thrift.Int32(1, scale);
        thrift.Int32(2, ColumnType.DecimalPrecision);
        thrift.End();
        thrift.End();
    }

    private static void WriteTimestamp(ThriftWriter thrift, int unitsPerMillisecond)
    {
        if (unitsPerMillisecond <= 1_000) thrift.Int32(6, unitsPerMillisecond == 1 ? 9 : 10);
        thrift.BeginStruct(10);
        thrift.BeginStruct(8);
        thrift.Bool(1, true);
        thrift.BeginStruct(2);
        thrift.BeginStruct(unitsPerMillisecond switch { 1 => 1, 1_000 => 2, _ => 3 });
        thrift.End();
        thrift.End();
        thrift.End();
        thrift.End();
    }

    private static void WriteGroup(ThriftWriter thrift, IReadOnlyList<OutputColumn> columns, int rows, List<Chunk> chunks)
    {
        thrift.BeginItem();
        thrift.StructList(1, chunks.Count);
        for (var i = 0; i < chunks.Count; i++) WriteChunkMetadata(thrift, columns[i].Name, rows, chunks[i]);
        thrift.Int64(2, chunks.Sum(chunk => (long)chunk.Size));
        thrift.Int64(3, rows);
        thrift.End();
    }

    private static void WriteChunkMetadata(ThriftWriter thrift, string name, int rows, Chunk chunk)
    {
        thrift.BeginItem();
        thrift.Int64(2, chunk.Offset);
        thrift.BeginStruct(3);
        thrift.Int32(1, TypeInt64);
        thrift.Int32List(2, 1);
        thrift.Int32Item(EncodingDelta);
        thrift.StringList(3, 1);
        thrift.StringItem(name);
        thrift.Int32(4, 0);
        thrift.Int64(5, rows);
        thrift.Int64(6, chunk.Size);
        thrift.Int64(7, chunk.Size);
        thrift.Int64(9, chunk.Offset);
        if (rows > 0) WriteStatistics(thrift, chunk);
        thrift.End();
        thrift.End();
    }

    private static void WriteStatistics(ThriftWriter thrift, Chunk chunk)
    {
        Span<byte> bound = stackalloc byte[8];
        thrift.BeginStruct(12);
        thrift.Int64(3, 0);
        BinaryPrimitives.WriteInt64LittleEndian(bound, chunk.Max);
        thrift.Binary(5, bound);
        BinaryPrimitives.WriteInt64LittleEndian(bound, chunk.Min);
        thrift.Binary(6, bound);
        thrift.End();
    }
}
