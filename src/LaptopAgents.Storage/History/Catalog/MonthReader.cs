using System.Buffers;
using System.Security.Cryptography;
using LaptopAgents.Domain;

namespace LaptopAgents.Storage;

/// <summary>Reads the monthly files of a set, each checked against the hash that its metadata holds.</summary>
internal sealed class MonthReader(CatalogSet set)
{
    /// <summary>What was read so far, relative to the catalog, with its SHA-256.</summary>
    public List<KeyValuePair<string, string>> Files { get; } = [];

    public BarSeries ReadAll(Timestamp from, Timestamp to)
    {
        var months = Needed(from, to);
        var rows = Estimate(months);
        if (rows > DataCatalog.MaxRowsInMemory)
            throw new DataException($"{rows} bars of {set.Symbol} do not fit into memory at once (limit {DataCatalog.MaxRowsInMemory}).", "Choose a shorter range.");
        var builder = new BarSeriesBuilder((int)rows);
        foreach (var month in months) Read(month, builder);
        return builder.ToSeries().Between(from, to);
    }

    /// <summary>The months one by one. Each series is good until the next is asked for: they share their columns.</summary>
    public IEnumerable<BarSeries> ReadEach(Timestamp from, Timestamp to)
    {
        var builder = new BarSeriesBuilder(0);
        foreach (var month in Needed(from, to))
        {
            builder.Clear();
            Read(month, builder);
            var bars = builder.ToSeries().Between(from, to);
            if (bars.Count > 0) yield return bars;
        }
    }

    private List<MonthFile> Needed(Timestamp from, Timestamp to) =>
        [.. set.Months.Where(month => month.End > from && month.Start < to)];

    private long Estimate(List<MonthFile> months)
    {
        var rows = 0L;
        foreach (var month in months)
        {
            rows += set.Metadata?.Files.FirstOrDefault(file => file.Name == month.Name)?.Rows
                ?? (month.End.UnixNanos - month.Start.UnixNanos) / set.Interval.Nanos;
        }

        return rows;
    }

    private void Read(MonthFile month, BarSeriesBuilder builder)
    {
        using var file = File.OpenHandle(month.Path);
        var length = checked((int)RandomAccess.GetLength(file));
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            var bytes = buffer.AsMemory(0, length);
            var read = 0;
            while (read < length && RandomAccess.Read(file, bytes.Span[read..], read) is var got and > 0) read += got;
            var hash = Convert.ToHexStringLower(SHA256.HashData(bytes.Span));
            if (month.Sha256 is not null && month.Sha256 != hash)
                throw new DataException($"{month.Path} is not the file that was imported: its SHA-256 differs from metadata.json.", "Restore it, or import that month again with --replace.");
            var rows = BarFile.RowsOf(bytes, month.Path);
            if (rows > DataCatalog.MaxRowsInMemory)
                throw new DataException($"{month.Path} claims {rows} rows.", $"A monthly file may hold {DataCatalog.MaxRowsInMemory}.");
            var start = builder.Count;
            BarFile.Append(bytes, month.Path, builder);
            RequireMonth(month, builder.ToSeries().Slice(start, builder.Count - start));
            Files.Add(new($"candles/{Path.GetFileName(set.Folder)}/{month.Name}", hash));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static void RequireMonth(MonthFile month, BarSeries bars)
    {
        if (bars.Count > 0 && (bars.OpenTime(0) < month.Start || bars.OpenTime(bars.Count - 1) >= month.End))
            throw new DataException($"{month.Path} holds bars of another month ({bars.OpenTime(0)} to {bars.OpenTime(bars.Count - 1)}).", "Import them: la data import sorts bars into months.");
    }
}
