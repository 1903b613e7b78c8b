using LaptopAgents.Domain;
using LaptopAgents.Storage;
using LaptopAgents.Tests.Storage.Results;
using static LaptopAgents.Tests.Storage.History.HistoryBuilder;

namespace LaptopAgents.Tests.Storage.History.Catalog;

public sealed class DataCatalogTests
{
    [Fact]
    public void An_unknown_symbol_is_told_with_what_there_is_instead()
    {
        using var folder = new TempDirectory();
        var catalog = DataCatalog.Open(folder.Path);
        Assert.Contains("la data import", Assert.Throws<DataException>(() => catalog.Load("BTCUSDT")).Remedy, StringComparison.Ordinal);
        new CatalogWriter(catalog).Save("ETHUSDT", BarInterval.OneMinute, Minutes(3), Options());
        Assert.Contains("ETHUSDT", Assert.Throws<DataException>(() => catalog.Load("BTCUSDT")).Remedy, StringComparison.Ordinal);
        Assert.Contains("It has 1m", Assert.Throws<DataException>(() => catalog.Load("ETHUSDT", BarInterval.Parse("1h"))).Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void The_range_is_half_open_and_a_reversed_or_foreign_one_is_refused()
    {
        using var folder = new TempDirectory();
        var catalog = Saved(folder, Minutes(100));
        var set = catalog.Load("BTCUSDT", from: Minute(10), to: Minute(20));
        Assert.Equal((10, Minute(10), Minute(20)), (set.Bars.Count, set.From, set.To));
        Assert.Equal((Start, Minute(100)), catalog.Range("BTCUSDT"));
        Assert.Contains("reversed", Assert.Throws<DataException>(() => catalog.Load("BTCUSDT", from: Minute(20), to: Minute(10))).Message, StringComparison.Ordinal);
        Assert.Contains("reach from 2025-05-01", Assert.Throws<DataException>(() => catalog.Load("BTCUSDT", from: Minute(100), to: Minute(110))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_range_that_falls_into_a_gap_is_refused()
    {
        using var folder = new TempDirectory();
        var catalog = Saved(folder, Series(Bar(0), Bar(50)));
        Assert.Contains("gap", Assert.Throws<DataException>(() => catalog.Load("BTCUSDT", from: Minute(10), to: Minute(20))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_was_changed_after_its_import_is_refused()
    {
        using var folder = new TempDirectory();
        var catalog = Saved(folder, Minutes(100));
        File.WriteAllBytes(folder["candles/BTCUSDT/2025-05.parquet"], BarFile.Write(Minutes(99), []));
        Assert.Contains("SHA-256", Assert.Throws<DataException>(() => catalog.Load("BTCUSDT")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_missing_is_named()
    {
        using var folder = new TempDirectory();
        var catalog = Saved(folder, Series(Bar(0), Bar(60 * 24 * 40)));
        File.Delete(folder["candles/BTCUSDT/2025-05.parquet"]);
        Assert.Contains("2025-05.parquet is missing", Assert.Throws<DataException>(() => catalog.Load("BTCUSDT")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_that_another_tool_put_there_are_read_without_metadata()
    {
        using var folder = new TempDirectory();
        Directory.CreateDirectory(folder["candles/BTCUSDT"]);
        File.WriteAllBytes(folder["candles/BTCUSDT/2025-05.parquet"], BarFile.Write(Minutes(100), []));
        var set = DataCatalog.Open(folder.Path).Load("BTCUSDT");
        Assert.Equal(100, set.Bars.Count);
        Assert.Equal(0.1m, set.Instrument.TickSize.ToDecimal());
    }

    [Fact]
    public void A_metadata_file_that_is_no_json_is_refused_by_name()
    {
        using var folder = new TempDirectory();
        var catalog = Saved(folder, Minutes(3));
        File.WriteAllText(folder["candles/BTCUSDT/metadata.json"], "{ \"symbol\": ");
        Assert.Contains("metadata.json cannot be read", Assert.Throws<DataException>(() => catalog.Load("BTCUSDT")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rules_edited_in_the_metadata_hold_and_impossible_ones_are_refused()
    {
        using var folder = new TempDirectory();
        var catalog = Saved(folder, Minutes(3));
        var path = folder["candles/BTCUSDT/metadata.json"];
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"taker_fee\": \"0.0006\"", "\"taker_fee\": \"0.0005\"", StringComparison.Ordinal));
        Assert.Equal(0.0005m, catalog.Load("BTCUSDT").Instrument.TakerFee.ToDecimal());
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"tick_size\": \"0.1\"", "\"tick_size\": \"-0.1\"", StringComparison.Ordinal));
        Assert.Contains("tick size", Assert.Throws<DataException>(() => catalog.Load("BTCUSDT")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_hash_binds_bars_funding_and_range_and_nothing_else()
    {
        using var first = new TempDirectory();
        using var second = new TempDirectory();
        var one = Saved(first, Minutes(100));
        var two = Saved(second, Minutes(100));
        Assert.Equal(one.Load("BTCUSDT").Sha256, two.Load("BTCUSDT").Sha256);
        Assert.NotEqual(one.Load("BTCUSDT").Sha256, one.Load("BTCUSDT", to: Minute(99)).Sha256);
        var before = two.Load("BTCUSDT").Sha256;
        new CatalogWriter(two).SaveFunding("BTCUSDT", new([Start.UnixNanos], [1], [0]), replace: false);
        Assert.NotEqual(before, two.Load("BTCUSDT").Sha256);
    }

    [Fact]
    public void Streaming_gives_the_same_bars_as_loading()
    {
        using var folder = new TempDirectory();
        var bars = Series(Enumerable.Range(0, 3000).Select(i => Bar(i * 60, 100 + i % 50)));
        var catalog = Saved(folder, bars);
        var streamed = new List<Bar>();
        foreach (var part in catalog.Stream("BTCUSDT", from: Minute(600), to: Minute(170_000))) streamed.AddRange(List(part));
        Assert.Equal(List(catalog.Load("BTCUSDT", from: Minute(600), to: Minute(170_000)).Bars), streamed);
    }

    [Fact]
    public void An_unknown_contract_takes_its_steps_from_the_data_and_says_so()
    {
        using var folder = new TempDirectory();
        var catalog = DataCatalog.Open(folder.Path);
        new CatalogWriter(catalog).Save("PEPEUSDT", BarInterval.OneMinute, Series(Bar(0, 5.1234m, 12.5m)), Options());
        var set = catalog.Load("PEPEUSDT");
        Assert.True(set.IsInstrumentAssumed);
        Assert.Equal((0.0001m, 0.1m), (set.Instrument.TickSize.ToDecimal(), set.Instrument.LotSize.ToDecimal()));
        Assert.False(catalog.Has("BTCUSDT"));
    }

    [Theory]
    [InlineData("BTC-USDT-SWAP", "0.1")]
    [InlineData("ETHUSDT-SPOT", "0.01")]
    public void Another_venues_spelling_finds_the_known_contract(string symbol, string tick)
    {
        using var folder = new TempDirectory();
        var catalog = DataCatalog.Open(folder.Path);
        new CatalogWriter(catalog).Save(symbol, BarInterval.OneMinute, Minutes(2), Options());
        Assert.Equal(tick, catalog.Load(symbol).Instrument.TickSize.ToString());
        Assert.False(catalog.Load(symbol).IsInstrumentAssumed);
    }

    [Fact]
    public void The_margin_tiers_of_the_shipped_contracts_meet_without_a_step()
    {
        Assert.Equal(["BTCUSDT", "ETHUSDT"], InstrumentCatalog.Symbols);
        foreach (var symbol in InstrumentCatalog.Symbols)
        {
            Assert.True(InstrumentCatalog.TryGet(symbol, new InstrumentId(3), out var instrument));
            var tiers = instrument!.MarginTiers;
            Assert.Equal(0m, tiers[0].Deduction.ToDecimal());
            for (var i = 1; i < tiers.Count; i++)
            {
                var at = tiers[i - 1].NotionalCap.ToDecimal();
                Assert.Equal(
                    at * tiers[i - 1].MaintenanceRate.ToDecimal() - tiers[i - 1].Deduction.ToDecimal(),
                    at * tiers[i].MaintenanceRate.ToDecimal() - tiers[i].Deduction.ToDecimal());
                Assert.True(tiers[i].MaxLeverage < tiers[i - 1].MaxLeverage);
            }
        }
    }

    private static Timestamp Minute(int minute) => Start + Duration.FromMinutes(minute);

    private static DataCatalog Saved(TempDirectory folder, BarSeries bars)
    {
        var catalog = DataCatalog.Open(folder.Path);
        new CatalogWriter(catalog).Save("BTCUSDT", BarInterval.OneMinute, bars, Options());
        return catalog;
    }
}
