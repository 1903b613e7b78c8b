using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace LaptopAgents.Storage;

/// <summary>
/// Parquet's DELTA_BINARY_PACKED encoding of 64-bit numbers
/// (https://github.com/apache/parquet-format/blob/master/Encodings.md): differences from one value to the next, less the smallest of
/// their block, in as few bits as the largest of each miniblock needs. A constant column costs next to nothing.
/// </summary>
internal static class DeltaEncoder
{
    private const int BlockSize = 128;
    private const int MiniblockCount = 4;
    private const int MiniblockSize = BlockSize / MiniblockCount;

    // Widths, the smallest difference, and every value in full.
    private const int MaxBlockBytes = MiniblockCount + 10 + BlockSize * sizeof(long);

    public static void Encode(ReadOnlySpan<long> values, ByteWriter output)
    {
        var header = output.Reserve(40);
        var at = ThriftWriter.WriteVarint(BlockSize, header);
        at += ThriftWriter.WriteVarint(MiniblockCount, header[at..]);
        at += ThriftWriter.WriteVarint((ulong)values.Length, header[at..]);
        at += ThriftWriter.WriteVarint(ThriftWriter.ZigZag(values.IsEmpty ? 0 : values[0]), header[at..]);
        output.Advance(at);

        Span<ulong> deltas = stackalloc ulong[BlockSize];
        for (var start = 1; start < values.Length; start += BlockSize)
        {
            var count = Math.Min(BlockSize, values.Length - start);
            var least = Difference(values.Slice(start - 1, count + 1), deltas);
            output.Advance(WriteBlock(deltas, count, least, output.Reserve(MaxBlockBytes)));
        }
    }

    // Differences wrap around where they do not fit, and the reader wraps them back.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static long Difference(ReadOnlySpan<long> values, Span<ulong> deltas)
    {
        var least = long.MaxValue;
        for (var i = 0; i < values.Length - 1; i++)
        {
            var delta = unchecked(values[i + 1] - values[i]);
            deltas[i] = (ulong)delta;
            least = Math.Min(least, delta);
        }

        for (var i = 0; i < values.Length - 1; i++) deltas[i] = unchecked(deltas[i] - (ulong)least);
        deltas[(values.Length - 1)..].Clear();
        return least;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int WriteBlock(ReadOnlySpan<ulong> deltas, int count, long least, Span<byte> destination)
    {
        var at = ThriftWriter.WriteVarint(ThriftWriter.ZigZag(least), destination);
        var widths = destination.Slice(at, MiniblockCount);
        at += MiniblockCount;
        for (var miniblock = 0; miniblock < MiniblockCount; miniblock++)
        {
            var start = miniblock * MiniblockSize;
            var part = deltas.Slice(start, MiniblockSize);
            var width = start < count ? WidthOf(part) : 0;
            widths[miniblock] = (byte)width;
            if (width != 0) at += Pack(part, width, destination[at..]);
        }

        return at;
    }

    private static int WidthOf(ReadOnlySpan<ulong> deltas)
    {
        var all = 0UL;
        foreach (var delta in deltas) all |= delta;
        return 64 - BitOperations.LeadingZeroCount(all);
    }

    // Lowest bits first. Thirty-two values always end on a whole number of 32-bit words.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Pack(ReadOnlySpan<ulong> deltas, int width, Span<byte> destination)
    {
        var (word, filled, at) = (0UL, 0, 0);
        foreach (var delta in deltas)
        {
            word |= delta << filled;
            filled += width;
            if (filled < 64) continue;
            BinaryPrimitives.WriteUInt64LittleEndian(destination[at..], word);
            at += sizeof(ulong);
            filled -= 64;
            word = filled == 0 ? 0 : delta >> width - filled;
        }

        if (filled == 0) return at;
        BinaryPrimitives.WriteUInt32LittleEndian(destination[at..], (uint)word);
        return at + sizeof(uint);
    }
}
