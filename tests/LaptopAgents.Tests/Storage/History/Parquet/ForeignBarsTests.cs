using CsCheck;
using LaptopAgents.Domain;
using LaptopAgents.Storage;
using LaptopAgents.Tests.Storage.Results;
using ParquetSharp;
using Column = ParquetSharp.Column;
using TimeUnit = ParquetSharp.TimeUnit;

namespace LaptopAgents.Tests.Storage.History.Parquet;

public sealed class ForeignBarsTests
{
    private static readonly DateTime s_start = new(2025, 5, 1, 0, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData(Compression.Uncompressed)]
    [InlineData(Compression.Snappy)]
    [InlineData(Compression.Zstd)]
    [InlineData(Compression.Gzip)]
    public void Doubles_of_any_compression_become_exact_decimals(Compression compression) =>
        Gen.Int[1, 9_999_999].Array[1, 200].Sample(ticks =>
        {
            var bars = Read(Write(compression, [
                new Column<DateTime>("timestamp", LogicalType.Timestamp(true, TimeUnit.Micros)),
                new Column<double>("open"), new Column<double>("high"), new Column<double>("low"), new Column<double>("close"), new Column<double>("volume")],
                Times(ticks.Length), Doubles(ticks), Doubles(ticks), Doubles(ticks), Doubles(ticks), Doubles(ticks)));
            for (var i = 0; i < ticks.Length; i++)
            {
                Assert.Equal(ticks[i] / 100m, bars[i].Close.ToDecimal());
                Assert.Equal(Timestamp.FromDateTime(s_start.AddMinutes(i)), bars.OpenTime(i));
            }
        }, iter: 25);

    [Theory]
    [InlineData(TimeUnit.Millis)]
    [InlineData(TimeUnit.Micros)]
    [InlineData(TimeUnit.Nanos)]
    public void Times_of_any_unit_are_the_same_instant(TimeUnit unit)
    {
        Column time = unit == TimeUnit.Nanos ? new Column<DateTimeNanos>("open_time") : new Column<DateTime>("open_time", LogicalType.Timestamp(true, unit));
        Array times = unit == TimeUnit.Nanos ? Times(3).Select(at => new DateTimeNanos(at)).ToArray() : Times(3);
        var bars = Read(Write(Compression.Snappy, [
            time,
            new Column<double>("open"), new Column<double>("high"), new Column<double>("low"), new Column<double>("close"), new Column<double>("volume")],
            times, Doubles([1, 2, 3]), Doubles([1, 2, 3]), Doubles([1, 2, 3]), Doubles([1, 2, 3]), Doubles([1, 2, 3])));
        Assert.Equal(HistoryBuilder.Start, bars.OpenTime(0));
        Assert.Equal(HistoryBuilder.Start + Duration.FromMinutes(2), bars.OpenTime(2));
    }

    [Theory]
    [InlineData(1L)]
    [InlineData(1_000L)]
    [InlineData(1_000_000L)]
    [InlineData(1_000_000_000L)]
    public void Whole_numbers_are_seconds_milli_micro_or_nanoseconds_by_their_size(long perSecond)
    {
        var times = Enumerable.Range(0, 3).Select(i => (1_746_057_600L + i * 60) * perSecond).ToArray();
        var bars = Read(Write(Compression.Zstd, [
            new Column<double>("volume"), new Column<double>("close"), new Column<double>("Low"), new Column<double>("High"), new Column<double>("Open"), new Column<long>("time")],
            Doubles([5, 5, 5]), Doubles([2, 2, 2]), Doubles([1, 1, 1]), Doubles([9, 9, 9]), Doubles([3, 3, 3]), times));
        Assert.Equal(HistoryBuilder.Start + Duration.FromMinutes(1), bars.OpenTime(1));
        Assert.Equal(0.09m, bars[0].High.ToDecimal());
        Assert.Equal(0.01m, bars[0].Low.ToDecimal());
    }

    [Fact]
    public void Decimals_of_another_scale_and_values_that_may_be_missing_are_read()
    {
        var type = LogicalType.Decimal(29, 4);
        decimal?[] prices = [1.2345m, 2.5m];
        var bars = Read(Write(Compression.Snappy, [
            new Column<DateTime>("timestamp", LogicalType.Timestamp(true, TimeUnit.Millis)), new Column<decimal?>("open", type), new Column<decimal?>("high", type),
            new Column<decimal?>("low", type), new Column<decimal?>("close", type), new Column<double?>("volume")],
            Times(2), prices, prices, prices, prices, new double?[] { 1, 2 }));
        Assert.Equal(1.2345m, bars[0].Open.ToDecimal());
    }

    [Fact]
    public void A_missing_value_is_refused_with_its_column_and_row()
    {
        var bytes = Write(Compression.Snappy, [
            new Column<DateTime>("timestamp", LogicalType.Timestamp(true, TimeUnit.Millis)), new Column<double>("open"), new Column<double>("high"),
            new Column<double>("low"), new Column<double?>("close"), new Column<double>("volume")],
            Times(2), Doubles([1, 2]), Doubles([1, 2]), Doubles([1, 2]), new double?[] { 0.01, null }, Doubles([1, 2]));
        Assert.Contains("'close' has no value in row 2", Assert.Throws<DataException>(() => Read(bytes)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_double_that_is_no_number_is_refused(double value)
    {
        var bytes = Write(Compression.Snappy, [
            new Column<DateTime>("timestamp", LogicalType.Timestamp(true, TimeUnit.Millis)), new Column<double>("open"), new Column<double>("high"),
            new Column<double>("low"), new Column<double>("close"), new Column<double>("volume")],
            Times(1), new[] { value }, Doubles([1]), Doubles([1]), Doubles([1]), Doubles([1]));
        Assert.Contains("'open'", Assert.Throws<DataException>(() => Read(bytes)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_column_is_named()
    {
        var bytes = Write(Compression.Snappy, [new Column<DateTime>("timestamp", LogicalType.Timestamp(true, TimeUnit.Millis)), new Column<double>("open")],
            Times(1), Doubles([1]));
        Assert.Contains("no column 'high'", Assert.Throws<DataException>(() => Read(bytes)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_foreign_file_that_is_cut_off_is_refused()
    {
        var bytes = Write(Compression.Zstd, [
            new Column<DateTime>("timestamp", LogicalType.Timestamp(true, TimeUnit.Millis)), new Column<double>("open"), new Column<double>("high"),
            new Column<double>("low"), new Column<double>("close"), new Column<double>("volume")],
            Times(50), Doubles(50), Doubles(50), Doubles(50), Doubles(50), Doubles(50));
        for (var length = 0; length < bytes.Length; length += 13)
        {
            var cut = bytes[..length];
            Assert.Throws<DataException>(() => Read(cut));
        }
    }

    private static DateTime[] Times(int count) => [.. Enumerable.Range(0, count).Select(i => s_start.AddMinutes(i))];

    private static double[] Doubles(int count) => Doubles([.. Enumerable.Range(1, count)]);

    private static double[] Doubles(int[] hundredths) => [.. hundredths.Select(value => value / 100.0)];

    private static byte[] Write(Compression compression, Column[] columns, params Array[] values)
    {
        using var folder = new TempDirectory();
        using (var properties = new WriterPropertiesBuilder().Compression(compression).Build())
        using (var file = new ParquetFileWriter(folder["foreign.parquet"], columns, properties))
        using (var group = file.AppendRowGroup())
        {
            foreach (var column in values) WriteColumn(group.NextColumn(), column);
            file.Close();
        }

        return File.ReadAllBytes(folder["foreign.parquet"]);
    }

    private static void WriteColumn(ColumnWriter writer, Array values)
    {
        switch (values)
        {
            case DateTime[] times: writer.LogicalWriter<DateTime>().WriteBatch(times); break;
            case DateTimeNanos[] nanos: writer.LogicalWriter<DateTimeNanos>().WriteBatch(nanos); break;
            case double[] doubles: writer.LogicalWriter<double>().WriteBatch(doubles); break;
            case double?[] maybe: writer.LogicalWriter<double?>().WriteBatch(maybe); break;
            case decimal?[] decimals: writer.LogicalWriter<decimal?>().WriteBatch(decimals); break;
            case long[] longs: writer.LogicalWriter<long>().WriteBatch(longs); break;
            default: throw new ArgumentException("Not a column of these tests.", nameof(values));
        }
    }

    private static BarSeries Read(byte[] bytes)
    {
        var builder = new BarSeriesBuilder(0);
        BarFile.Append(bytes, "foreign.parquet", builder);
        return builder.ToSeries();
    }
}
