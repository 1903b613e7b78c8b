using LaptopAgents.Domain;
using LaptopAgents.Runtime.Configuration;
using LaptopAgents.Storage;

namespace LaptopAgents.Cli.Composition;

/// <summary>Finds the data of a run: the user's catalog, or the shipped synthetic market where that has nothing of the symbol.</summary>
internal static class MarketSelection
{
    private const string DemoFolder = "data/demo";

    /// <exception cref="DataException">The data are not there, or not good enough.</exception>
    public static IReadOnlyList<MarketDataSet> Load(ResolvedConfig resolved)
    {
        var config = resolved.Config;
        var interval = BarInterval.Of(Duration.FromTimeSpan(config.Timeframe));
        return config.Data.Source switch
        {
            DataSource.Csv => FromCsv(resolved, interval),
            DataSource.Ticks => FromTicks(resolved, interval),
            _ => FromCatalog(resolved, ChooseCatalog(resolved), interval),
        };
    }

    /// <summary>The user's own catalog, which may hold nothing.</summary>
    public static DataCatalog OwnCatalog(ResolvedConfig resolved) =>
        DataCatalog.Open(RootOf(resolved.PathOf(resolved.Config.Data.PathFor(resolved.Config.Symbol))));

    private static List<MarketDataSet> FromCatalog(ResolvedConfig resolved, DataCatalog catalog, BarInterval interval)
    {
        var config = resolved.Config;
        var (from, to) = Range(config.Data, catalog.Range(config.Symbol, interval));
        var sets = new List<MarketDataSet>();
        foreach (var symbol in config.Symbols)
        {
            var set = catalog.Load(symbol, interval, from, to, new InstrumentId(sets.Count));
            sets.Add(Configure(resolved, set with { Funding = Funding(resolved, set) }));
        }

        return sets;
    }

    private static List<MarketDataSet> FromTicks(ResolvedConfig resolved, BarInterval interval)
    {
        var config = resolved.Config;
        var store = new TickStore(DataCatalog.Open(RootOf(resolved.PathOf(config.Data.PathFor(config.Symbol)))));
        var sets = new List<MarketDataSet>();
        foreach (var symbol in config.Symbols)
            sets.Add(Configure(resolved, store.LoadMarket(symbol, interval, At(config.Data.From), At(config.Data.To), new InstrumentId(sets.Count))));
        return sets;
    }

    // The files are read by the importer into a catalog that lives as long as the loading: one reader, one set of checks.
    private static List<MarketDataSet> FromCsv(ResolvedConfig resolved, BarInterval interval)
    {
        var folder = Directory.CreateTempSubdirectory("laptopagents-csv-");
        try
        {
            var catalog = DataCatalog.Open(folder.FullName);
            foreach (var symbol in resolved.Config.Symbols)
            {
                var options = new ImportOptions { Symbol = symbol, Interval = interval, Now = Timestamp.FromDateTime(DateTime.UtcNow) };
                new Importer(catalog).Import([resolved.PathOf(resolved.Config.Data.PathFor(symbol))], options);
            }

            return FromCatalog(resolved, catalog, interval);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static MarketDataSet Configure(ResolvedConfig resolved, MarketDataSet set)
    {
        RequireGrade(resolved.Config.Data.RequireGrade, set.Instrument.Symbol, set.Quality);
        return set with { Instrument = VenueComposition.Configure(set.Instrument, resolved.Config.Broker) };
    }

    private static DataCatalog ChooseCatalog(ResolvedConfig resolved)
    {
        var config = resolved.Config;
        var demo = DataCatalog.Open(DemoRoot(resolved));
        if (config.Data.Demo == DemoUse.Always || config.Data.Source == DataSource.Demo) return demo;
        var own = OwnCatalog(resolved);
        var interval = BarInterval.Of(Duration.FromTimeSpan(config.Timeframe));
        var isMissing = !config.Symbols.Any(symbol => own.Has(symbol, interval));
        var canStandIn = config.Data.Demo == DemoUse.Auto && config.Symbols.All(symbol => demo.Has(symbol, interval));
        return isMissing && canStandIn ? demo : own;
    }

    // The roadmap's path names the symbol's folder, `data/candles/BTCUSDT/`; the catalog is what lies above `candles`.
    private static string RootOf(string path)
    {
        var folder = new DirectoryInfo(Path.TrimEndingDirectorySeparator(path));
        return folder.Parent is { Name: "candles", Parent: { } root } ? root.FullName
            : folder is { Name: "candles", Parent: { } above } ? above.FullName
            : folder.FullName;
    }

    private static string DemoRoot(ResolvedConfig resolved)
    {
        var own = resolved.PathOf(DemoFolder);
        return Directory.Exists(own) ? own : Path.Combine(AppContext.BaseDirectory, DemoFolder);
    }

    /// <summary>The range that was asked for, inside what there is; a number of days counts back from its end, or from the given start.</summary>
    private static (Timestamp From, Timestamp To) Range(DataConfig data, (Timestamp From, Timestamp To) available)
    {
        var (from, to) = (At(data.From), At(data.To));
        if (data.Days is not { } days) return (from ?? available.From, to ?? available.To);
        var length = Duration.FromTimeSpan(TimeSpan.FromDays((double)days));
        if (from is { } start) return (start, to ?? start + length);
        var end = to ?? available.To;
        return (end - length > available.From ? end - length : available.From, end);
    }

    private static Timestamp? At(DateTimeOffset? time) => time is { } given ? Timestamp.FromDateTime(given.UtcDateTime) : null;

    private static void RequireGrade(Runtime.Configuration.DataGrade? required, string symbol, DataQualityReport quality)
    {
        if (required is not { } least) return;
        if (string.CompareOrdinal(quality.Grade.ToString(), least.ToString()) > 0)
            throw new DataException(
                $"The data of {symbol} have grade {quality.Grade}, and {least} is required.",
                $"`la data check {symbol}` says why. Mend the data, choose other dates, or lower --require-grade.");
    }

    private static FundingSeries Funding(ResolvedConfig resolved, MarketDataSet set)
    {
        if (!resolved.Config.Broker.Funding.Enabled) return FundingSeries.Empty;
        if (set.IsSynthetic || resolved.Config.Broker.Funding.SourceFor(set.Instrument.Symbol) is not { } source) return set.Funding;
        var path = resolved.PathOf(source);
        return File.Exists(path) ? FundingSeries.Load(path).Between(set.From, set.To) : set.Funding;
    }
}
