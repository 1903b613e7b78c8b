using System.IO.Compression;

namespace LaptopAgents.Storage;

/// <summary>One thing to import: a CSV file, plain or gzip, an entry of a zip archive, or a Parquet file.</summary>
internal sealed record SourceFile
{
    /// <summary>How messages call it: the path, and for an entry the archive and the entry's name.</summary>
    public required string Name { get; init; }

    /// <summary>The path that hints are taken from, without <c>.gz</c> and <c>.zip</c>.</summary>
    public required string HintPath { get; init; }

    public required bool IsParquet { get; init; }

    /// <summary>Bytes after unpacking, as far as the container says; for gzip modulo 2³² and so only a hint.</summary>
    public required Func<long> EstimateLength { get; init; }

    public required Func<Stream> Open { get; init; }

    /// <summary>Checks that what came out is what went in; called with the CRC-32 and the length of all bytes read.</summary>
    public Action<uint, long>? Verify { get; init; }

    /// <summary>The files of a path: a file, a folder with everything below it, or a pattern with <c>*</c> or <c>?</c> in its last part.</summary>
    /// <exception cref="DataException">There is nothing there that can be imported.</exception>
    public static IReadOnlyList<SourceFile> Find(string path)
    {
        var paths = Paths(path);
        var sources = paths.SelectMany(OfPath).ToList();
        if (sources.Count == 0)
            throw new DataException($"{path} holds nothing to import.", "Give a .csv, .csv.gz, .zip or .parquet file, or a folder or pattern of such files.");
        return sources;
    }

    public static bool IsReadable(string path) =>
        File.Exists(path) ? Kind(path) is not null : Directory.Exists(path) && Directory.EnumerateFiles(path).Any(file => Kind(file) is not null);

    private static List<string> Paths(string path)
    {
        if (File.Exists(path)) return [path];
        if (Directory.Exists(path)) return Supported(Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories));
        var folder = Path.GetDirectoryName(path) is { Length: > 0 } named ? named : ".";
        var pattern = Path.GetFileName(path);
        if (!pattern.AsSpan().ContainsAny('*', '?') || !Directory.Exists(folder))
            throw new DataException($"{path} does not exist.", "Check the path.");
        return Supported(Directory.EnumerateFiles(folder, pattern));
    }

    // By name, so that the order of a folder's listing changes nothing.
    private static List<string> Supported(IEnumerable<string> paths) =>
        [.. paths.Where(path => Kind(path) is not null).Order(StringComparer.Ordinal)];

    private static string? Kind(string path)
    {
        string[] endings = [".csv.gz", ".csv", ".zip", ".parquet"];
        return endings.FirstOrDefault(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
    }

    private static IEnumerable<SourceFile> OfPath(string path) => Kind(path) switch
    {
        ".zip" => OfZip(path),
        ".csv.gz" => [OfGzip(path)],
        ".parquet" => [Plain(path, isParquet: true)],
        _ => [Plain(path, isParquet: false)],
    };

    private static SourceFile Plain(string path, bool isParquet) => new()
    {
        Name = path,
        HintPath = path,
        IsParquet = isParquet,
        EstimateLength = () => new FileInfo(path).Length,
        Open = () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan),
    };

    private static SourceFile OfGzip(string path) => new()
    {
        Name = path,
        HintPath = path[..^3],
        IsParquet = false,
        // The trailer's length wraps at 4 GB; a file cannot be smaller than what it is packed into.
        EstimateLength = () => Math.Max(PromisedLength(path), new FileInfo(path).Length),
        Open = () => new GzipSource(path),
    };

    private static long PromisedLength(string path)
    {
        using var source = new GzipSource(path);
        return source.PromisedLength;
    }

    private static List<SourceFile> OfZip(string path)
    {
        try
        {
            using var archive = ZipFile.OpenRead(path);
            return [.. archive.Entries.Where(entry => entry.Length > 0 && entry.Name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase))
                .OrderBy(entry => entry.FullName, StringComparer.Ordinal).Select(entry => OfEntry(path, entry.FullName, entry.Length, entry.Crc32))];
        }
        catch (InvalidDataException problem)
        {
            throw new DataException($"{path} is not a whole zip archive.", "Fetch it again.", problem);
        }
    }

    private static SourceFile OfEntry(string path, string entry, long length, uint crc) => new()
    {
        Name = $"{path}:{entry}",
        HintPath = Path.Combine(Path.GetDirectoryName(path) ?? "", Path.GetFileName(entry)),
        IsParquet = false,
        EstimateLength = () => length,
        Open = () => OpenEntry(path, entry),
        Verify = (actualCrc, actualLength) =>
        {
            if (actualCrc != crc || actualLength != length)
                throw new DataException($"{path}:{entry} is damaged: its checksum is not the archive's.", "Fetch the archive again.");
        },
    };

    private static ZipEntryStream OpenEntry(string path, string entry)
    {
        var archive = ZipFile.OpenRead(path);
        return new(archive, archive.GetEntry(entry)!.Open());
    }
}
