using System.Buffers.Binary;
using System.IO.Hashing;

namespace LaptopAgents.Storage;

/// <summary>
/// Writes a flat Parquet file: whole numbers, instants and amounts as delta-encoded INT64 (annotated TIMESTAMP(ms, UTC) and
/// DECIMAL(18, 8)), uncompressed, numbers in pages of a size that stays in the cache. The package that reads Parquet elsewhere can write amounts only from
/// <c>decimal</c> and without delta encoding, which is five times slower and six times larger; hence a writer of our own.
/// Format: https://github.com/apache/parquet-format.
/// </summary>
internal sealed class ParquetFile : IDisposable
{
    /// <summary>Rows of one group: a reader needs to hold a group's column, and large groups pack best.</summary>
    public const int RowGroupSize = 1 << 20;

    private const int RowsPerPage = 1 << 15;
    private const int PlainEncoding = 0;
    private const int RunLengthEncoding = 3;
    private const int DeltaEncoding = 5;

    private readonly Column[] _columns;
    private readonly ByteWriter _out;
    private readonly ByteWriter _page = new(target: null);
    private readonly List<RowGroup> _groups = [];
    private RowGroup _group;
    private long _chunkStart;

    public ParquetFile(ReadOnlySpan<Column> columns, ByteWriter output)
    {
        _columns = columns.ToArray();
        _out = output;
        _out.Write("PAR1"u8);
    }

    public void BeginRowGroup(int rows) => _group = new RowGroup(rows, new List<Chunk>(_columns.Length));

    /// <summary>Writes the next column of the group, of kind integer, time (in milliseconds) or amount.</summary>
    /// <param name="values">One for each row that has one.</param>
    /// <param name="presence">For each row whether it has a value; empty for a column that is not optional.</param>
    public void WriteNumbers(ReadOnlySpan<long> values, ReadOnlySpan<bool> presence = default)
    {
        BeginChunk();
        if (presence.IsEmpty)
        {
            for (var start = 0; start < values.Length; start += RowsPerPage)
            {
                var page = values.Slice(start, Math.Min(RowsPerPage, values.Length - start));
                DeltaEncoder.Encode(page, _page);
                WritePage(DeltaEncoding, page.Length);
            }
        }
        else
        {
            WriteLevels(presence);
            DeltaEncoder.Encode(values, _page);
            WritePage(DeltaEncoding, presence.Length);
        }

        EndChunk(DeltaEncoding);
    }

    /// <summary>Writes the next column of the group, of kind ratio.</summary>
    public void WriteRatios(ReadOnlySpan<double> values, ReadOnlySpan<bool> presence)
    {
        BeginChunk();
        WriteLevels(presence);
        foreach (var value in values)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(_page.Reserve(sizeof(double)), value);
            _page.Advance(sizeof(double));
        }

        WritePlain();
    }

    /// <summary>Writes the next column of the group, of kind flag: a bit each.</summary>
    public void WriteFlags(ReadOnlySpan<bool> values)
    {
        BeginChunk();
        for (var start = 0; start < values.Length; start += 8)
        {
            var bits = 0;
            var count = Math.Min(8, values.Length - start);
            for (var i = 0; i < count; i++) bits |= (values[start + i] ? 1 : 0) << i;
            _page.Write((byte)bits);
        }

        WritePlain();
    }

    /// <summary>Writes the next column of the group, of kind text.</summary>
    /// <param name="values">Each value as its length in four bytes and its UTF-8.</param>
    public void WriteTexts(ReadOnlySpan<byte> values, ReadOnlySpan<bool> presence)
    {
        BeginChunk();
        WriteLevels(presence);
        _page.Write(values);
        WritePlain();
    }

    public void EndRowGroup() => _groups.Add(_group);

    /// <summary>Writes the metadata, which makes the file whole.</summary>
    public void Finish()
    {
        var start = _out.Length;
        WriteMetadata(new ThriftWriter(_out));
        ThriftWriter.WriteLength((int)(_out.Length - start), _out);
        _out.Write("PAR1"u8);
        _out.Flush();
    }

    public void Dispose() => _page.Dispose();

    // Definition levels of an optional column: runs of "has a value" and "has none", after their length in bytes.
    private void WriteLevels(ReadOnlySpan<bool> presence)
    {
        if (presence.IsEmpty) return;
        using var runs = new ByteWriter(target: null, capacity: 256);
        for (var start = 0; start < presence.Length;)
        {
            var isPresent = presence[start];
            var length = presence[start..].IndexOf(!isPresent);
            if (length < 0) length = presence.Length - start;
            runs.Advance(ThriftWriter.WriteVarint((ulong)length << 1, runs.Reserve(10)));
            runs.Write(isPresent ? (byte)1 : (byte)0);
            start += length;
        }

        ThriftWriter.WriteLength((int)runs.Length, _page);
        _page.Write(runs.Pending);
    }

    private void BeginChunk() => _chunkStart = _out.Length;

    private void EndChunk(int encoding) => _group.Chunks.Add(new Chunk(_chunkStart, _out.Length - _chunkStart, encoding));

    private void WritePlain()
    {
        WritePage(PlainEncoding, _group.Rows);
        EndChunk(PlainEncoding);
    }

    private void WritePage(int encoding, int rows)
    {
        var thrift = new ThriftWriter(_out);
        thrift.Int32(1, 0);
        thrift.Int32(2, (int)_page.Length);
        thrift.Int32(3, (int)_page.Length);
        thrift.Int32(4, unchecked((int)Crc32.HashToUInt32(_page.Pending)));
        thrift.BeginStruct(5);
        thrift.Int32(1, rows);
        thrift.Int32(2, encoding);
        thrift.Int32(3, RunLengthEncoding);
        thrift.Int32(4, RunLengthEncoding);
        thrift.End();
        thrift.EndAll();
        _out.Write(_page.Pending);
        _page.Clear();
    }

    private void WriteMetadata(ThriftWriter thrift)
    {
        var rows = 0L;
        foreach (var group in _groups) rows += group.Rows;
        thrift.Int32(1, 2);
        thrift.StructList(2, _columns.Length + 1);
        thrift.BeginItem();
        thrift.String(4, "schema");
        thrift.Int32(5, _columns.Length);
        thrift.End();
        foreach (var column in _columns) ParquetSchemaElement.Write(column, thrift);
        thrift.Int64(3, rows);
        thrift.StructList(4, _groups.Count);
        foreach (var group in _groups) WriteGroup(group, thrift);
        thrift.String(6, "LaptopAgents");
        thrift.EndAll();
    }

    private void WriteGroup(RowGroup group, ThriftWriter thrift)
    {
        var bytes = 0L;
        foreach (var chunk in group.Chunks) bytes += chunk.Length;
        thrift.BeginItem();
        thrift.StructList(1, group.Chunks.Count);
        for (var i = 0; i < group.Chunks.Count; i++) WriteColumn(_columns[i], group.Chunks[i], group.Rows, thrift);
        thrift.Int64(2, bytes);
        thrift.Int64(3, group.Rows);
        thrift.End();
    }

    private static void WriteColumn(Column column, Chunk chunk, int rows, ThriftWriter thrift)
    {
        thrift.BeginItem();
        thrift.Int64(2, chunk.Offset);
        thrift.BeginStruct(3);
        thrift.Int32(1, ParquetSchemaElement.PhysicalType(column.Kind));
        thrift.Int32List(2, 2);
        thrift.Int32Item(chunk.Encoding);
        thrift.Int32Item(RunLengthEncoding);
        thrift.StringList(3, 1);
        thrift.StringItem(column.Name);
        thrift.Int32(4, 0);
        thrift.Int64(5, rows);
        thrift.Int64(6, chunk.Length);
        thrift.Int64(7, chunk.Length);
        thrift.Int64(9, chunk.Offset);
        thrift.End();
        thrift.End();
    }

    private readonly record struct RowGroup(int Rows, List<Chunk> Chunks);

    private readonly record struct Chunk(long Offset, long Length, int Encoding);
}
