using LaptopAgents.Domain;

namespace LaptopAgents.Storage;

/// <summary>
/// Reads files of market data and puts them into a catalog. Everything is read and checked before anything is written, so bad input
/// leaves the catalog exactly as it was.
/// </summary>
public sealed class Importer(DataCatalog catalog)
{
    /// <summary>Whether a path is a file of a kind that can be imported, or a folder in which one lies.</summary>
    public static bool CanRead(string path) => SourceFile.IsReadable(path);

    /// <summary>Imports files, folders and patterns.</summary>
    /// <exception cref="DataException">Anything that is not as it should be; nothing was written.</exception>
    public ImportResult Import(
        IReadOnlyList<string> paths, ImportOptions options, IProgress<ImportProgress>? progress = null, CancellationToken cancellation = default)
    {
        if (options.Symbol is not null) options = options with { Symbol = CatalogPaths.RequireSymbol(options.Symbol) };
        var session = new ImportSession(options, progress, cancellation);
        var sources = paths.SelectMany(SourceFile.Find).ToList();
        session.BytesTotal = sources.Sum(source => source.EstimateLength());
        var read = new ImportReader(session);
        foreach (var source in sources) read.Read(source);
        return new ImportSaver(catalog, session).Save(read);
    }
}
