using System.Globalization;
using System.IO.Compression;
using System.Text;
using CsCheck;
using LaptopAgents.Domain;
using LaptopAgents.Storage;

namespace LaptopAgents.Tests.Storage.History;

/// <summary>Small bars, files and catalogs for the tests of this folder.</summary>
internal static class HistoryBuilder
{
    public static readonly Timestamp Start = At("2025-05-01T00:00:00Z");

    public static Timestamp At(string text) =>
        Timestamp.FromDateTime(DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal));

    public static Bar Bar(int minute, decimal close = 100m, decimal volume = 1m) => Bar(Start + Duration.FromMinutes(minute), close, volume);

    public static Bar Bar(Timestamp open, decimal close = 100m, decimal volume = 1m) => new(
        open, Price.FromDecimal(close), Price.FromDecimal(close + 1), Price.FromDecimal(close - 1), Price.FromDecimal(close), Quantity.FromDecimal(volume));

    public static BarSeries Series(params IEnumerable<Bar> bars)
    {
        var builder = new BarSeriesBuilder(0);
        foreach (var bar in bars) builder.Add(bar);
        return builder.ToSeries();
    }

    /// <summary>Bars of consecutive minutes that differ from each other.</summary>
    public static BarSeries Minutes(int count, int from = 0) =>
        Series(Enumerable.Range(from, count).Select(minute => Bar(minute, 100 + minute % 7, 1 + minute % 5)));

    public static List<Bar> List(BarSeries bars) => [.. Enumerable.Range(0, bars.Count).Select(i => bars[i])];

    public static SaveOptions Options(bool replace = false, bool synthetic = false) =>
        new() { Source = "test", Updated = Start, Replace = replace, IsSynthetic = synthetic };

    public static ImportResult ImportPath(DataCatalog catalog, string path, ImportOptions? options = null) =>
        new Importer(catalog).Import([path], options ?? new ImportOptions { Now = Start });

    /// <summary>Random bars on a random grid of prices, in order of time, over several months.</summary>
    public static Gen<BarSeries> Bars(int most = 400) =>
        from count in Gen.Int[1, most]
        from scale in Gen.Int[0, 4].Select(which => new[] { 1L, 100, 1_000_000, 10_000_000, 100_000_000 }[which])
        from rows in Gen.Select(Gen.Long[1, 5_000], Gen.Long[0, 9_000_000], Gen.Long[0, 9_000], Gen.Long[0, 9_000], Gen.Double[0, 1], Gen.Long[0, 1_000_000]).Array[count]
        select Series(Make(rows, scale));

    public static string Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (path.EndsWith(".gz", StringComparison.Ordinal))
        {
            using var stream = new GZipStream(File.Create(path), CompressionLevel.Fastest);
            stream.Write(Encoding.UTF8.GetBytes(text));
        }
        else
        {
            File.WriteAllText(path, text);
        }

        return path;
    }

    public static string Zip(string path, string entry, string text)
    {
        using var archive = ZipFile.Open(path, ZipArchiveMode.Create);
        using var stream = archive.CreateEntry(entry).Open();
        stream.Write(Encoding.UTF8.GetBytes(text));
        return path;
    }

    /// <summary>Every file below a folder with its content, to see whether anything changed.</summary>
    public static string Contents(string folder) => !Directory.Exists(folder) ? "" : string.Join('\n',
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(path => $"{Path.GetRelativePath(folder, path)} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path)))}"));

    private static IEnumerable<Bar> Make((long Gap, long Low, long Height, long Extra, double Part, long Volume)[] rows, long scale)
    {
        var minute = 0L;
        foreach (var (gap, low, height, _, part, volume) in rows)
        {
            minute += gap;
            var bottom = (low + 1) * scale;
            var inside = bottom + (long)(height * part) * scale;
            yield return new(Start + Duration.FromMinutes(minute), new(inside), new(bottom + height * scale), new(bottom), new(bottom + height / 2 * scale), new(volume * scale));
        }
    }
}
