using System.Buffers.Binary;
using System.IO.Hashing;
using System.Numerics;
using System.Runtime.InteropServices;

namespace LaptopAgents.Storage;

/// <summary>
/// The quick way into a Parquet file: required 64-bit integer columns, plain or delta encoded, not compressed, which is what
/// <see cref="ColumnFileWriter"/> writes. Everything else about Parquet is left to <see cref="ForeignBars"/>.
/// </summary>
internal sealed class ColumnFile
{
    private const int EncodingPlain = 0;
    private const int EncodingDelta = 5;

    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly ParquetFooter _footer;

    private ColumnFile(ReadOnlyMemory<byte> bytes, ParquetFooter footer) => (_bytes, _footer) = (bytes, footer);

    public long Rows => _footer.Rows;

    public IReadOnlyList<ParquetFooter.Column> Columns => _footer.Columns;

    public IReadOnlyList<KeyValuePair<string, string>> Notes => _footer.Notes;

    /// <summary>Reads the footer. Null when the file is Parquet but not of the quick kind.</summary>
    /// <exception cref="InvalidDataException">The bytes are not a whole Parquet file.</exception>
    public static ColumnFile? TryOpen(ReadOnlyMemory<byte> bytes)
    {
        var span = bytes.Span;
        if (span.Length < 12 || !span[..4].SequenceEqual("PAR1"u8)) throw new InvalidDataException("It is not a Parquet file.");
        if (!span[^4..].SequenceEqual("PAR1"u8)) throw new InvalidDataException("The Parquet file is cut off: its footer is missing.");
        var length = BinaryPrimitives.ReadInt32LittleEndian(span[^8..]);
        if (length <= 0 || length > span.Length - 12) throw ThriftReader.Damaged();
        var footer = ParquetFooter.Read(span.Slice(span.Length - 8 - length, length));
        return footer.IsSimple ? new(bytes, footer) : null;
    }

    /// <summary>The column of that name, or null.</summary>
    public ParquetFooter.Column? Find(string name) => _footer.Columns.FirstOrDefault(column => column.Name == name);

    /// <summary>Reads a whole column into <paramref name="values"/> as nanoseconds, 10⁻⁸ units or plain integers.</summary>
    /// <exception cref="InvalidDataException">The column is damaged or does not fit.</exception>
    public void Read(ParquetFooter.Column column, Span<long> values)
    {
        if (values.Length != Rows) throw new ArgumentException("The target has another length than the column.", nameof(values));
        var multiplier = column.Type.ToCanonical;
        var filled = 0;
        foreach (var chunk in column.Chunks)
        {
            if (chunk.Offset > _bytes.Length || chunk.Values > values.Length - filled) throw ThriftReader.Damaged();
            var at = (int)chunk.Offset;
            for (var left = (int)chunk.Values; left > 0;)
            {
                var page = PageHeader.Read(_bytes.Span[at..]);
                at += page.HeaderSize;
                if (page.Values <= 0 || page.Values > left || page.Size > _bytes.Length - at)
                    throw ThriftReader.Damaged();
                var data = _bytes.Span.Slice(at, page.Size);
                if (page.Checksum is { } checksum && checksum != Crc32.HashToUInt32(data))
                    throw new InvalidDataException($"A page of column '{column.Name}' is damaged: its checksum is not the one in the file.");
                Decode(data, page.Encoding, values.Slice(filled, page.Values), multiplier);
                at += page.Size;
                filled += page.Values;
                left -= page.Values;
            }
        }

        if (filled != values.Length) throw new InvalidDataException($"Column '{column.Name}' ends early.");
    }

    private static void Decode(ReadOnlySpan<byte> page, int encoding, Span<long> values, long multiplier)
    {
        // The largest power of two, less one, that the multiplication cannot carry past 64 bits.
        var limit = (long)((1UL << BitOperations.Log2((ulong)(long.MaxValue / multiplier) + 1)) - 1);
        if (encoding == EncodingDelta)
        {
            DeltaDecoder.Decode(page, values, multiplier, limit);
            return;
        }

        if (encoding != EncodingPlain || page.Length < values.Length * 8L) throw ThriftReader.Damaged();
        var source = MemoryMarshal.Cast<byte, long>(page[..(values.Length * 8)]);
        for (var i = 0; i < values.Length; i++)
        {
            if (source[i] > limit || source[i] < -limit) throw new InvalidDataException("A value is too large for 10⁻⁸ units.");
            values[i] = source[i] * multiplier;
        }
    }

    private readonly record struct PageHeader(int HeaderSize, int Size, int Values, int Encoding, uint? Checksum)
    {
        public static PageHeader Read(ReadOnlySpan<byte> bytes)
        {
            var reader = new ThriftReader(bytes);
            var (kind, size, values, encoding) = (-1, -1, -1, -1);
            uint? checksum = null;
            while (reader.NextField() is var field and not 0)
            {
                switch (field)
                {
                    case 1: kind = reader.Int32(); break;
                    case 3: size = reader.Int32(); break;
                    case 4: checksum = unchecked((uint)reader.Int32()); break;
                    case 5: (values, encoding) = ReadDataPage(ref reader); break;
                    default: reader.Skip(); break;
                }
            }

            if (kind != 0 || size < 0) throw ThriftReader.Damaged();
            return new(reader.Position, size, values, encoding, checksum);
        }

        private static (int Values, int Encoding) ReadDataPage(ref ThriftReader reader)
        {
            var outer = reader.Enter();
            var (values, encoding) = (-1, -1);
            while (reader.NextField() is var field and not 0)
            {
                if (field == 1) values = reader.Int32();
                else if (field == 2) encoding = reader.Int32();
                else reader.Skip();
            }

            reader.Leave(outer);
            return (values, encoding);
        }
    }
}
