using System.Security.Cryptography;
using System.Text;
using LaptopAgents.Domain;

namespace LaptopAgents.Storage;

/// <summary>Historical market data on disk. Reading never changes it; writing is <see cref="CatalogWriter"/>.</summary>
public sealed class DataCatalog
{
    /// <summary>Rows that one load may take into memory: about 2.3 GB. More is streamed.</summary>
    public const long MaxRowsInMemory = 50_000_000;

    private readonly CatalogPaths _paths;
    private readonly CatalogScan _scan;

    private DataCatalog(CatalogPaths paths) => (_paths, _scan) = (paths, new(paths));

    public string Root => _paths.Root;

    internal CatalogPaths Paths => _paths;

    /// <summary>Opens the catalog in a folder. A folder that does not exist is an empty catalog.</summary>
    public static DataCatalog Open(string root) => new(new(root));

    /// <summary>Every set of bars, by symbol and interval.</summary>
    public IReadOnlyList<CatalogSet> Sets() => _scan.Sets();

    /// <summary>The symbols that have bars, in order.</summary>
    public IReadOnlyList<string> Symbols() => [.. Sets().Select(set => set.Symbol).Distinct()];

    /// <summary>Whether the catalog has bars of a symbol at an interval.</summary>
    public bool Has(string symbol, BarInterval? interval = null) => _scan.TryFind(CatalogPaths.RequireSymbol(symbol), interval ?? BarInterval.OneMinute) is not null;

    /// <summary>From the first bar's opening to the last bar's close.</summary>
    /// <exception cref="DataException">There are no bars of the symbol.</exception>
    public (Timestamp From, Timestamp To) Range(string symbol, BarInterval? interval = null)
    {
        var set = Set(symbol, interval);
        return (set.From, set.To);
    }

    /// <summary>The set of a symbol at an interval (one minute when not given).</summary>
    /// <exception cref="DataException">There is none; the message names what there is.</exception>
    public CatalogSet Set(string symbol, BarInterval? interval = null) =>
        _scan.Find(CatalogPaths.RequireSymbol(symbol), interval ?? BarInterval.OneMinute);

    internal CatalogSet? TrySetForRepair(string symbol, BarInterval interval) => _scan.TryFindForRepair(symbol, interval);

    /// <summary>Loads the bars that open at or after <paramref name="from"/> and before <paramref name="to"/>, with their funding.</summary>
    /// <param name="from">Null: from the first bar.</param>
    /// <param name="to">Null: to the last bar.</param>
    /// <param name="id">The instrument's place in the run.</param>
    /// <exception cref="DataException">Nothing is there, the range is empty or reversed, or a file is damaged.</exception>
    public MarketDataSet Load(
        string symbol, BarInterval? interval = null, Timestamp? from = null, Timestamp? to = null, InstrumentId id = default)
    {
        var set = Set(symbol, interval);
        var (first, end) = CheckRange(set, from, to);
        var reader = new MonthReader(set);
        var bars = reader.ReadAll(first, end);
        if (bars.Count == 0)
            throw new DataException($"{set.Symbol} has no bar from {first} to {end}: they fall into a gap.", "Choose other dates; `la data check` lists the gaps.");
        var (funding, fundingSha) = ReadFunding(set.Symbol);
        var lastClose = bars.OpenTime(bars.Count - 1) + set.Interval.Length;
        funding = funding.Between(bars.OpenTime(0), lastClose);
        var rules = set.Metadata?.Instrument ?? InstrumentCatalog.Find(set.Symbol) ?? InstrumentCatalog.Derive(set.Symbol, bars);
        if (fundingSha is not null) reader.Files.Add(new($"funding/{set.Symbol}_funding.csv", fundingSha));
        return new()
        {
            Instrument = rules.ToInstrument(set.Symbol, id),
            Interval = set.Interval,
            Bars = bars,
            Funding = funding,
            Quality = DataQuality.Assess(bars, set.Interval, funding),
            IsSynthetic = set.IsSynthetic,
            IsInstrumentAssumed = rules.Assumed,
            Source = set.Source,
            Sha256 = Combine(reader.Files, first, end),
            Files = reader.Files,
        };
    }

    /// <summary>
    /// The same bars month by month, so that any number of years takes the memory of one month. Each part is good only until the next
    /// is asked for, because they share their columns.
    /// </summary>
    /// <exception cref="DataException">As <see cref="Load"/>, for a damaged file when it is reached.</exception>
    public IEnumerable<BarSeries> Stream(string symbol, BarInterval? interval = null, Timestamp? from = null, Timestamp? to = null)
    {
        var set = Set(symbol, interval);
        var (first, end) = CheckRange(set, from, to);
        return new MonthReader(set).ReadEach(first, end);
    }

    /// <summary>The funding of a symbol; empty when there is none.</summary>
    public FundingSeries Funding(string symbol) => ReadFunding(CatalogPaths.RequireSymbol(symbol)).Funding;

    /// <summary>The symbols that have a funding file, in order.</summary>
    public IReadOnlyList<string> FundingSymbols() => _paths.FundingSymbols();

    private (FundingSeries Funding, string? Sha256) ReadFunding(string symbol)
    {
        CatalogTransaction.Recover(_paths.Root);
        CatalogTransaction.Recover(_paths.Funding);
        var path = _paths.FundingFile(symbol);
        if (!File.Exists(path)) return (FundingSeries.Empty, null);
        var bytes = File.ReadAllBytes(path);
        return (FundingFile.Read(bytes, path), Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }

    private static (Timestamp From, Timestamp To) CheckRange(CatalogSet set, Timestamp? from, Timestamp? to)
    {
        var (first, end) = (from ?? set.From, to ?? set.To);
        if (end <= first)
            throw new DataException($"The range from {first} to {end} is empty or reversed.", "Give a start that is before the end.");
        if (end <= set.From || first >= set.To)
            throw new DataException($"{set.Symbol} {set.Interval} has no bar from {first} to {end}.", $"The data reach from {set.From} to {set.To}.");
        return (first, end);
    }

    private static string Combine(List<KeyValuePair<string, string>> files, Timestamp from, Timestamp to)
    {
        var text = new StringBuilder();
        foreach (var (name, hash) in files) text.Append(name).Append(' ').Append(hash).Append('\n');
        text.Append(from).Append(' ').Append(to).Append('\n');
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
