using LaptopAgents.Domain;
using LaptopAgents.Runtime.Configuration;
using LaptopAgents.Storage;

namespace LaptopAgents.Cli.Composition;

/// <summary>Loads the data of a run from where <see cref="MarketPlace"/> found them.</summary>
internal static class MarketSelection
{
    /// <exception cref="DataException">The data are not there, or not good enough.</exception>
    public static IReadOnlyList<MarketDataSet> Load(ResolvedConfig resolved)
    {
        var interval = BarInterval.Of(Duration.FromTimeSpan(resolved.Config.Timeframe));
        foreach (var symbol in resolved.Config.Symbols) FundingChoice.RequireSource(resolved, symbol);
        return resolved.Config.Data.Source switch
        {
            DataSource.Csv => FromCsv(resolved, interval),
            DataSource.Ticks => FromTicks(resolved, interval),
            _ => MarketPlace.Find(resolved, interval) is { } catalog ? FromCatalog(resolved, catalog, interval) : FromCsv(resolved, interval),
        };
    }

    private static List<MarketDataSet> FromCatalog(ResolvedConfig resolved, DataCatalog catalog, BarInterval interval)
    {
        var config = resolved.Config;
        var available = catalog.Range(config.Symbol, interval);
        var asked = AskedRange.Of(config.Data, available);
        var sets = new List<MarketDataSet>();
        foreach (var symbol in config.Symbols)
        {
            // Days counted back from the end of the data reach no further than to their start.
            var from = config.Data.From is null && asked.From < available.From ? available.From : asked.From;
            var set = FundingChoice.Apply(resolved, catalog.Load(symbol, interval, from, asked.To, new InstrumentId(sets.Count)));
            sets.Add(Configure(resolved, set with { Shortfall = asked.Against(set) }));
        }

        return sets;
    }

    private static List<MarketDataSet> FromTicks(ResolvedConfig resolved, BarInterval interval)
    {
        var config = resolved.Config;
        var store = new TickStore(MarketPlace.OwnCatalog(resolved));
        var (from, to) = (AskedRange.At(config.Data.From), AskedRange.At(config.Data.To));
        var sets = new List<MarketDataSet>();
        foreach (var symbol in config.Symbols)
        {
            var set = store.LoadMarket(symbol, interval, from, to, new InstrumentId(sets.Count));
            sets.Add(Configure(resolved, set with { Shortfall = AskedRange.Of(config.Data, (set.From, set.To)).Against(set) }));
        }

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
        if (resolved.Config.Data.RequireGrade is { } least) RequireGrade(least, set);
        return set with { Instrument = VenueComposition.Configure(set.Instrument, resolved.Config.Broker) };
    }

    private static void RequireGrade(Runtime.Configuration.DataGrade least, MarketDataSet set)
    {
        var (symbol, quality) = (set.Instrument.Symbol, set.Quality);
        if (string.CompareOrdinal(quality.Grade.ToString(), least.ToString()) > 0)
            throw new DataException(
                $"The data of {symbol} have grade {quality.Grade}, and {least} is required.",
                $"`la data check {symbol}` says why. Mend the data, choose other dates, or lower --require-grade.");
        if (set.Shortfall is { } shortfall)
            throw new DataException(
                $"{symbol}: {shortfall.Describe(set)}, and a required grade is one of the whole range.",
                "Import what is missing, ask for less, or leave out --require-grade.");
    }
}
