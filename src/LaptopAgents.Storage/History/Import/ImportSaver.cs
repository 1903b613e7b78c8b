using LaptopAgents.Domain;

namespace LaptopAgents.Storage;

/// <summary>Writes what was read: first everything beside its place, then, when nothing was refused, all of it into place.</summary>
internal sealed class ImportSaver(DataCatalog catalog, ImportSession session)
{
    private readonly List<PreparedSave> _saves = [];
    private readonly List<ImportedSet> _sets = [];

    public ImportResult Save(ImportReader read)
    {
        try
        {
            foreach (var group in read.Bars.GroupBy(part => (part.Symbol, part.Interval))) PrepareBars(group.Key.Symbol, group.Key.Interval, [.. group]);
            PrepareFunding(read);
            foreach (var group in read.Ticks.GroupBy(part => (part.Symbol, part.Folder))) PrepareTicks(group.Key.Symbol, [.. group]);
            PreparedSave.CommitTogether(catalog.Root, _saves);
        }
        finally
        {
            foreach (var save in _saves) save.Dispose();
        }

        return new(_sets, session.Warnings);
    }

    // The last folders of the first file say what a name such as 2025-05.csv.gz does not; the rest of the path is nobody's business.
    private string Source(IEnumerable<string> names)
    {
        if (session.Options.Source is { } stated) return stated;
        var ordered = names.Order(StringComparer.Ordinal).ToList();
        var first = string.Join('/', ordered[0].Split(['/', '\\'], StringSplitOptions.RemoveEmptyEntries).TakeLast(3));
        return ordered.Count == 1 ? first : $"{first} to {Path.GetFileName(ordered[^1])} ({ordered.Count} files)";
    }

    private void PrepareBars(string symbol, BarInterval interval, List<ImportReader.BarPart> parts)
    {
        var bars = Join(parts, symbol, interval);
        var options = new SaveOptions
        {
            Source = Source(parts.Select(part => part.Name)), Updated = session.Options.Now, Replace = session.Options.Replace,
            Market = MarketOf(parts, symbol), IsMarketStated = session.Options.Market != MarketKind.Unknown
        };
        var save = new CatalogWriter(catalog).Prepare(symbol, interval, bars, options);
        _saves.Add(save);
        var result = save.Result;
        foreach (var warning in result.Warnings ?? []) session.Warn(warning);
        if (result.IsInstrumentAssumed)
            session.Warn($"{symbol}: the contract is not known; tick and lot were taken from the decimals of its bars, fees and margin from BTCUSDT. Correct them in metadata.json.");
        _sets.Add(new("bars", symbol, interval, bars.OpenTime(0), bars.OpenTime(bars.Count - 1) + interval.Length, bars.Count,
            result.Added, result.Identical, result.Replaced, result.Files));
    }

    private static MarketKind MarketOf(List<ImportReader.BarPart> parts, string symbol)
    {
        var first = parts.Find(part => part.Market != MarketKind.Unknown);
        if (first is null) return MarketKind.Unknown;
        if (parts.Find(part => part.Market != MarketKind.Unknown && part.Market != first.Market) is { } other)
            throw new DataException(
                $"{first.Name} is of a {MarketKinds.Word(first.Market)} market and {other.Name} of a {MarketKinds.Word(other.Market)} market, by their names; both would become {symbol}.",
                "Import them one after the other under different symbols, or state --market if the names mislead.");
        return first.Market;
    }

    private static BarSeries Join(List<ImportReader.BarPart> parts, string symbol, BarInterval interval)
    {
        var ordered = parts.OrderBy(part => part.Bars.OpenTimes[0]).ToList();
        var overlaps = Enumerable.Range(1, ordered.Count - 1).Any(i => ordered[i].Bars.OpenTimes[0] <= ordered[i - 1].Bars.OpenTimes[^1]);
        if (!overlaps) return BarSeries.Concat([.. ordered.Select(part => part.Bars)]);
        // Two sources of the same hours may only say the same; which of them would be right cannot be known here.
        return ordered.Select(part => part.Bars).Aggregate((all, next) => BarMerge.Merge(all, next, replace: false, $"The import of {symbol} {interval}").Bars);
    }

    private void PrepareFunding(ImportReader read)
    {
        var bySymbol = new List<KeyValuePair<string, FundingSeries>>();
        foreach (var group in read.Funding.GroupBy(part => part.Symbol))
            bySymbol.Add(new(group.Key, group.Select(part => part.Funding).Aggregate((all, next) => FundingMerge.Merge(all, next, replace: false, group.Key).Funding)));
        foreach (var group in read.MarkBars.GroupBy(part => part.Symbol)) AddMarks(group.Key, [.. group], bySymbol);
        if (bySymbol.Count == 0) return;
        var (save, results) = new CatalogWriter(catalog).PrepareFunding(bySymbol, session.Options.Replace);
        _saves.Add(save);
        for (var i = 0; i < bySymbol.Count; i++)
        {
            var (symbol, funding) = bySymbol[i];
            foreach (var warning in results[i].Warnings ?? []) session.Warn(warning);
            _sets.Add(new("funding", symbol, null, funding.Time(0), funding.Time(funding.Count - 1), funding.Count,
                results[i].Added, results[i].Identical, results[i].Replaced, results[i].Files));
        }
    }

    private void AddMarks(string symbol, List<ImportReader.BarPart> marks, List<KeyValuePair<string, FundingSeries>> bySymbol)
    {
        var at = bySymbol.FindIndex(entry => entry.Key == symbol);
        var funding = at >= 0 ? bySymbol[at].Value : catalog.Funding(symbol);
        if (funding.Count == 0)
            throw new DataException($"{marks[0].Name} gives mark prices for funding settlements, but {symbol} has no funding.", "Import the funding first, or together with it.");
        var total = 0;
        foreach (var part in marks)
        {
            (funding, var found) = FundingMarks.Apply(funding, part.Bars, part.Interval);
            total += found;
        }

        if (total == 0) session.Warn($"{marks[0].Name}: no mark price falls on a funding settlement of {symbol}; nothing was changed.");
        else session.Warn($"{symbol}: {total} funding settlements now have their mark price.");
        if (at >= 0) bySymbol[at] = new(symbol, funding);
        else bySymbol.Add(new(symbol, funding));
    }

    private void PrepareTicks(string symbol, List<ImportReader.TickPart> parts)
    {
        var whole = new TickRecording(symbol, Source(parts.Select(part => part.Name)));
        foreach (var part in parts.OrderBy(part => part.Table.Schema.Kind).ThenBy(part => part.Table[0, TickSchema.Time])) whole.Add(part.Table);
        if (parts.Min(part => part.SmallestDelay) is { } smallest)
        {
            whole.CorrectClock(smallest);
            if (whole.ClockCorrection is { Nanos: > 0 } correction)
                session.Warn(FormattableString.Invariant($"{symbol} {whole.FolderName}: the recorder's clock was behind the venue's by at least {-smallest / 1e6:0} ms; receive times were moved by {correction.TotalMilliseconds:0} ms, so that the quickest message took 1 ms."));
        }

        foreach (var gap in DepthChain.Breaks(whole.Find(DataKind.Depth)))
            session.Warn($"{symbol} {whole.FolderName}: the order book's changes have a gap at {gap}; the book is not reliable after it.");
        foreach (var recording in DayParts(whole))
        {
            var save = new TickStore(catalog).Prepare(recording, session.Options.Replace, session.Options.Now);
            _saves.Add(save);
            _sets.Add(new(string.Join('+', recording.Kinds.Select(kind => kind.ToString().ToLowerInvariant())), symbol, null, recording.From, recording.To, recording.Rows,
                save.Result.Added, save.Result.Identical, save.Result.Replaced, save.Result.Files));
        }
    }

    // A dump of a month is stored a UTC day at a time, so that a run of a day reads a day. An order book cannot be cut: it starts from
    // its snapshot.
    private static List<TickRecording> DayParts(TickRecording whole)
    {
        const long day = 86_400_000_000_000;
        var isShort = whole.To.UnixNanos - whole.From.UnixNanos < day;
        if (isShort || whole.Find(DataKind.Depth) is not null || whole.Find(DataKind.Snapshot) is not null) return [whole];
        var parts = new SortedDictionary<long, TickRecording>();
        foreach (var table in whole.Tables)
        {
            var times = table.Column(TickSchema.Time);
            for (var start = 0; start < times.Length;)
            {
                var date = times[start] / day;
                var end = times.BinarySearch((date + 1) * day - 1);
                end = end < 0 ? ~end : end + 1;
                while (end < times.Length && times[end] / day == date) end++;
                var part = new TickTable(table.Schema, end - start);
                part.Append(table, start, end);
                if (!parts.TryGetValue(date, out var recording)) parts[date] = recording = new(whole.Symbol, whole.Source);
                recording.RestoreCorrection(whole.ClockCorrection);
                recording.Add(part);
                start = end;
            }
        }

        return [.. parts.Values];
    }
}
