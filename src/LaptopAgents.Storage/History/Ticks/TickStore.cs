using System.Security.Cryptography;
using System.Text.Json;
using LaptopAgents.Domain;

namespace LaptopAgents.Storage;

/// <summary>What <c>metadata.json</c> says about a recording.</summary>
internal sealed record TickMetadata
{
    public required string Symbol { get; init; }

    public required string Source { get; init; }

    public required string From { get; init; }

    public required string To { get; init; }

    public required string Updated { get; init; }

    /// <summary>Added to the recorder's clock; absent when nothing was received, only dumped.</summary>
    public double? ClockCorrectionMs { get; set; }

    public IReadOnlyList<TickFileNote> Files { get; set; } = [];
}

/// <summary>One file of a recording.</summary>
internal sealed record TickFileNote(string Name, long Rows, string Sha256);

/// <summary>A recording that the catalog has, without its ticks.</summary>
/// <param name="Name">Its folder: the instant at which it begins.</param>
public sealed record TickEntry(string Symbol, string Name, Timestamp From, Timestamp To, long Rows, string Kinds, string Source)
{
    internal string Folder { get; init; } = "";
}

/// <summary>Recordings on disk: <c>ticks/SYMBOL/START/{trades,quotes,depth,snapshot,mark}.parquet</c> and <c>metadata.json</c>.</summary>
public sealed class TickStore(DataCatalog catalog)
{
    /// <summary>Every recording, or those of one symbol, by symbol and time.</summary>
    public IReadOnlyList<TickEntry> Entries(string? symbol = null)
    {
        CatalogTransaction.Recover(catalog.Root);
        if (!Directory.Exists(catalog.Paths.Ticks)) return [];
        var entries = new List<TickEntry>();
        foreach (var metadata in Directory.EnumerateFiles(catalog.Paths.Ticks, CatalogPaths.MetadataName, SearchOption.AllDirectories))
        {
            var folder = Path.GetDirectoryName(metadata)!;
            CatalogTransaction.Recover(folder);
            var note = Read(metadata);
            if (symbol is null || note.Symbol == symbol)
            {
                entries.Add(new(note.Symbol, Path.GetFileName(folder), Time(note.From, metadata), Time(note.To, metadata), note.Files.Sum(file => file.Rows),
                    string.Join('+', note.Files.Select(file => Path.GetFileNameWithoutExtension(file.Name))), note.Source)
                { Folder = folder });
            }
        }

        return [.. entries.OrderBy(entry => entry.Symbol, StringComparer.Ordinal).ThenBy(entry => entry.From)];
    }

    /// <summary>Loads a recording with all its ticks, each file checked against its hash.</summary>
    /// <exception cref="DataException">A file is missing, damaged, or not the one that was imported.</exception>
    public TickRecording Load(TickEntry entry)
    {
        var note = Read(Path.Combine(entry.Folder, CatalogPaths.MetadataName));
        var recording = new TickRecording(note.Symbol, note.Source);
        foreach (var schema in TickSchema.All)
        {
            if (note.Files.FirstOrDefault(file => file.Name == schema.FileName) is not { } file) continue;
            var path = Path.Combine(entry.Folder, file.Name);
            if (!File.Exists(path)) throw new DataException($"{path} is missing, though metadata.json lists it.", "Import the recording again.");
            var bytes = File.ReadAllBytes(path);
            if (Convert.ToHexStringLower(SHA256.HashData(bytes)) != file.Sha256)
                throw new DataException($"{path} is not the file that was imported: its SHA-256 differs from metadata.json.", "Import the recording again with --replace.");
            recording.Add(TickTable.FromFile(schema, bytes, path));
        }

        recording.RestoreCorrection(note.ClockCorrectionMs is { } ms ? new Duration((long)Math.Round(ms * 1e6)) : null);
        return recording;
    }

    /// <summary>
    /// Loads the newest recording of a symbol that overlaps a range, with bars built from its trades: what a run on ticks needs.
    /// A recording is run whole, because an order book cannot be entered in the middle.
    /// </summary>
    /// <exception cref="DataException">There is none, or it has no trades or no whole bar.</exception>
    public MarketDataSet LoadMarket(string symbol, BarInterval interval, Timestamp? from, Timestamp? to, InstrumentId id)
    {
        var entries = Entries(symbol);
        if (entries.LastOrDefault(entry => (to is null || entry.From < to) && (from is null || entry.To >= from)) is not { } chosen)
        {
            throw new DataException(
                $"There is no recording of {symbol}{(entries.Count == 0 ? "" : " in that range")}.",
                entries.Count == 0 ? "Import one with `la data import PATH`." : $"There are: {string.Join(", ", entries.Select(entry => $"{entry.From} to {entry.To}"))}.");
        }

        var recording = Load(chosen);
        var (bars, funding) = Summary(recording, interval);
        if (bars.Count == 0)
            throw new DataException($"The recording of {symbol} at {chosen.From} holds no whole bar of {interval}.", "Choose a shorter timeframe, for example --set timeframe=1s.");
        var rules = InstrumentCatalog.Find(symbol) ?? InstrumentCatalog.Derive(symbol, bars);
        return new()
        {
            Instrument = rules.ToInstrument(symbol, id),
            Interval = interval,
            Bars = bars,
            Funding = funding,
            Quality = DataQuality.Assess(bars, interval, funding),
            IsSynthetic = false,
            IsInstrumentAssumed = rules.Assumed,
            Source = $"{recording.Source}; bars built from its trades",
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(chosen.Folder, CatalogPaths.MetadataName)))),
            Files = [],
            Recording = recording,
        };
    }

    // What the feed will tell: bars made of the trades, and the settlements that the marks announce.
    private static (BarSeries Bars, FundingSeries Funding) Summary(TickRecording recording, BarInterval interval)
    {
        var feed = new TickFeed(recording, default, interval);
        var bars = new BarSeriesBuilder();
        var (times, rates, marks) = (new List<long>(), new List<long>(), new List<long>());
        var batch = new Engine.MarketBatch();
        while (feed.TryRead(batch))
        {
            foreach (ref readonly var next in batch.Events)
            {
                if (next.Kind == EventKind.BarClose) bars.Add(next.Bar);
                if (next.Kind != EventKind.FundingRate) continue;
                times.Add(next.Time.UnixNanos);
                rates.Add(next.FundingRate.Rate.Raw);
                marks.Add(next.FundingRate.MarkPrice.Raw);
            }
        }

        return (bars.ToSeries(), times.Count == 0 ? FundingSeries.Empty : new([.. times], [.. rates], [.. marks]));
    }

    /// <summary>Writes a recording beside its place; it shows with the commit.</summary>
    internal PreparedSave Prepare(TickRecording recording, bool replace, Timestamp now)
    {
        var folder = Path.Combine(catalog.Paths.Ticks, recording.Symbol, recording.FolderName);
        var files = recording.Tables.Select(table => (table.Schema.FileName, Bytes: table.ToFile([new(BarFile.SymbolNote, recording.Symbol)]), table.Count)).ToList();
        var notes = files.Select(file => new TickFileNote(file.FileName, file.Count, Convert.ToHexStringLower(SHA256.HashData(file.Bytes)))).ToList();
        var rows = (int)Math.Min(int.MaxValue, recording.Rows);
        var metadataPath = Path.Combine(folder, CatalogPaths.MetadataName);
        if (File.Exists(metadataPath))
        {
            if (IsStored(metadataPath, notes, replace)) return new(new(0, rows, 0, []), null);
            if (!replace) throw new DataException($"{folder} already has another recording.", "Use --replace to put the new one in its place.");
        }

        var metadata = new TickMetadata
        {
            Symbol = recording.Symbol,
            Source = recording.Source,
            From = recording.From.ToString(),
            To = recording.To.ToString(),
            Updated = now.ToString(),
            ClockCorrectionMs = recording.ClockCorrection?.TotalMilliseconds,
            Files = notes,
        };
        var isNew = !File.Exists(metadataPath);
        var transaction = new CatalogTransaction(folder, catalog.Root);
        try
        {
            foreach (var (name, bytes, _) in files) transaction.Stage(name, bytes);
            transaction.Stage(CatalogPaths.MetadataName, [.. JsonSerializer.SerializeToUtf8Bytes(metadata, HistoryJson.Default.TickMetadata), (byte)'\n']);
        }
        catch
        {
            transaction.Dispose();
            throw;
        }

        return new(new(isNew ? rows : 0, 0, isNew ? 0 : rows, [.. files.Select(file => file.FileName)]), transaction);
    }

    // A recording that is to be replaced may be damaged, while its metadata, if it can be read, still says what it should be.
    private static bool IsStored(string metadataPath, List<TickFileNote> notes, bool replace)
    {
        try
        {
            return Read(metadataPath).Files.SequenceEqual(notes) && (!replace || notes.TrueForAll(note => IsWhole(Path.GetDirectoryName(metadataPath)!, note)));
        }
        catch (DataException) when (replace)
        {
            return false;
        }
    }

    private static bool IsWhole(string folder, TickFileNote note) =>
        Path.Combine(folder, note.Name) is var path && File.Exists(path)
        && Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))) == note.Sha256;

    private static TickMetadata Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), HistoryJson.Default.TickMetadata) ?? throw new JsonException("It is empty.");
        }
        catch (JsonException problem)
        {
            throw new DataException($"{path} cannot be read: {problem.Message}", "Import the recording again.", problem);
        }
    }

    private static Timestamp Time(string text, string path) =>
        TimeText.TryParse(System.Text.Encoding.UTF8.GetBytes(text), out var nanos, out _)
            ? new(nanos)
            : throw new DataException($"{path} has the time '{text}', which cannot be read.", "Import the recording again.");
}
