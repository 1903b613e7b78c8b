using System.Globalization;
using LaptopAgents.Domain;

namespace LaptopAgents.Storage;

/// <summary>Finds what is in a catalog by its folders and their metadata, without opening a data file that the metadata describes.</summary>
internal sealed class CatalogScan(CatalogPaths paths)
{
    public IReadOnlyList<CatalogSet> Sets()
    {
        CatalogTransaction.Recover(paths.Root);
        if (!Directory.Exists(paths.Candles)) return [];
        var sets = new List<CatalogSet>();
        foreach (var folder in Directory.EnumerateDirectories(paths.Candles))
        {
            if (CatalogPaths.TryParseSetFolder(Path.GetFileName(folder), out var symbol, out var interval) && Read(folder, symbol, interval) is { } set)
                sets.Add(set);
        }

        sets.Sort((left, right) => string.CompareOrdinal(left.Symbol, right.Symbol) is var order and not 0 ? order : left.Interval.CompareTo(right.Interval));
        return sets;
    }

    public CatalogSet? TryFind(string symbol, BarInterval interval)
    {
        CatalogTransaction.Recover(paths.Root);
        var folder = paths.SetFolder(symbol, interval);
        return Directory.Exists(folder) ? Read(folder, symbol, interval) : null;
    }

    public CatalogSet Find(string symbol, BarInterval interval)
    {
        if (TryFind(symbol, interval) is { } found) return found;
        var sets = Sets();
        var intervals = sets.Where(set => set.Symbol == symbol).Select(set => set.Interval.ToString()).ToList();
        if (intervals.Count > 0)
            throw new DataException($"There are no {interval} bars of {symbol} in {paths.Root}.", $"It has {string.Join(", ", intervals)}: choose one of these, or import {interval} bars.");
        throw new DataException(
            $"There are no bars of {symbol} in {paths.Root}.",
            sets.Count == 0
                ? $"Import some: la data import PATH --symbol {symbol}."
                : $"There is {string.Join(", ", sets.Select(set => set.Symbol).Distinct())}: choose one of these, or la data import PATH --symbol {symbol}.");
    }

    /// <summary>The set as far as it is there: months that its metadata lists and that are gone are left out, to be imported again.</summary>
    public CatalogSet? TryFindForRepair(string symbol, BarInterval interval)
    {
        var folder = paths.SetFolder(symbol, interval);
        return Directory.Exists(folder) ? Read(folder, symbol, interval, isRepair: true) : null;
    }

    private static CatalogSet? Read(string folder, string symbol, BarInterval interval, bool isRepair = false)
    {
        CatalogTransaction.Recover(folder);
        var metadataPath = Path.Combine(folder, CatalogPaths.MetadataName);
        var metadata = File.Exists(metadataPath) ? SetMetadata.Read(metadataPath) : null;
        if (metadata is not null && (metadata.Symbol != symbol || metadata.Interval != interval.ToString()))
            throw new DataException($"{metadataPath} speaks of {metadata.Symbol} {metadata.Interval}, its folder of {symbol} {interval}.", "Move the set to a folder of its own name.");
        var months = Months(folder, metadata);
        var lost = metadata?.Files.FirstOrDefault(file => months.All(month => month.Name != file.Name));
        if (lost is not null && !isRepair)
            throw new DataException($"{Path.Combine(folder, lost.Name)} is missing, though metadata.json lists it.", "Restore it, or import that month again with --replace.");
        if (months.Count == 0 && lost is null) return null;
        var (from, to, rows) = isRepair ? default : Extent(metadata, months);
        return new()
        {
            Symbol = symbol,
            Interval = interval,
            From = from,
            To = to + interval.Length,
            Rows = rows,
            IsSynthetic = metadata?.Synthetic ?? false,
            Source = metadata?.Source ?? "not stated",
            Folder = folder,
            Metadata = metadata,
            Months = months,
        };
    }

    private static List<MonthFile> Months(string folder, SetMetadata? metadata)
    {
        var months = new List<MonthFile>();
        foreach (var path in Directory.EnumerateFiles(folder, "*.parquet"))
        {
            if (!CatalogPaths.TryParseMonth(path, out var start)) continue;
            var end = Timestamp.FromDateTime(start.ToDateTime().AddMonths(1));
            months.Add(new(path, start, end, metadata?.Files.FirstOrDefault(file => file.Name == Path.GetFileName(path))?.Sha256));
        }

        months.Sort((left, right) => left.Start.CompareTo(right.Start));
        return months;
    }

    // Times of the first and last bar. A file that the metadata does not know (another tool put it there) is opened.
    private static (Timestamp First, Timestamp Last, long Rows) Extent(SetMetadata? metadata, List<MonthFile> months)
    {
        var (first, last, rows) = (Timestamp.MaxValue, Timestamp.MinValue, 0L);
        foreach (var month in months)
        {
            var (from, to, count) = metadata?.Files.FirstOrDefault(file => file.Name == month.Name) is { } known
                ? (Time(known.From, month), Time(known.To, month), known.Rows)
                : Open(month);
            if (count == 0) continue;
            first = from < first ? from : first;
            last = to > last ? to : last;
            rows += count;
        }

        return (first, last, rows);
    }

    private static (Timestamp, Timestamp, long) Open(MonthFile month)
    {
        var builder = new BarSeriesBuilder(0);
        BarFile.Append(File.ReadAllBytes(month.Path), month.Path, builder);
        var bars = builder.ToSeries();
        return bars.Count == 0 ? default : (bars.OpenTime(0), bars.OpenTime(bars.Count - 1), bars.Count);
    }

    private static Timestamp Time(string text, MonthFile month) =>
        DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? Timestamp.FromDateTime(time)
            : throw new DataException($"The metadata of {month.Path} has the time '{text}', which cannot be read.", "Import that month again.");
}
