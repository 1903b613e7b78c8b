using LaptopAgents.Domain;
using LaptopAgents.Runtime.Configuration;
using LaptopAgents.Storage;

namespace LaptopAgents.Cli.Composition;

/// <summary>
/// Where the bars of a run are: in the user's catalog, in files that <c>data.path</c> names, or, as long as nobody chose a path, in the
/// shipped synthetic market.
/// </summary>
internal static class MarketPlace
{
    private const string DemoFolder = "data/demo";
    private const string PathKey = "data.path";

    /// <returns>Null when <c>data.path</c> names files that are to be read as they are.</returns>
    /// <exception cref="DataException">Somebody chose a path that holds no data.</exception>
    public static DataCatalog? Find(ResolvedConfig resolved, BarInterval interval)
    {
        var config = resolved.Config;
        if (config.Data.Demo == DemoUse.Always || config.Data.Source == DataSource.Demo) return Demo(resolved);
        var own = OwnCatalog(resolved);
        if (config.Symbols.Any(symbol => own.Has(symbol, interval)) || HasAny(own, config.Symbols)) return own;
        if (IsChosen(resolved)) return IsCatalog(own) ? own : FilesOrNothing(resolved);
        var demo = Demo(resolved);
        return config.Data.Demo == DemoUse.Auto && config.Symbols.All(symbol => HasAny(demo, [symbol])) ? demo : own;
    }

    public static DataCatalog OwnCatalog(ResolvedConfig resolved) =>
        DataCatalog.Open(RootOf(resolved.PathOf(resolved.Config.Data.PathFor(resolved.Config.Symbol))));

    private static DataCatalog? FilesOrNothing(ResolvedConfig resolved)
    {
        var path = resolved.PathOf(resolved.Config.Data.PathFor(resolved.Config.Symbol));
        if (Importer.CanRead(path)) return null;
        var place = resolved.OriginOf(PathKey).Place;
        throw new DataException(
            $"data.path ({place}) is {path}, which {(Path.Exists(path) ? "holds no bars" : "does not exist")}.",
            $"Give a catalog (the folder that has candles/{resolved.Config.Symbol}/2025-05.parquet in it; `la data import PATH --data-dir FOLDER` makes one), "
                + "a CSV file, or a folder of CSV files; without data.path the shipped synthetic market is used.");
    }

    // Bars of another interval are this symbol's too: the catalog then names the intervals that it has.
    private static bool HasAny(DataCatalog catalog, IReadOnlyList<string> symbols) => catalog.Sets().Any(set => symbols.Contains(set.Symbol));

    private static bool IsCatalog(DataCatalog catalog) => catalog.Sets().Count > 0;

    // The shipped profile names the default place. A file that says the same has chosen nothing else.
    private static bool IsChosen(ResolvedConfig resolved) => resolved.OriginOf(PathKey).Kind switch
    {
        ConfigOriginKind.Default => false,
        ConfigOriginKind.File => resolved.Config.Data.Path != DataConfig.ShippedPath,
        _ => true,
    };

    // The path may name the symbol's folder, `data/candles/BTCUSDT/`; the catalog is what lies above `candles`.
    private static string RootOf(string path)
    {
        var folder = new DirectoryInfo(Path.TrimEndingDirectorySeparator(path));
        return folder.Parent is { Name: "candles", Parent: { } root } ? root.FullName
            : folder is { Name: "candles", Parent: { } above } ? above.FullName
            : folder.FullName;
    }

    private static DataCatalog Demo(ResolvedConfig resolved)
    {
        var own = resolved.PathOf(DemoFolder);
        return DataCatalog.Open(Directory.Exists(own) ? own : Path.Combine(AppContext.BaseDirectory, DemoFolder));
    }
}
