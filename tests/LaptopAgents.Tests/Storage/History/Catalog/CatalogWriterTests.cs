using CsCheck;
using LaptopAgents.Domain;
using LaptopAgents.Storage;
using LaptopAgents.Tests.Storage.Results;
using static LaptopAgents.Tests.Storage.History.HistoryBuilder;

namespace LaptopAgents.Tests.Storage.History.Catalog;

public sealed class CatalogWriterTests
{
    [Fact]
    public void What_is_saved_is_loaded_over_any_number_of_months() => Bars(most: 200).Sample(bars =>
    {
        using var folder = new TempDirectory();
        var catalog = DataCatalog.Open(folder.Path);
        new CatalogWriter(catalog).Save("BTCUSDT", BarInterval.OneMinute, bars, Options());
        var set = DataCatalog.Open(folder.Path).Load("BTCUSDT");
        Assert.Equal(List(bars), List(set.Bars));
        Assert.Equal(catalog.Set("BTCUSDT").Rows, bars.Count);
    }, iter: 40);

    [Fact]
    public void Parts_saved_in_any_order_are_the_same_as_the_whole() =>
        Gen.Select(Bars(most: 120), Gen.Int[0, 120], Gen.Int[0, 120]).Sample((bars, first, second) =>
        {
            using var whole = new TempDirectory();
            using var parts = new TempDirectory();
            var (low, high) = (Math.Min(first, second) % bars.Count, Math.Max(first, second) % bars.Count);
            if (low > high) (low, high) = (high, low);
            new CatalogWriter(DataCatalog.Open(whole.Path)).Save("BTCUSDT", BarInterval.OneMinute, bars, Options());
            var writer = new CatalogWriter(DataCatalog.Open(parts.Path));
            foreach (var (start, end) in new[] { (low, bars.Count), (0, high + 1) })
                writer.Save("BTCUSDT", BarInterval.OneMinute, bars.Slice(start, end - start), Options());
            Assert.Equal(Contents(whole.Path), Contents(parts.Path));
        }, iter: 30);

    [Fact]
    public void The_same_bars_again_change_no_byte()
    {
        using var folder = new TempDirectory();
        var writer = new CatalogWriter(DataCatalog.Open(folder.Path));
        writer.Save("BTCUSDT", BarInterval.OneMinute, Minutes(100), Options());
        var before = Contents(folder.Path);
        var result = writer.Save("BTCUSDT", BarInterval.OneMinute, Minutes(100), Options() with { Updated = Start + Duration.FromMinutes(5) });
        Assert.Equal((0, 100, 0), (result.Added, result.Identical, result.Replaced));
        Assert.Equal(before, Contents(folder.Path));
    }

    [Fact]
    public void A_different_bar_of_the_same_time_is_refused_and_named_unless_it_may_replace()
    {
        using var folder = new TempDirectory();
        var catalog = DataCatalog.Open(folder.Path);
        var writer = new CatalogWriter(catalog);
        writer.Save("BTCUSDT", BarInterval.OneMinute, Minutes(10), Options());
        var before = Contents(folder.Path);
        var other = Series(Bar(3, 555), Bar(10));

        var problem = Assert.Throws<DataException>(() => writer.Save("BTCUSDT", BarInterval.OneMinute, other, Options()));
        Assert.Contains("2025-05-01T00:03:00.000Z", problem.Cause, StringComparison.Ordinal);
        Assert.Contains("C 555", problem.Cause, StringComparison.Ordinal);
        Assert.Contains("--replace", problem.Remedy, StringComparison.Ordinal);
        Assert.Equal(before, Contents(folder.Path));

        var result = writer.Save("BTCUSDT", BarInterval.OneMinute, other, Options(replace: true));
        Assert.Equal((1, 0, 1), (result.Added, result.Identical, result.Replaced));
        Assert.Equal(555m, catalog.Load("BTCUSDT").Bars[3].Close.ToDecimal());
    }

    [Fact]
    public void Intervals_have_their_own_folders()
    {
        using var folder = new TempDirectory();
        var catalog = DataCatalog.Open(folder.Path);
        var quarter = BarInterval.Parse("15m");
        new CatalogWriter(catalog).Save("BTCUSDT", BarInterval.OneMinute, Minutes(10), Options());
        new CatalogWriter(catalog).Save("BTCUSDT", quarter, Series(Bar(0), Bar(15)), Options());
        Assert.True(File.Exists(folder["candles/BTCUSDT/2025-05.parquet"]));
        Assert.True(File.Exists(folder["candles/BTCUSDT@15m/2025-05.parquet"]));
        Assert.Equal(2, catalog.Load("BTCUSDT", quarter).Bars.Count);
        Assert.Equal(["BTCUSDT"], catalog.Symbols());
    }

    [Fact]
    public void Bars_off_the_grid_of_their_interval_are_refused()
    {
        using var folder = new TempDirectory();
        var writer = new CatalogWriter(DataCatalog.Open(folder.Path));
        var bar = Bar(Start + Duration.FromSeconds(7));
        Assert.Contains("grid", Assert.Throws<DataException>(() => writer.Save("BTCUSDT", BarInterval.OneMinute, Series(bar), Options())).Message, StringComparison.Ordinal);
        Assert.Equal("", Contents(folder.Path));
        Assert.False(Directory.Exists(folder["candles/BTCUSDT"]));
    }

    [Fact]
    public void Synthetic_and_real_bars_do_not_mix()
    {
        using var folder = new TempDirectory();
        var writer = new CatalogWriter(DataCatalog.Open(folder.Path));
        writer.Save("BTCUSDT", BarInterval.OneMinute, Minutes(10), Options(synthetic: true));
        Assert.Throws<DataException>(() => writer.Save("BTCUSDT", BarInterval.OneMinute, Series(Bar(20)), Options()));
        Assert.True(DataCatalog.Open(folder.Path).Load("BTCUSDT").IsSynthetic);
    }

    [Fact]
    public void A_symbol_can_never_leave_its_folder()
    {
        using var folder = new TempDirectory();
        var writer = new CatalogWriter(DataCatalog.Open(folder.Path));
        foreach (var symbol in new[] { "../BTC", "A/B", "", "BTC USDT", "C:\\X" })
            Assert.Throws<DataException>(() => writer.Save(symbol, BarInterval.OneMinute, Minutes(1), Options()));
    }

    [Fact]
    public void Funding_merges_and_a_source_without_mark_prices_takes_none_away()
    {
        using var folder = new TempDirectory();
        var catalog = DataCatalog.Open(folder.Path);
        var writer = new CatalogWriter(catalog);
        var eight = Start + Duration.FromMinutes(480);
        writer.SaveFunding("BTCUSDT", new([Start.UnixNanos], [10_000], [5_000_000_000]), replace: false);
        writer.SaveFunding("BTCUSDT", new([Start.UnixNanos, eight.UnixNanos], [10_000, -2_500], [0, 0]), replace: false);
        Assert.Equal("timestamp,rate,mark_price\n2025-05-01T00:00:00.000Z,0.0001,50\n2025-05-01T08:00:00.000Z,-0.000025,\n",
            File.ReadAllText(folder["funding/BTCUSDT_funding.csv"]));
        Assert.Throws<DataException>(() => writer.SaveFunding("BTCUSDT", new([eight.UnixNanos], [1], [0]), replace: false));
        Assert.Equal(-2_500, catalog.Funding("BTCUSDT").Rates[1]);
    }
}
