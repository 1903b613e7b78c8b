using CsCheck;
using LaptopAgents.Domain;
using LaptopAgents.Storage;
using ParquetSharp;

namespace LaptopAgents.Tests.Storage.Results;

/// <summary>Another library, over another implementation of the format, reads what was written.</summary>
public sealed class ParquetFilesTests
{
    [Fact]
    public void Parquet_says_what_csv_says() => ResultFixture.Random.Sample(result => AssertSame(result), iter: 60);

    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(100)]
    public void A_thinned_curve_says_the_same_in_both_formats(int interval) =>
        ResultFixture.Random.Sample(result => AssertSame(result, new RunFileOptions { EquityInterval = interval }), iter: 20);

    [Fact]
    public void An_empty_result_is_readable() => AssertSame(ResultFixture.Empty());

    [Fact]
    public void Columns_carry_annotations_that_other_tools_understand()
    {
        using var directory = new TempDirectory();
        RunFiles.Write(directory.Path, ResultFixture.Build(seed: 1, steps: 60), new RunFileOptions { Csv = false });
        using var file = new ParquetFileReader(directory["fills.parquet"]);
        var schema = file.FileMetaData.Schema;
        var time = Assert.IsType<TimestampLogicalType>(schema.Column(2).LogicalType);
        Assert.True(time.IsAdjustedToUtc);
        Assert.Equal(ParquetSharp.TimeUnit.Millis, time.TimeUnit);
        var price = Assert.IsType<DecimalLogicalType>(schema.Column(5).LogicalType);
        Assert.Equal((18, 8), (price.Precision, price.Scale));
        Assert.IsType<StringLogicalType>(schema.Column(1).LogicalType);
        Assert.Equal(Repetition.Optional, schema.Column(1).SchemaNode.Repetition);
        Assert.Equal(Repetition.Required, schema.Column(2).SchemaNode.Repetition);
    }

    [Fact]
    public void Delta_encoding_gives_back_any_numbers()
    {
        var number = Gen.Frequency((4, Gen.Long), (4, Gen.Long[-100, 100]), (1, Gen.Const(long.MaxValue)), (1, Gen.Const(long.MinValue)));
        number.Array[1, 700].Sample(values => Assert.Equal(values, RoundTrip(values)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(128)]
    [InlineData(129)]
    [InlineData(130)]
    [InlineData(257)]
    public void Delta_encoding_gives_back_every_block_length(int count)
    {
        var values = new long[count];
        for (var i = 0; i < count; i++) values[i] = i * (long)i * 1_000_003 - 17;
        Assert.Equal(values, RoundTrip(values));
    }

    [Fact]
    public void A_curve_longer_than_a_row_group_is_read_back_whole()
    {
        var result = ResultFixture.Empty();
        const int count = LaptopAgents.Storage.ParquetFile.RowGroupSize + 3;
        for (var i = 0; i < count; i++)
        {
            if (i % 100_000 == 0) result.Equity.Change(new Money(i), new Quantity(-i));
            result.Equity.Add(new Timestamp(i * 60_000_000_000L), new Money(i * 7L));
        }

        using var directory = new TempDirectory();
        RunFiles.Write(directory.Path, result, new RunFileOptions { Csv = false });
        using var file = new ParquetFileReader(directory["equity.parquet"]);
        Assert.Equal(2, file.FileMetaData.NumRowGroups);
        Assert.Equal(count, file.FileMetaData.NumRows);
        using var first = file.RowGroup(0);
        Assert.Equal(Enumerable.Range(0, count - 3).Select(i => new Money(i * 7L).ToDecimal()), Read<decimal>(first, 1, count - 3));
        Assert.Equal(Enumerable.Range(0, count - 3).Select(i => new Quantity(-(i / 100_000 * 100_000)).ToDecimal()), Read<decimal>(first, 3, count - 3));
        using var second = file.RowGroup(1);
        Assert.Equal(Enumerable.Repeat(new Money(1_000_000).ToDecimal(), 3), Read<decimal>(second, 2, 3));
    }

    private static long[] RoundTrip(long[] values)
    {
        using var stream = new MemoryStream();
        using (var output = new ByteWriter(stream))
        {
            using var file = new LaptopAgents.Storage.ParquetFile([new LaptopAgents.Storage.Column("n", ColumnKind.Integer)], output);
            file.BeginRowGroup(values.Length);
            file.WriteNumbers(values);
            file.EndRowGroup();
            file.Finish();
        }

        stream.Position = 0;
        using var reader = new ParquetFileReader(stream);
        using var group = reader.RowGroup(0);
        using var column = group.Column(0).LogicalReader<long>();
        return column.ReadAll(values.Length);
    }

    private static void AssertSame(RunResult result, RunFileOptions? options = null)
    {
        using var directory = new TempDirectory();
        RunFiles.Write(directory.Path, result, options ?? new RunFileOptions());
        foreach (var name in new[] { "orders", "fills", "trades", "funding", "equity" })
        {
            var csv = CsvText.Read(directory.Path, name + ".csv");
            using var file = new ParquetFileReader(directory[name + ".parquet"]);
            var schema = file.FileMetaData.Schema;
            Assert.Equal(csv.Header, Enumerable.Range(0, schema.NumColumns).Select(i => schema.Column(i).Name));
            Assert.Equal(csv.Count, file.FileMetaData.NumRows);
            if (csv.Count == 0) continue;
            using var group = file.RowGroup(0);
            for (var i = 0; i < schema.NumColumns; i++)
            {
                var expected = Enumerable.Range(0, csv.Count).Select(row => csv[row, schema.Column(i).Name]);
                Assert.Equal(expected, ReadAsText(group, schema.Column(i), i, csv.Count));
            }
        }
    }

    private static IEnumerable<string> ReadAsText(RowGroupReader group, ColumnDescriptor column, int index, int rows)
    {
        var isOptional = column.SchemaNode.Repetition == Repetition.Optional;
        return column.LogicalType switch
        {
            StringLogicalType => Read<string?>(group, index, rows).Select(text => text ?? ""),
            DecimalLogicalType when isOptional => Read<decimal?>(group, index, rows).Select(amount => amount is { } value ? Text(value) : ""),
            DecimalLogicalType => Read<decimal>(group, index, rows).Select(Text),
            TimestampLogicalType when isOptional => Read<DateTime?>(group, index, rows).Select(time => time is { } value ? Text(value) : ""),
            TimestampLogicalType => Read<DateTime>(group, index, rows).Select(Text),
            _ when column.PhysicalType == PhysicalType.Boolean => Read<bool>(group, index, rows).Select(flag => flag ? "true" : "false"),
            _ when column.PhysicalType == PhysicalType.Double =>
                Read<double?>(group, index, rows).Select(ratio => ratio?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? ""),
            _ => Read<long>(group, index, rows).Select(number => number.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        };
    }

    private static T[] Read<T>(RowGroupReader group, int index, int rows)
    {
        using var reader = group.Column(index).LogicalReader<T>();
        return reader.ReadAll(rows);
    }

    private static string Text(decimal value) => Money.FromDecimal(value).ToString();

    private static string Text(DateTime value) => Timestamp.FromDateTime(DateTime.SpecifyKind(value, DateTimeKind.Utc)).ToString();
}
