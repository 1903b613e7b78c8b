using System.Security.Cryptography;
using LaptopAgents.Domain;

namespace LaptopAgents.Storage;

/// <summary>How bars are put into a catalog.</summary>
public sealed record SaveOptions
{
    /// <summary>Where the bars came from, in words.</summary>
    public required string Source { get; init; }

    /// <summary>What <c>metadata.json</c> gives as the time of the last update.</summary>
    public required Timestamp Updated { get; init; }

    /// <summary>The bars were made by a generator.</summary>
    public bool IsSynthetic { get; init; }

    /// <summary>Bars that differ from stored ones of the same time take their place; otherwise they are refused.</summary>
    public bool Replace { get; init; }
}

/// <summary>What a save did.</summary>
/// <param name="Added">Bars that were not there.</param>
/// <param name="Identical">Bars that were there already, exactly so.</param>
/// <param name="Replaced">Bars that took the place of others.</param>
/// <param name="Files">Monthly files written.</param>
public readonly record struct SaveResult(int Added, int Identical, int Replaced, IReadOnlyList<string> Files);

/// <summary>Puts bars and funding into a catalog: all of it or, on any failure, nothing.</summary>
public sealed class CatalogWriter(DataCatalog catalog)
{
    private static readonly DataException Mixed = new(
        "Synthetic and real bars cannot be in one set.", "Use another symbol or another folder for the synthetic ones.");

    /// <summary>Merges <paramref name="bars"/> into the monthly files of a set.</summary>
    /// <exception cref="DataException">A bar is impossible, off the interval's grid, or differs from a stored one.</exception>
    public SaveResult Save(string symbol, BarInterval interval, BarSeries bars, SaveOptions options)
    {
        symbol = CatalogPaths.RequireSymbol(symbol);
        if (bars.Count == 0) throw new DataException("There is no bar to save.", "Give a source that holds at least one bar.");
        BarChecks.Require(bars, null, symbol);
        BarChecks.RequireGrid(bars, interval, symbol);
        var folder = catalog.Paths.SetFolder(symbol, interval);
        using var transaction = new CatalogTransaction(folder);
        var existing = catalog.Has(symbol, interval) ? catalog.Set(symbol, interval) : null;
        if (existing is not null && existing.IsSynthetic != options.IsSynthetic) throw Mixed;
        var files = new SortedDictionary<string, SetFile>(StringComparer.Ordinal);
        foreach (var file in existing?.Metadata?.Files ?? []) files[file.Name] = file;
        var rules = existing?.Metadata?.Instrument ?? InstrumentCatalog.Find(symbol) ?? InstrumentCatalog.Derive(symbol, bars);
        var result = StageMonths(symbol, interval, bars, options, existing, transaction, files);
        var metadata = new SetMetadata
        {
            Symbol = symbol,
            Interval = interval.ToString(),
            Synthetic = options.IsSynthetic,
            Source = JoinSources(existing?.Metadata?.Source, options.Source),
            Updated = options.Updated.ToString(),
            Instrument = rules with { Symbol = symbol },
            Files = [.. files.Values],
        };
        // An import that changes nothing leaves every byte as it was, its date included.
        if (result.Files.Count == 0 && existing?.Metadata is { } before && before.Source == metadata.Source) return result;
        transaction.Stage(CatalogPaths.MetadataName, metadata.ToBytes());
        transaction.Commit();
        return result;
    }

    /// <summary>Merges settlements into the funding file of a symbol.</summary>
    /// <exception cref="DataException">A settlement differs from a stored one and <paramref name="replace"/> is false.</exception>
    public SaveResult SaveFunding(string symbol, FundingSeries funding, bool replace)
    {
        symbol = CatalogPaths.RequireSymbol(symbol);
        var path = catalog.Paths.FundingFile(symbol);
        var (merged, result) = FundingMerge.Merge(catalog.Funding(symbol), funding, replace, symbol);
        if (result.Added + result.Replaced == 0) return result;
        DurableFile.Write(path, FundingFile.Write(merged));
        return result with { Files = [Path.GetFileName(path)] };
    }

    private static SaveResult StageMonths(
        string symbol, BarInterval interval, BarSeries bars, SaveOptions options, CatalogSet? existing,
        CatalogTransaction transaction, SortedDictionary<string, SetFile> files)
    {
        var (added, identical, replaced) = (0, 0, 0);
        var written = new List<string>();
        for (var start = 0; start < bars.Count;)
        {
            var first = bars.OpenTime(start).ToDateTime();
            var month = new DateTime(first.Year, first.Month, 1, 0, 0, 0, DateTimeKind.Utc);
            var end = bars.FirstAtOrAfter(Timestamp.FromDateTime(month.AddMonths(1)));
            var part = bars.Slice(start, end - start);
            start = end;
            var name = CatalogPaths.MonthName(month);
            var stored = Stored(existing, name);
            var merge = BarMerge.Merge(stored, part, options.Replace, $"{symbol} {interval}");
            added += merge.Added;
            identical += merge.Identical;
            replaced += merge.Replaced;
            if (merge.Added + merge.Replaced == 0 && files.ContainsKey(name)) continue;
            var bytes = BarFile.Write(merge.Bars, Notes(symbol, interval, options.IsSynthetic));
            transaction.Stage(name, bytes);
            written.Add(name);
            files[name] = new(name, merge.Bars.Count, merge.Bars.OpenTime(0).ToString(), merge.Bars.OpenTime(merge.Bars.Count - 1).ToString(),
                Convert.ToHexStringLower(SHA256.HashData(bytes)));
        }

        return new(added, identical, replaced, written);
    }

    private static BarSeries Stored(CatalogSet? existing, string name)
    {
        var month = existing?.Months.FirstOrDefault(file => file.Name == name);
        return month is null ? BarSeries.Empty : new MonthReader(existing!).ReadAll(month.Start, month.End);
    }

    private static List<KeyValuePair<string, string>> Notes(string symbol, BarInterval interval, bool synthetic) =>
    [
        new(BarFile.SymbolNote, symbol),
        new(BarFile.IntervalNote, interval.ToString()),
        new(BarFile.SyntheticNote, synthetic ? "true" : "false"),
    ];

    private static string JoinSources(string? before, string now)
    {
        if (before is null || before == now) return now;
        return before.Split("; ").Contains(now, StringComparer.Ordinal) ? before : $"{before}; {now}";
    }
}
