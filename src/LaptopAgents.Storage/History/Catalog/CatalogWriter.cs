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

    /// <summary>Bars that differ from stored ones of the same time take their place, and a damaged file is made anew; otherwise they are refused.</summary>
    public bool Replace { get; init; }

    /// <summary>The kind of market that the bars are of, where it is known.</summary>
    public MarketKind Market { get; init; }

    /// <summary>The user said which market the bars are of; otherwise the names of the files did.</summary>
    public bool IsMarketStated { get; init; }
}

/// <summary>What a save did.</summary>
/// <param name="Added">Bars that were not there.</param>
/// <param name="Identical">Bars that were there already, exactly so.</param>
/// <param name="Replaced">Bars that took the place of others.</param>
/// <param name="Files">Monthly files written.</param>
/// <param name="IsInstrumentAssumed">The symbol's rules are not known; its tick and lot were taken from the decimals of the bars.</param>
/// <param name="Warnings">What the user should know: files that were damaged and made anew, a market that became known.</param>
public readonly record struct SaveResult(
    int Added, int Identical, int Replaced, IReadOnlyList<string> Files, bool IsInstrumentAssumed = false, IReadOnlyList<string>? Warnings = null);

/// <summary>A save that is checked and written beside its target, and shows only with <see cref="Commit"/>.</summary>
internal sealed class PreparedSave(SaveResult result, CatalogTransaction? transaction) : IDisposable
{
    public SaveResult Result { get; } = result;

    public void Commit() => transaction?.Commit();

    /// <summary>Lets all of several saves show, or none.</summary>
    public static void CommitTogether(string root, IReadOnlyList<PreparedSave> saves) =>
        CatalogTransaction.CommitTogether(root, [.. saves.Select(save => save.Transaction).OfType<CatalogTransaction>()]);

    private CatalogTransaction? Transaction => transaction;

    public void Dispose() => transaction?.Dispose();
}

/// <summary>Puts bars and funding into a catalog: all of it or, on any failure, nothing.</summary>
public sealed class CatalogWriter(DataCatalog catalog)
{
    /// <summary>Merges <paramref name="bars"/> into the monthly files of a set.</summary>
    /// <exception cref="DataException">A bar is impossible, off the interval's grid, or differs from a stored one.</exception>
    public SaveResult Save(string symbol, BarInterval interval, BarSeries bars, SaveOptions options)
    {
        using var save = Prepare(symbol, interval, bars, options);
        save.Commit();
        return save.Result;
    }

    /// <summary>Removes a synthetic set and its symbol's funding, so that another market can take its place. Real data are never removed.</summary>
    public void RemoveSynthetic(string symbol, BarInterval interval)
    {
        if (!catalog.Has(symbol, interval) || catalog.Set(symbol, interval) is not { IsSynthetic: true } set) return;
        Directory.Delete(set.Folder, recursive: true);
        File.Delete(catalog.Paths.FundingFile(set.Symbol));
    }

    /// <summary>Merges settlements into the funding file of a symbol.</summary>
    /// <exception cref="DataException">A settlement differs from a stored one and <paramref name="replace"/> is false.</exception>
    public SaveResult SaveFunding(string symbol, FundingSeries funding, bool replace)
    {
        var (save, results) = PrepareFunding([new(symbol, funding)], replace);
        using (save) save.Commit();
        return results[0];
    }

    /// <summary>Does all of a save but its last step, so that several can be checked before the first of them shows.</summary>
    internal PreparedSave Prepare(string symbol, BarInterval interval, BarSeries bars, SaveOptions options)
    {
        symbol = CatalogPaths.RequireSymbol(symbol);
        if (bars.Count == 0) throw new DataException("There is no bar to save.", "Give a source that holds at least one bar.");
        BarChecks.Require(bars, null, symbol);
        BarChecks.RequireGrid(bars, interval, symbol);
        var transaction = new CatalogTransaction(catalog.Paths.SetFolder(symbol, interval), catalog.Root);
        try
        {
            return new(StageSet(symbol, interval, bars, options, transaction), transaction);
        }
        catch
        {
            transaction.Dispose();
            throw;
        }
    }

    /// <summary>As <see cref="Prepare"/>, for the settlements of several symbols at once.</summary>
    internal (PreparedSave Save, IReadOnlyList<SaveResult> Results) PrepareFunding(
        IReadOnlyList<KeyValuePair<string, FundingSeries>> funding, bool replace)
    {
        var transaction = new CatalogTransaction(catalog.Paths.Funding, catalog.Root);
        try
        {
            var results = funding.Select(entry => StageFunding(CatalogPaths.RequireSymbol(entry.Key), entry.Value, replace, transaction)).ToList();
            return (new(default, transaction), results);
        }
        catch
        {
            transaction.Dispose();
            throw;
        }
    }

    private SaveResult StageFunding(string symbol, FundingSeries funding, bool replace, CatalogTransaction transaction)
    {
        var name = Path.GetFileName(catalog.Paths.FundingFile(symbol));
        var warnings = new List<string>();
        var (merged, result) = FundingMerge.Merge(StoredFunding(symbol, replace, warnings), funding, replace, symbol);
        if (result.Added + result.Replaced == 0) return result;
        transaction.Stage(name, FundingFile.Write(merged));
        return result with { Files = [name], Warnings = warnings };
    }

    private FundingSeries StoredFunding(string symbol, bool replace, List<string> warnings)
    {
        try
        {
            return catalog.Funding(symbol);
        }
        catch (DataException damaged) when (replace)
        {
            warnings.Add($"{damaged.Cause} The file was made anew from this import alone.");
            return FundingSeries.Empty;
        }
    }

    private SaveResult StageSet(string symbol, BarInterval interval, BarSeries bars, SaveOptions options, CatalogTransaction transaction)
    {
        var existing = options.Replace ? catalog.TrySetForRepair(symbol, interval) : catalog.Has(symbol, interval) ? catalog.Set(symbol, interval) : null;
        if (existing is not null && existing.IsSynthetic != options.IsSynthetic)
            throw new DataException("Synthetic and real bars cannot be in one set.", "Use another symbol or another folder for the synthetic ones.");
        var warnings = new List<string>();
        var market = MarketOf(existing, options, $"{symbol} {interval}", warnings);
        var files = new SortedDictionary<string, SetFile>(StringComparer.Ordinal);
        foreach (var file in existing?.Metadata?.Files ?? []) files[file.Name] = file;
        var rules = existing?.Metadata?.Instrument ?? InstrumentCatalog.Find(symbol) ?? InstrumentCatalog.Derive(symbol, bars);
        var result = StageMonths(symbol, interval, bars, options, existing, transaction, files, warnings) with { IsInstrumentAssumed = rules.Assumed, Warnings = warnings };
        var metadata = new SetMetadata
        {
            Symbol = symbol,
            Interval = interval.ToString(),
            Synthetic = options.IsSynthetic,
            Market = market == MarketKind.Unknown ? null : MarketKinds.Word(market),
            Source = JoinSources(existing?.Metadata?.Source, options.Source),
            Updated = options.Updated.ToString(),
            Instrument = rules with { Symbol = symbol },
            Files = [.. files.Values],
        };
        // An import that changes nothing leaves every byte as it was, its date included.
        if (result.Files.Count > 0 || existing?.Metadata?.Source != metadata.Source || existing?.Metadata?.Market != metadata.Market) transaction.Stage(CatalogPaths.MetadataName, metadata.ToBytes());
        return result;
    }

    private static SaveResult StageMonths(
        string symbol, BarInterval interval, BarSeries bars, SaveOptions options, CatalogSet? existing,
        CatalogTransaction transaction, SortedDictionary<string, SetFile> files, List<string> warnings)
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
            var stored = Stored(existing, name, options.Replace, out var isDamaged);
            if (isDamaged) warnings.Add($"{symbol} {interval}: {name} was damaged or missing and was made anew from this import alone: {part.Count} bars, {files[name].Rows} before.");
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

    // A damaged month that may be replaced is as good as none: that is how it is repaired.
    private static BarSeries Stored(CatalogSet? existing, string name, bool replace, out bool isDamaged)
    {
        var isListed = existing?.Metadata?.Files.Any(file => file.Name == name) ?? false;
        var month = existing?.Months.FirstOrDefault(file => file.Name == name);
        isDamaged = isListed && month is null;
        if (month is null) return BarSeries.Empty;
        try
        {
            return new MonthReader(existing!).ReadAll(month.Start, month.End);
        }
        catch (DataException) when (replace && isListed)
        {
            isDamaged = true;
            return BarSeries.Empty;
        }
    }

    // Spot and perpetual bars of one symbol look alike and are different markets: mixed, they are neither.
    private static MarketKind MarketOf(CatalogSet? existing, SaveOptions options, string name, List<string> warnings)
    {
        var stored = MarketKinds.Of(existing?.Metadata?.Market);
        if (options.Market == MarketKind.Unknown) return stored;
        var word = MarketKinds.Word(options.Market);
        if (stored == MarketKind.Unknown && existing is not null && !options.IsMarketStated)
            warnings.Add($"{name}: the stored bars do not say which market they are of; the set is now called {word}, as the new files are.");
        if (stored == MarketKind.Unknown || stored == options.Market) return options.Market;
        var kept = MarketKinds.Word(stored);
        throw new DataException(
            $"{name} holds bars of a {kept} market, and the new ones are of a {word} market{(options.IsMarketStated ? "" : ", by the names of their files")}.",
            $"Give them another symbol, such as --symbol {name.Split(' ')[0]}-{word.ToUpperInvariant()}"
                + (options.IsMarketStated ? "." : $", or state --market {kept} if that is what they are."));
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
