using LaptopAgents.Domain;
using LaptopAgents.Storage;
using LaptopAgents.SystemTests.Cli;

namespace LaptopAgents.SystemTests.Golden;

/// <summary>
/// A catalog made once from recorded exchange data, which are not part of the repository. They are looked for in the folder that
/// <c>LA_TEST_DATA</c> names, else in <c>../shared/data</c> from here upward.
/// </summary>
public sealed class RealMarket : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Lock _gate = new();
    private string? _catalog;

    private static string? Source { get; } = Find();

    /// <summary>The catalog's folder; the test is skipped where the data are absent.</summary>
    public string Catalog
    {
        get
        {
            Assert.SkipWhen(Source is null, "RECORDED MARKET DATA ARE ABSENT: name their folder in LA_TEST_DATA to run the regression sets.");
            lock (_gate) return _catalog ??= Import(Source!, Path.Combine(_folder.Path, "catalog"));
        }
    }

    public void Dispose() => _folder.Dispose();

    private static string Import(string source, string catalog)
    {
        var importer = new Importer(DataCatalog.Open(catalog));
        var folder = Path.Combine(source, "binance-usdm", "BTCUSDT");
        var options = new ImportOptions { Symbol = "BTCUSDT", Source = "Binance USD-M", Now = new Timestamp(0) };
        importer.Import([Path.Combine(folder, "1m")], options with { Interval = BarInterval.OneMinute, Kind = DataKind.Bars }, null, CancellationToken.None);
        importer.Import([Path.Combine(folder, "funding.csv")], options with { Kind = DataKind.Funding }, null, CancellationToken.None);
        return catalog;
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("LA_TEST_DATA") is { Length: > 0 } named) return Holding(named);
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
            if (Holding(Path.Combine(folder, "..", "shared", "data")) is { } found) return found;
        return null;
    }

    private static string? Holding(string folder) => Directory.Exists(Path.Combine(folder, "binance-usdm", "BTCUSDT", "1m")) ? folder : null;
}
