using System.IO.Compression;
using System.Text;
using LaptopAgents.Domain;
using LaptopAgents.Storage;
using LaptopAgents.Tests.Storage.Results;
using static LaptopAgents.Tests.Storage.History.HistoryBuilder;

namespace LaptopAgents.Tests.Storage.History.Import;

/// <summary>Everything that a file can have wrong: a message with the place and the remedy, and a catalog that did not change.</summary>
public sealed class BadInputTests
{
    private const string Header = "timestamp_ms,open,high,low,close,volume\n";
    private const string Good = "1746057600000,3,4,1,2,5\n1746057660000,3,4,1,2,5\n";

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("\n\n", "is empty")]
    [InlineData(Header, "has a header but no row")]
    [InlineData(Header + "1746057660000,3,4,1,2,5\n1746057600000,3,4,1,2,5\n", "line 3")]
    [InlineData(Header + "1746057600000,3,4,1,2,5\n1746057600000,3,4,1,2,5\n", "is there twice")]
    [InlineData(Header + Good + "1746057720000,NaN,4,1,2,5\n", "line 4: column 'open': 'NaN' is not a number")]
    [InlineData(Header + Good + "1746057720000,3,Infinity,1,2,5\n", "line 4: column 'high': 'Infinity' is not a number")]
    [InlineData(Header + Good + "1746057720000,-3,4,1,2,5\n", "'-3' is not positive")]
    [InlineData(Header + Good + "1746057720000,0,4,1,2,5\n", "'0' is not positive")]
    [InlineData(Header + Good + "1746057720000,3,1,4,2,5\n", "line 4: its high 1 is below its low 4")]
    [InlineData(Header + Good + "1746057720000,5,4,1,2,5\n", "its open 5 is outside its range")]
    [InlineData(Header + Good + "1746057720000,3,4,1,0.5,5\n", "its close 0.5 is outside its range")]
    [InlineData(Header + Good + "1746057720000,3,4,1,2,-5\n", "'-5' is negative")]
    [InlineData(Header + Good + "1746057720000,3,4,1,2\n", "line 4: the row has 5 fields where the first has 6")]
    [InlineData(Header + Good + "1746057720000,3,4,1,2,5,6\n", "line 4: the row has 7 fields")]
    [InlineData(Header + Good + "1746057720000,3,,1,2,5\n", "column 'high': '' is not a number")]
    [InlineData(Header + Good + "1746057720000,3,99999999999999,1,2,5\n", "is too large")]
    [InlineData(Header + "0,3,4,1,2,5\n", "1970-01-01")]
    [InlineData(Header + "32503680000000,3,4,1,2,5\n", "'32503680000000' is not a time from 2009 to 2099")]
    [InlineData(Header + Good + "1746057720,3,4,1,2,5\n", "line 4: column 'timestamp_ms': '1746057720' is in seconds, the rows before in milliseconds")]
    [InlineData(Header + Good + "2025-05-01T00:02:00Z,3,4,1,2,5\n", "is in ISO text, the rows before in milliseconds")]
    [InlineData(Header + Good + "yesterday,3,4,1,2,5\n", "'yesterday' is not a time from 2009 to 2099")]
    [InlineData("timestamp_ms,open,high,low,close\n1746057600000,3,4,1,2\n", "needs the column 'volume'")]
    [InlineData("timestamp_ms,open,high,low,volume\n1746057600000,3,4,1,2\n", "needs the column 'close'")]
    [InlineData("open,high,low,close,volume\n3,4,1,2,5\n", "needs the column 'timestampms'")]
    [InlineData("timestamp_ms,open,open,high,low,close,volume\n1746057600000,3,3,4,1,2,5\n", "'open' is there twice")]
    [InlineData("colour,shape\nred,round\n", "cannot be told from its header colour, shape")]
    [InlineData("1746057600000,3,4,1\n", "cannot be told from its 4 columns")]
    [InlineData("PK\u0003\u0004 this is no table at all", "cannot be told")]
    public void A_bad_file_is_refused_with_its_place_and_a_remedy(string text, string expected)
    {
        using var folder = new TempDirectory();
        var catalog = DataCatalog.Open(folder["data"]);
        ImportPath(catalog, Write(folder["earlier/BTCUSDT-1m-2025-04.csv"], Header + "1743465600000,3,4,1,2,5\n"));
        var before = Contents(folder["data"]);
        var path = Write(folder["BTCUSDT-1m-2025-05.csv"], text);

        var problem = Assert.Throws<DataException>(() => ImportPath(catalog, path));

        Assert.Contains(expected, problem.Cause, StringComparison.Ordinal);
        Assert.Contains("BTCUSDT-1m-2025-05.csv", problem.Cause, StringComparison.Ordinal);
        Assert.NotEmpty(problem.Remedy);
        Assert.Equal(before, Contents(folder["data"]));
    }

    [Fact]
    public void One_bad_file_among_good_ones_leaves_nothing_of_any()
    {
        using var folder = new TempDirectory();
        Write(folder["in/BTCUSDT-1m-2025-04.csv"], Header + "1743465600000,3,4,1,2,5\n");
        Write(folder["in/BTCUSDT-1m-2025-05.csv"], Header + Good + "1746057720000,NaN,4,1,2,5\n");
        Write(folder["in/ETHUSDT-1m-2025-04.csv"], Header + "1743465600000,3,4,1,2,5\n");
        Assert.Throws<DataException>(() => ImportPath(DataCatalog.Open(folder["data"]), folder["in"]));
        Assert.Equal("", Contents(folder["data"]));
    }

    [Fact]
    public void A_conflict_in_the_last_set_leaves_the_first_unwritten()
    {
        using var folder = new TempDirectory();
        var catalog = DataCatalog.Open(folder["data"]);
        ImportPath(catalog, Write(folder["a/ETHUSDT-1m-2025-05.csv"], Header + Good));
        var before = Contents(folder["data"]);
        Write(folder["in/BTCUSDT-1m-2025-05.csv"], Header + Good);
        Write(folder["in/ETHUSDT-1m-2025-05.csv"], Header + Good.Replace(",5\n", ",6\n", StringComparison.Ordinal));
        Assert.Contains("already has another bar", Assert.Throws<DataException>(() => ImportPath(catalog, folder["in"])).Message, StringComparison.Ordinal);
        Assert.Equal(before, Contents(folder["data"]));
    }

    [Fact]
    public void A_gzip_that_is_cut_off_is_refused_wherever_it_is_cut()
    {
        using var folder = new TempDirectory();
        var rows = string.Join('\n', Enumerable.Range(0, 2000).Select(i => $"{Start.UnixMilliseconds + i * 60_000L},{100 + i % 7},{110 + i % 3},90,{100 + i % 11},5"));
        var whole = File.ReadAllBytes(Write(folder["whole.csv.gz"], Header + rows + "\n"));
        for (var length = 0; length < whole.Length; length += Math.Max(1, whole.Length / 60))
        {
            File.WriteAllBytes(folder["BTCUSDT-1m.csv.gz"], whole[..length]);
            var problem = Assert.Throws<DataException>(() => ImportPath(DataCatalog.Open(folder["data"]), folder["BTCUSDT-1m.csv.gz"]));
            Assert.Contains("BTCUSDT-1m.csv.gz", problem.Message, StringComparison.Ordinal);
        }

        Assert.Equal("", Contents(folder["data"]));
    }

    [Fact]
    public void A_zip_that_is_cut_off_or_damaged_is_refused()
    {
        using var folder = new TempDirectory();
        var rows = string.Join('\n', Enumerable.Range(0, 500).Select(i => $"{Start.UnixMilliseconds + i * 60_000L},100,110,90,100,5"));
        var whole = File.ReadAllBytes(Zip(folder["whole.zip"], "BTCUSDT-1m-2025-05.csv", Header + rows));
        foreach (var length in new[] { 0, 30, whole.Length / 2, whole.Length - 1 })
        {
            File.WriteAllBytes(folder["BTCUSDT-1m.zip"], whole[..length]);
            Assert.Throws<DataException>(() => ImportPath(DataCatalog.Open(folder["data"]), folder["BTCUSDT-1m.zip"]));
        }

        // One digit differs from what the archive's checksum promises, the table is still a table.
        using (var archive = ZipFile.Open(folder["stored.zip"], ZipArchiveMode.Create))
        using (var entry = archive.CreateEntry("BTCUSDT-1m-2025-05.csv", CompressionLevel.NoCompression).Open())
            entry.Write(Encoding.ASCII.GetBytes(Header + Good));
        var bytes = File.ReadAllBytes(folder["stored.zip"]);
        var place = bytes.AsSpan().IndexOf("00000,3,4,1,2,5"u8);
        bytes[place + 6] = (byte)'2';
        File.WriteAllBytes(folder["BTCUSDT-1m.zip"], bytes);
        Assert.Contains("checksum", Assert.ThrowsAny<DataException>(() => ImportPath(DataCatalog.Open(folder["data"]), folder["BTCUSDT-1m.zip"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_parquet_that_is_cut_off_is_refused()
    {
        using var folder = new TempDirectory();
        File.WriteAllBytes(folder["BTCUSDT-1m.parquet"], BarFile.Write(Minutes(100), [])[..500]);
        Assert.Contains("BTCUSDT-1m.parquet", Assert.Throws<DataException>(() => ImportPath(DataCatalog.Open(folder["data"]), folder["BTCUSDT-1m.parquet"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_claims_a_thousand_million_rows_is_refused_before_memory_is_taken()
    {
        using var folder = new TempDirectory();
        var bytes = BarFile.Write(Minutes(100), []);
        var claimed = ClaimRows(bytes, 1_000_000_000);
        File.WriteAllBytes(folder["BTCUSDT-1m.parquet"], claimed);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var problem = Assert.Throws<DataException>(() => ImportPath(DataCatalog.Open(folder["data"]), folder["BTCUSDT-1m.parquet"]));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 4_000_000);
        Assert.Contains("1000000000", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void More_rows_than_allowed_are_refused_by_estimate_early_in_the_file()
    {
        using var folder = new TempDirectory();
        var text = new StringBuilder(Header);
        for (var i = 0; i < 200_000; i++) text.Append(Start.UnixMilliseconds + i * 60_000L).Append(",100,110,90,100,5\n");
        var path = Write(folder["BTCUSDT-1m.csv.gz"], text.ToString());
        var seen = new Seen();
        var problem = Assert.Throws<DataException>(() =>
            new Importer(DataCatalog.Open(folder["data"])).Import([path], new() { MaxRows = 100_000, Now = Start }, seen));
        Assert.Contains("--max-rows", problem.Remedy, StringComparison.Ordinal);
        Assert.True(seen.Bytes < text.Length / 2, $"{seen.Bytes} bytes were read");
    }

    [Fact]
    public void Rows_out_of_order_are_sorted_on_request_and_repeated_ones_dropped_with_a_warning()
    {
        using var folder = new TempDirectory();
        var catalog = DataCatalog.Open(folder["data"]);
        var path = Write(folder["BTCUSDT-1m.csv"], Header + "1746057660000,3,4,1,2,5\n1746057600000,3,4,1,2,5\n1746057660000,3,4,1,2,5\n");
        var result = ImportPath(catalog, path, new() { Sort = true, Now = Start });
        Assert.Equal(2, catalog.Load("BTCUSDT").Bars.Count);
        Assert.Contains("1 repeated rows were dropped", Assert.Single(result.Warnings), StringComparison.Ordinal);

        var conflict = Write(folder["ETHUSDT-1m.csv"], Header + "1746057660000,3,4,1,2,5\n1746057600000,3,4,1,2,5\n1746057660000,3,4,1,2,6\n");
        Assert.Contains("lines 2 and 4", Assert.Throws<DataException>(() => ImportPath(catalog, conflict, new() { Sort = true, Now = Start })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_of_more_than_eight_places_are_rounded_with_a_warning_that_names_the_line()
    {
        using var folder = new TempDirectory();
        var catalog = DataCatalog.Open(folder["data"]);
        var result = ImportPath(catalog, Write(folder["BTCUSDT-1m.csv"], Header + "1746057600000,3,4,1,2,5\n1746057660000,3.00000000001,4,1,2,5\n"));
        Assert.Contains("first in line 3", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Equal(3m, catalog.Load("BTCUSDT").Bars[1].Open.ToDecimal());
    }

    [Theory]
    [InlineData("nothing/here.csv", "does not exist")]
    [InlineData("nothing/*.csv", "does not exist")]
    [InlineData(".", "holds nothing to import")]
    public void A_path_without_data_is_refused(string path, string expected)
    {
        using var folder = new TempDirectory();
        Assert.Contains(expected, Assert.Throws<DataException>(() => ImportPath(DataCatalog.Open(folder["data"]), folder[path])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_symbol_that_cannot_be_told_is_asked_for()
    {
        using var folder = new TempDirectory();
        var path = Write(folder["export.csv"], Header + Good);
        Assert.Contains("--symbol", Assert.Throws<DataException>(() => ImportPath(DataCatalog.Open(folder["data"]), path)).Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Bars_of_another_interval_than_stated_are_refused()
    {
        using var folder = new TempDirectory();
        var rows = string.Join('\n', Enumerable.Range(0, 5).Select(i => $"{Start.UnixMilliseconds + i * 900_000L},3,4,1,2,5"));
        var path = Write(folder["BTCUSDT-1m-2025.csv"], Header + rows);
        Assert.Contains("15m apart, not 1m", Assert.Throws<DataException>(() => ImportPath(DataCatalog.Open(folder["data"]), path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Funding_in_percent_is_refused()
    {
        using var folder = new TempDirectory();
        var path = Write(folder["BTCUSDT_funding.csv"], "timestamp,rate\n2025-05-01,1.25\n");
        Assert.Contains("as fractions", Assert.Throws<DataException>(() => ImportPath(DataCatalog.Open(folder["data"]), path)).Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cancelled_import_writes_nothing()
    {
        using var folder = new TempDirectory();
        var rows = string.Join('\n', Enumerable.Range(0, 40_000).Select(i => $"{Start.UnixMilliseconds + i * 60_000L},100,110,90,100,5"));
        var path = Write(folder["BTCUSDT-1m.csv"], Header + rows);
        using var cancellation = new CancellationTokenSource();
        cancellation.Cancel();
        Assert.Throws<OperationCanceledException>(() => new Importer(DataCatalog.Open(folder["data"])).Import([path], new() { Now = Start }, null, cancellation.Token));
        Assert.Equal("", Contents(folder["data"]));
    }

    // The row count is a zig-zag varint of two bytes (100); the claim takes five, so the footer grows and its length with it.
    private static byte[] ClaimRows(byte[] bytes, long rows)
    {
        var footerLength = BitConverter.ToInt32(bytes, bytes.Length - 8);
        var footer = bytes.AsSpan(bytes.Length - 8 - footerLength, footerLength).ToArray();
        var claim = Varint(rows * 2);
        var output = new List<byte>();
        for (var i = 0; i < footer.Length; i++)
        {
            // 200 as a varint, which is what 100 rows are in zig-zag.
            if (i + 1 < footer.Length && footer[i] == 0xC8 && footer[i + 1] == 0x01)
            {
                output.AddRange(claim);
                i++;
            }
            else
            {
                output.Add(footer[i]);
            }
        }

        return [.. bytes[..^(8 + footerLength)], .. output, .. BitConverter.GetBytes(output.Count), .. "PAR1"u8];
    }

    private static List<byte> Varint(long value)
    {
        var bytes = new List<byte>();
        for (; value >= 0x80; value >>= 7) bytes.Add((byte)(value | 0x80));
        bytes.Add((byte)value);
        return bytes;
    }

    private sealed class Seen : IProgress<ImportProgress>
    {
        public long Bytes { get; private set; }

        public void Report(ImportProgress value) => Bytes = value.BytesRead;
    }
}
