using CsCheck;
using LaptopAgents.Domain;
using LaptopAgents.Storage;
using ParquetSharp;

namespace LaptopAgents.Tests.Storage.History.Parquet;

public sealed class BarFileTests
{
    [Fact]
    public void Any_bars_come_back_to_the_last_unit() => HistoryBuilder.Bars().Sample(bars =>
        Assert.Equal(HistoryBuilder.List(bars), HistoryBuilder.List(Read(BarFile.Write(bars, [])))), iter: 300);

    [Fact]
    public void The_same_bars_give_the_same_bytes() =>
        Assert.Equal(BarFile.Write(HistoryBuilder.Minutes(500), []), BarFile.Write(HistoryBuilder.Minutes(500), []));

    [Fact]
    public void Another_library_reads_real_prices_times_and_volumes() => HistoryBuilder.Bars(most: 200).Sample(bars =>
    {
        using var folder = new PassingFile(BarFile.Write(bars, [new("laptopagents.symbol", "BTCUSDT")]));
        using var reader = new ParquetFileReader(folder.Path);
        Assert.Equal("BTCUSDT", reader.FileMetaData.KeyValueMetadata["laptopagents.symbol"]);
        using var rows = reader.RowGroup(0);
        var times = rows.Column(0).LogicalReader<DateTime>().ReadAll(bars.Count);
        var opens = rows.Column(1).LogicalReader<decimal>().ReadAll(bars.Count);
        var highs = rows.Column(2).LogicalReader<decimal>().ReadAll(bars.Count);
        var lows = rows.Column(3).LogicalReader<decimal>().ReadAll(bars.Count);
        var closes = rows.Column(4).LogicalReader<decimal>().ReadAll(bars.Count);
        var volumes = rows.Column(5).LogicalReader<decimal>().ReadAll(bars.Count);
        for (var i = 0; i < bars.Count; i++)
        {
            var read = new Bar(
                Timestamp.FromDateTime(DateTime.SpecifyKind(times[i], DateTimeKind.Utc)), Price.FromDecimal(opens[i]), Price.FromDecimal(highs[i]),
                Price.FromDecimal(lows[i]), Price.FromDecimal(closes[i]), Quantity.FromDecimal(volumes[i]));
            Assert.Equal(bars[i], read);
        }
    }, iter: 60);

    [Fact]
    public void The_scale_is_the_smallest_that_is_exact()
    {
        var bars = HistoryBuilder.Series(HistoryBuilder.Bar(0, 100.5m, 0.125m), HistoryBuilder.Bar(1, 101m, 2m));
        var file = ColumnFile.TryOpen(BarFile.Write(bars, []))!;
        Assert.Equal(ColumnType.Decimal(1), file.Find("close")!.Type);
        Assert.Equal(ColumnType.Decimal(3), file.Find("volume")!.Type);
        Assert.Equal(ColumnType.Milliseconds, file.Find("timestamp")!.Type);
    }

    [Fact]
    public void A_file_that_is_cut_off_is_refused_wherever_it_is_cut()
    {
        var bytes = BarFile.Write(HistoryBuilder.Minutes(300), []);
        for (var length = 0; length < bytes.Length; length += 7)
        {
            var cut = bytes.AsMemory(0, length);
            var problem = Assert.Throws<DataException>(() => BarFile.Append(cut, "cut.parquet", new BarSeriesBuilder()));
            Assert.Contains("cut.parquet", problem.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_damaged_file_is_refused_or_read_but_never_breaks_the_program() =>
        Gen.Select(Gen.Int[0, 1_000_000], Gen.Byte[1, 255]).Sample((place, change) =>
        {
            var bytes = BarFile.Write(HistoryBuilder.Minutes(200), []);
            bytes[place % bytes.Length] ^= change;
            try
            {
                BarFile.Append(bytes, "damaged", new BarSeriesBuilder());
            }
            catch (DataException)
            {
                return;
            }
        }, iter: 2_000);

    [Fact]
    public void A_flipped_bit_in_the_numbers_is_noticed_wherever_it_is()
    {
        var file = BarFile.Write(HistoryBuilder.Minutes(3000), []);
        var footer = BitConverter.ToInt32(file.AsSpan(file.Length - 8, 4)) + 8;
        var right = HistoryBuilder.List(Read(file));
        Gen.Select(Gen.Int[4, file.Length - footer - 1], Gen.Int[0, 7]).Sample((at, bit) =>
        {
            var bytes = (byte[])file.Clone();
            bytes[at] ^= (byte)(1 << bit);
            try
            {
                // A bit of a page's header may say nothing that is needed; then the bars are the right ones.
                Assert.Equal(right, HistoryBuilder.List(Read(bytes)));
            }
            catch (DataException)
            {
                return;
            }
        }, iter: 2000);
    }

    [Fact]
    public void Another_library_finds_the_checksums_right_and_notices_a_flipped_bit()
    {
        var file = BarFile.Write(HistoryBuilder.Minutes(3000), []);
        Assert.Equal(3000, Volumes(file).Length);
        file[file.Length / 2] ^= 1;
        Assert.ThrowsAny<Exception>(() => Enumerable.Range(1, 5).Select(column => Volumes(file, column)).ToList());

        static decimal[] Volumes(byte[] file, int column = 5)
        {
            using var folder = new PassingFile(file);
            using var properties = ReaderProperties.GetDefaultReaderProperties();
            properties.EnablePageChecksumVerification();
            using var reader = new ParquetFileReader(folder.Path, properties);
            using var rows = reader.RowGroup(0);
            return rows.Column(column).LogicalReader<decimal>().ReadAll(3000);
        }
    }

    [Fact]
    public void Impossible_bars_in_a_file_are_refused_with_their_row()
    {
        var bar = HistoryBuilder.Bar(1);
        var bytes = BarFile.Write(HistoryBuilder.Series(HistoryBuilder.Bar(0), bar with { High = new(bar.Low.Raw - 1) }), []);
        var problem = Assert.Throws<DataException>(() => Read(bytes));
        Assert.Contains("row 2", problem.Message, StringComparison.Ordinal);
        Assert.Contains("below its low", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Times_that_run_backwards_are_refused()
    {
        var bytes = BarFile.Write(HistoryBuilder.Series(HistoryBuilder.Bar(1), HistoryBuilder.Bar(0)), []);
        Assert.Contains("is not after", Assert.Throws<DataException>(() => Read(bytes)).Message, StringComparison.Ordinal);
    }

    private static BarSeries Read(byte[] bytes)
    {
        var builder = new BarSeriesBuilder(0);
        BarFile.Append(bytes, "test.parquet", builder);
        return builder.ToSeries();
    }
}
