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
        var catalog = ChooseCatalog(resolved);
        var interval = BarInterval.Of(Duration.FromTimeSpan(config.Timeframe));
        var (from, to) = Range(config.Data, catalog.Range(config.Symbol, interval));
        var sets = new List<MarketDataSet>();
        foreach (var symbol in config.Symbols)
        {
            var set = catalog.Load(symbol, interval, from, to, new InstrumentId(sets.Count));
            RequireGrade(config.Data.RequireGrade, symbol, set.Quality);
            sets.Add(set with
            {
                Instrument = VenueComposition.Configure(set.Instrument, config.Broker),
                Funding = Funding(resolved, set),
            });
        }

        return sets;
    }

    private static DataCatalog ChooseCatalog(ResolvedConfig resolved)
    {
        var config = resolved.Config;
        var demo = DataCatalog.Open(DemoRoot(resolved));
        if (config.Data.Demo == DemoUse.Always || config.Data.Source == DataSource.Demo) return demo;
        var own = DataCatalog.Open(RootOf(resolved.PathOf(config.Data.PathFor(config.Symbol))));
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
        Timestamp? from = data.From is { } f ? Timestamp.FromDateTime(f.UtcDateTime) : null;
        Timestamp? to = data.To is { } t ? Timestamp.FromDateTime(t.UtcDateTime) : null;
        if (data.Days is not { } days) return (from ?? available.From, to ?? available.To);
        var length = Duration.FromTimeSpan(TimeSpan.FromDays((double)days));
        if (from is { } start) return (start, to ?? start + length);
        var end = to ?? available.To;
        return (end - length > available.From ? end - length : available.From, end);
    }

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
