using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LaptopAgents.Storage;

/// <summary>
/// Undoes <see cref="DeltaEncoder"/>, whoever wrote the bytes: block and mini-block sizes are the file's own.
/// Specification: Apache Parquet format, "Delta Encoding (DELTA_BINARY_PACKED = 5)".
/// </summary>
internal static class DeltaDecoder
{
    /// <summary>
    /// Decodes into <paramref name="values"/>, each multiplied by <paramref name="multiplier"/>.
    /// </summary>
    /// <param name="limit">Largest magnitude before the multiplication; it is one less than a power of two.</param>
    /// <returns>Bytes consumed.</returns>
    /// <exception cref="InvalidDataException">The bytes end early, hold another number of values, or a value passes the limit.</exception>
    public static int Decode(ReadOnlySpan<byte> bytes, Span<long> values, long multiplier, long limit)
    {
        var header = new ThriftReader(bytes);
        var blockSize = header.Varint();
        var miniBlocks = header.Varint();
        var total = header.Varint();
        var value = header.ZigZag();
        if (total != (ulong)values.Length) throw new InvalidDataException("A column holds another number of values than its file says.");
        if (values.Length == 0) return header.Position;
        if (blockSize is 0 or > 1 << 20 || miniBlocks is 0 or > 1 << 10 || blockSize % miniBlocks != 0 || blockSize / miniBlocks % 32 != 0)
            throw ThriftReader.Damaged();

        var at = header.Position;
        var magnitudes = (ulong)(value ^ (value >> 63));
        values[0] = value * multiplier;
        var filled = 1;
        while (filled < values.Length)
        {
            var block = new ThriftReader(bytes[at..]);
            var smallest = block.ZigZag();
            at += block.Position;
            var widths = at;
            at += (int)miniBlocks;
            if (at > bytes.Length) throw ThriftReader.Damaged();
            for (var mini = 0; mini < (int)miniBlocks && filled < values.Length; mini++)
            {
                var size = (int)(blockSize / miniBlocks);
                var target = values.Slice(filled, Math.Min(size, values.Length - filled));
                var width = bytes[widths + mini];
                var room = Room(bytes[at..], width, size, target.Length);
                magnitudes |= Unpack(bytes[at..], width, smallest, ref value, target, multiplier);
                at += room;
                filled += target.Length;
            }
        }

        return magnitudes <= (ulong)limit ? at : throw new InvalidDataException("A value is too large for 10⁻⁸ units.");
    }

    // Some writers drop the unused end of the last mini-block; what is needed must be there, what is padding need not.
    private static int Room(ReadOnlySpan<byte> bytes, int width, int size, int needed)
    {
        if (width > 64) throw ThriftReader.Damaged();
        var whole = width * size / 8;
        if (whole <= bytes.Length) return whole;
        return (width * needed + 7) / 8 <= bytes.Length ? bytes.Length : throw new InvalidDataException("The file ends inside a column.");
    }

    // `packed` reaches to the end of the page, so that all but its last values are read eight bytes at a time.
    private static ulong Unpack(
        ReadOnlySpan<byte> packed, int width, long smallest, ref long value, Span<long> target, long multiplier)
    {
        // The bits that any value has beyond its sign: their highest bounds every magnitude, and costs no branch.
        var magnitudes = 0L;
        var sum = value;
        if (width == 0)
        {
            for (var i = 0; i < target.Length; i++)
            {
                sum = unchecked(sum + smallest);
                magnitudes |= sum ^ (sum >> 63);
                target[i] = unchecked(sum * multiplier);
            }
        }
        else if (width <= 57 && (long)width * target.Length + 64 <= packed.Length * 8L)
        {
            var mask = (1L << width) - 1;
            ref var source = ref MemoryMarshal.GetReference(packed);
            var bit = 0;
            for (var i = 0; i < target.Length; i++)
            {
                var bits = Unsafe.ReadUnaligned<long>(ref Unsafe.Add(ref source, bit >> 3)) >> (bit & 7) & mask;
                sum = unchecked(sum + smallest + bits);
                magnitudes |= sum ^ (sum >> 63);
                target[i] = unchecked(sum * multiplier);
                bit += width;
            }
        }
        else
        {
            for (var i = 0; i < target.Length; i++)
            {
                sum = unchecked(sum + smallest + (long)Bits(packed, i * width, width));
                magnitudes |= sum ^ (sum >> 63);
                target[i] = unchecked(sum * multiplier);
            }
        }

        value = sum;
        return (ulong)magnitudes;
    }

    private static ulong Bits(ReadOnlySpan<byte> packed, int bit, int width)
    {
        var value = 0UL;
        for (var got = 0; got < width;)
        {
            var shift = bit & 7;
            var taken = Math.Min(8 - shift, width - got);
            value |= (((ulong)packed[bit >> 3] >> shift) & ((1UL << taken) - 1)) << got;
            got += taken;
            bit += taken;
        }

        return value;
    }
}
