using CsCheck;
using LaptopAgents.Domain;
using LaptopAgents.Storage;
using LaptopAgents.Tests.Storage.Results;
using static LaptopAgents.Tests.Storage.History.HistoryBuilder;

namespace LaptopAgents.Tests.Storage.History.Export;

public sealed class BarExportTests
{
    [Theory]
    [InlineData(ExportFormat.Csv, "BTCUSDT-out.csv")]
    [InlineData(ExportFormat.CsvGz, "BTCUSDT-out.csv.gz")]
    [InlineData(ExportFormat.Parquet, "BTCUSDT-out.parquet")]
    public void What_is_exported_is_imported_again_without_a_difference(ExportFormat format, string name) => Bars(most: 100).Select(WithNeighbours).Sample(bars =>
    {
        using var folder = new TempDirectory();
        var catalog = DataCatalog.Open(folder["a"]);
        new CatalogWriter(catalog).Save("BTCUSDT", BarInterval.OneMinute, bars, Options());
        Assert.Equal(bars.Count, BarExport.Write(catalog, "BTCUSDT", BarInterval.OneMinute, null, null, format, folder[name]));
        var again = DataCatalog.Open(folder["b"]);
        // The importer refuses bars that are all further apart than they are long, as random ones may be: two neighbours settle it.
        ImportPath(again, folder[name], new() { Interval = BarInterval.OneMinute, Now = Start });
        Assert.Equal(List(bars), List(again.Load("BTCUSDT").Bars));
    }, iter: 20);

    [Fact]
    public void The_text_is_exact_and_plain()
    {
        using var folder = new TempDirectory();
        var catalog = DataCatalog.Open(folder["a"]);
        new CatalogWriter(catalog).Save("BTCUSDT", BarInterval.OneMinute, Series(Bar(0, 100.5m, 0.001m), Bar(1), Bar(2)), Options());
        BarExport.Write(catalog, "BTCUSDT", BarInterval.OneMinute, Start, Start + Duration.FromMinutes(2), ExportFormat.Csv, folder["x.csv"]);
        Assert.Equal("timestamp_ms,open,high,low,close,volume\n1746057600000,100.5,101.5,99.5,100.5,0.001\n1746057660000,100,101,99,100,1\n", File.ReadAllText(folder["x.csv"]));
        Assert.False(File.Exists(folder["x.csv.tmp"]));
    }

    [Fact]
    public void An_export_that_fails_leaves_no_file()
    {
        using var folder = new TempDirectory();
        var catalog = DataCatalog.Open(folder["a"]);
        new CatalogWriter(catalog).Save("BTCUSDT", BarInterval.OneMinute, Series(Bar(0), Bar(60 * 24 * 40)), Options());
        File.WriteAllText(folder["a/candles/BTCUSDT/2025-06.parquet"], "broken");
        Assert.Throws<DataException>(() => BarExport.Write(catalog, "BTCUSDT", BarInterval.OneMinute, null, null, ExportFormat.Csv, folder["x.csv"]));
        Assert.False(File.Exists(folder["x.csv"]));
        Assert.False(File.Exists(folder["x.csv.tmp"]));
    }

    private static BarSeries WithNeighbours(BarSeries bars)
    {
        var last = bars[bars.Count - 1];
        return Series([.. List(bars), last with { OpenTime = last.OpenTime + Duration.FromMinutes(1) }]);
    }
}
