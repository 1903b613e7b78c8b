using LaptopAgents.Storage;
using LaptopAgents.Tests.Storage.Results;
using static LaptopAgents.Tests.Storage.History.HistoryBuilder;

namespace LaptopAgents.Tests.Storage.History.Import;

/// <summary>Spot and perpetual bars look alike; a set holds one kind.</summary>
public sealed class MarketKindTests
{
    private const string Header = "timestamp_ms,open,high,low,close,volume\n";
    private const string First = Header + "1746057600000,100,101,99,100,1\n1746057660000,100,101,99,100,1\n";
    private const string Later = Header + "1746057720000,100,101,99,100,1\n1746057780000,100,101,99,100,1\n";

    [Theory]
    [InlineData("data/spot/monthly/klines/BTCUSDT/1m/BTCUSDT-1m-2025-05.csv", MarketKind.Spot)]
    [InlineData("binance-spot/BTCUSDT/1m/2025-05.csv", MarketKind.Spot)]
    [InlineData("data/futures/um/monthly/klines/BTCUSDT/1m/BTCUSDT-1m-2025-05.csv", MarketKind.Perpetual)]
    [InlineData("binance-usdm/BTCUSDT/1m/2025-05.csv", MarketKind.Perpetual)]
    [InlineData("spot/okx/BTC-USDT-SWAP/1m/2025-05.csv", MarketKind.Perpetual)]
    [InlineData("spotless/BTCUSDT-1m.csv", MarketKind.Unknown)]
    public void Names_tell_the_kind_and_the_nearest_name_wins(string path, MarketKind expected) => Assert.Equal(expected, NameHints.Market(path));

    [Fact]
    public void Spot_bars_are_refused_by_a_set_of_perpetual_ones_and_nothing_is_changed()
    {
        using var folder = new TempDirectory();
        var catalog = DataCatalog.Open(folder["data"]);
        ImportPath(catalog, Write(folder["binance-usdm/BTCUSDT/1m/a.csv"], First));
        var spot = Write(folder["binance-spot/BTCUSDT/1m/b.csv"], Later);
        var problem = Assert.Throws<DataException>(() => ImportPath(catalog, spot));
        Assert.Contains("perpetual", problem.Cause, StringComparison.Ordinal);
        Assert.Contains("--symbol BTCUSDT-SPOT", problem.Remedy, StringComparison.Ordinal);
        Assert.Contains("--market perpetual", problem.Remedy, StringComparison.Ordinal);
        Assert.Equal(2, catalog.Set("BTCUSDT").Rows);

        ImportPath(catalog, spot, new ImportOptions { Now = Start, Symbol = "BTCUSDT-SPOT" });
        ImportPath(catalog, spot, new ImportOptions { Now = Start, Market = MarketKind.Perpetual });
        Assert.Equal((4, 2), (catalog.Set("BTCUSDT").Rows, catalog.Set("BTCUSDT-SPOT").Rows));
    }

    [Fact]
    public void One_import_of_both_kinds_is_refused()
    {
        using var folder = new TempDirectory();
        Write(folder["in/spot/BTCUSDT-1m-a.csv"], First);
        Write(folder["in/futures/BTCUSDT-1m-b.csv"], Later);
        var catalog = DataCatalog.Open(folder["data"]);
        var problem = Assert.Throws<DataException>(() => ImportPath(catalog, folder["in"]));
        Assert.Contains("spot market", problem.Cause, StringComparison.Ordinal);
        Assert.Empty(catalog.Sets());
    }

    [Fact]
    public void A_set_that_never_said_its_kind_takes_the_new_one_and_tells()
    {
        using var folder = new TempDirectory();
        var catalog = DataCatalog.Open(folder["data"]);
        ImportPath(catalog, Write(folder["in/BTCUSDT-1m-a.csv"], First));
        var result = ImportPath(catalog, Write(folder["spot/BTCUSDT-1m-b.csv"], Later));
        Assert.Contains(result.Warnings, warning => warning.Contains("is now called spot", StringComparison.Ordinal));
        Assert.Throws<DataException>(() => ImportPath(catalog, Write(folder["swap/BTCUSDT-1m-c.csv"], Later)));
    }
}
