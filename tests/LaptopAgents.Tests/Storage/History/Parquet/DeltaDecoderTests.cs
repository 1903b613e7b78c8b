using CsCheck;
using LaptopAgents.Storage;

namespace LaptopAgents.Tests.Storage.History.Parquet;

public sealed class DeltaDecoderTests
{
    private static readonly Gen<long[]> s_columns = Gen.OneOf(
        Gen.Long.Array[0, 700],
        Gen.Long[-1000, 1000].Array[0, 700],
        Gen.OneOf(Gen.Const(long.MinValue), Gen.Const(long.MaxValue), Gen.Long[-1, 1]).Array[0, 300],
        Gen.Select(Gen.Long[0, 1L << 40], Gen.Int[1, 700], (start, count) => Enumerable.Range(0, count).Select(i => start + i * 60_000L).ToArray()));

    [Fact]
    public void Any_column_comes_back_as_it_was() => s_columns.Sample(values =>
    {
        var bytes = Encode(values);
        var decoded = new long[values.Length];
        var used = DeltaDecoder.Decode(bytes, decoded, 1, long.MaxValue);
        Assert.Equal(values, decoded);
        Assert.Equal(bytes.Length, used);
    });

    [Fact]
    public void Every_width_of_bits_comes_back()
    {
        for (var width = 0; width < 64; width++)
        {
            var values = Enumerable.Range(0, 300).Select(i => i % 2 == 0 ? 0L : (1L << width) - 1).ToArray();
            var decoded = new long[values.Length];
            DeltaDecoder.Decode(Encode(values), decoded, 1, long.MaxValue);
            Assert.Equal(values, decoded);
        }
    }

    [Fact]
    public void A_multiplier_is_applied_and_what_it_would_carry_past_64_bits_is_refused()
    {
        var decoded = new long[3];
        DeltaDecoder.Decode(Encode([1, -2, 3]), decoded, 1_000, (1L << 50) - 1);
        Assert.Equal([1_000, -2_000, 3_000], decoded);

        Assert.Throws<InvalidDataException>(() => DeltaDecoder.Decode(Encode([1, 1L << 50, 3]), new long[3], 1_000, (1L << 50) - 1));
    }

    [Fact]
    public void Bytes_that_end_early_are_refused_wherever_they_end()
    {
        // 1 + 4 × 128 values leave no padding at the end, which a writer may leave out.
        var values = Enumerable.Range(0, 513).Select(i => i * 7919L % 104729).ToArray();
        var bytes = Encode(values);
        for (var length = 0; length < bytes.Length; length++)
        {
            var cut = bytes.AsMemory(0, length);
            Assert.Throws<InvalidDataException>(() => DeltaDecoder.Decode(cut.Span, new long[values.Length], 1, long.MaxValue));
        }
    }

    [Fact]
    public void Damaged_bytes_never_do_worse_than_be_refused() =>
        Gen.Select(Gen.Long.Array[1, 300], Gen.Int[0, 100_000], Gen.Byte).Sample((values, place, change) =>
        {
            var bytes = Encode(values);
            bytes[place % bytes.Length] ^= change;
            try
            {
                DeltaDecoder.Decode(bytes, new long[values.Length], 1, long.MaxValue);
            }
            catch (InvalidDataException)
            {
                return;
            }
        });

    private static byte[] Encode(long[] values)
    {
        using var output = new ByteWriter(target: null);
        DeltaEncoder.Encode(values, output);
        return output.Pending.ToArray();
    }
}
