using Parquet;
using Parquet.Schema;

namespace LaptopAgents.Storage;

/// <summary>
/// Bars from Parquet files that other tools wrote: any compression, encoding and order of columns; prices as double, float, decimal or
/// integer; times as TIMESTAMP of any unit or as integers that count since the epoch.
/// </summary>
internal static class ForeignBars
{
    private static readonly string[][] Names =
    [
        ["timestamp", "timestampms", "opentime", "time", "datetime", "date", "ts", "t"],
        ["open", "o"], ["high", "h"], ["low", "l"], ["close", "c"],
        ["volume", "vol", "basevolume", "v"],
    ];

    public static long RowsOf(ReadOnlyMemory<byte> bytes) => Run(bytes, reader => Task.FromResult(reader.Metadata!.NumRows));

    /// <exception cref="InvalidDataException">The file cannot be read, or a column is missing or of a kind that holds no numbers.</exception>
    public static void Append(ReadOnlyMemory<byte> bytes, BarSeriesBuilder target) => Run(bytes, async reader =>
    {
        var fields = reader.Schema.GetDataFields();
        var columns = Names.Select(words => Find(fields, words)).ToArray();
        for (var group = 0; group < reader.RowGroupCount; group++)
        {
            using var rows = reader.OpenRowGroupReader(group);
            var values = new long[columns.Length][];
            for (var i = 0; i < columns.Length; i++) values[i] = await ForeignColumn.ReadAsync(rows, columns[i], isTime: i == 0);
            Copy(values, target);
        }

        return 0;
    });

    private static void Copy(long[][] values, BarSeriesBuilder target)
    {
        var into = target.Extend(values[0].Length);
        values[0].CopyTo(into.OpenTimes);
        values[1].CopyTo(into.Opens);
        values[2].CopyTo(into.Highs);
        values[3].CopyTo(into.Lows);
        values[4].CopyTo(into.Closes);
        values[5].CopyTo(into.Volumes);
    }

    private static DataField Find(DataField[] fields, string[] words)
    {
        foreach (var word in words)
        {
            if (fields.FirstOrDefault(field => Plain(field.Name) == word) is { } found) return found;
        }

        throw new InvalidDataException($"It has no column '{words[0]}', only {string.Join(", ", fields.Select(field => field.Name))}.");
    }

    private static string Plain(string name) => name.Replace("_", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();

    // The library is asynchronous, but bytes in memory never make it wait: every step has ended when it returns.
    private static T Run<T>(ReadOnlyMemory<byte> bytes, Func<ParquetReader, Task<T>> read)
    {
        try
        {
            return Read(bytes, read).GetAwaiter().GetResult();
        }
        catch (Exception problem) when (problem is not (InvalidDataException or OutOfMemoryException))
        {
            // On damaged bytes the library fails in whatever way comes first, and every one of them means the same.
            throw new InvalidDataException($"It is damaged, or of a kind that is not known ({problem.Message.Split('\n')[0].TrimEnd('.')}).", problem);
        }
    }

    private static async Task<T> Read<T>(ReadOnlyMemory<byte> bytes, Func<ParquetReader, Task<T>> read)
    {
        using var stream = new MemoryStream(bytes.ToArray(), writable: false);
        await using var reader = await ParquetReader.CreateAsync(stream);
        return await read(reader);
    }
}
