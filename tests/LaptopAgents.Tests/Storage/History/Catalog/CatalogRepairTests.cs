using LaptopAgents.Domain;
using LaptopAgents.Storage;
using LaptopAgents.Tests.Storage.Results;
using static LaptopAgents.Tests.Storage.History.HistoryBuilder;

namespace LaptopAgents.Tests.Storage.History.Catalog;

/// <summary>What the messages about damaged files tell the user to do does what they say.</summary>
public sealed class CatalogRepairTests
{
    [Theory]
    [InlineData("flipped")]
    [InlineData("cut off")]
    [InlineData("deleted")]
    public void A_damaged_month_is_refused_until_it_is_imported_again_with_replace(string damage)
    {
        using var folder = new TempDirectory();
        var catalog = TwoMonths(folder);
        var metadata = folder["candles/BTCUSDT/metadata.json"];
        File.WriteAllText(metadata, File.ReadAllText(metadata).Replace("\"tick_size\": \"0.1\"", "\"tick_size\": \"0.5\"", StringComparison.Ordinal));
        Damage(folder["candles/BTCUSDT/2025-05.parquet"], damage);
        Assert.Throws<DataException>(() => catalog.Load("BTCUSDT"));
        Assert.Throws<DataException>(() => Save(catalog, Minutes(50), replace: false));

        var result = Save(catalog, Minutes(50), replace: true);

        Assert.Contains("2025-05.parquet was damaged or missing and was made anew from this import alone: 50 bars, 50 before.", Assert.Single(result.Warnings!), StringComparison.Ordinal);
        var loaded = DataCatalog.Open(folder.Path).Load("BTCUSDT");
        Assert.Equal(List(Minutes(50)).Concat(List(June())), List(loaded.Bars));
        Assert.Equal(Price.FromDecimal(0.5m), loaded.Instrument.TickSize);
    }

    [Fact]
    public void A_set_that_lost_all_its_months_keeps_its_contract_terms_when_they_are_imported_again()
    {
        using var folder = new TempDirectory();
        var catalog = DataCatalog.Open(folder.Path);
        Save(catalog, Minutes(50), replace: false);
        var metadata = folder["candles/BTCUSDT/metadata.json"];
        File.WriteAllText(metadata, File.ReadAllText(metadata).Replace("\"tick_size\": \"0.1\"", "\"tick_size\": \"0.5\"", StringComparison.Ordinal));
        File.Delete(folder["candles/BTCUSDT/2025-05.parquet"]);
        Save(catalog, Minutes(50), replace: true);
        Assert.Equal(Price.FromDecimal(0.5m), DataCatalog.Open(folder.Path).Load("BTCUSDT").Instrument.TickSize);
    }

    [Fact]
    public void A_repair_of_one_month_leaves_another_damaged_one_refused()
    {
        using var folder = new TempDirectory();
        var catalog = TwoMonths(folder);
        foreach (var month in new[] { "05", "06" }) File.Delete(folder[$"candles/BTCUSDT/2025-{month}.parquet"]);
        Save(catalog, Minutes(50), replace: true);
        var problem = Assert.Throws<DataException>(() => catalog.Load("BTCUSDT"));
        Assert.Contains("2025-06.parquet is missing", problem.Cause, StringComparison.Ordinal);
        Assert.Contains("--replace", problem.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_funding_file_is_made_anew_with_replace()
    {
        using var folder = new TempDirectory();
        var catalog = DataCatalog.Open(folder.Path);
        var funding = new FundingSeries([Start.UnixNanos], [10_000], [0]);
        var writer = new CatalogWriter(catalog);
        writer.SaveFunding("BTCUSDT", funding, replace: false);
        File.WriteAllText(folder["funding/BTCUSDT_funding.csv"], "timestamp,rate\nnonsense\n");
        Assert.Throws<DataException>(() => writer.SaveFunding("BTCUSDT", funding, replace: false));
        Assert.Contains("made anew", Assert.Single(writer.SaveFunding("BTCUSDT", funding, replace: true).Warnings!), StringComparison.Ordinal);
        Assert.Equal(1, catalog.Funding("BTCUSDT").Count);
    }

    [Theory]
    [InlineData("trades.parquet")]
    [InlineData("metadata.json")]
    public void A_damaged_recording_is_made_anew_with_replace(string file)
    {
        using var folder = new TempDirectory();
        var source = Write(folder["in/BTCUSDT/trades.csv"], "timestamp_ms,price,qty,is_buyer_maker\n1746057600000,100,1,false\n1746057600500,101,2,true\n");
        var catalog = DataCatalog.Open(folder["data"]);
        ImportPath(catalog, source);
        var stored = Directory.GetFiles(folder["data/ticks"], file, SearchOption.AllDirectories).Single();
        Damage(stored, "cut off");
        Assert.Throws<DataException>(() => Load(catalog));
        ImportPath(catalog, source, new ImportOptions { Now = Start, Replace = true });
        Assert.Equal(2, Load(catalog).Rows);

        static TickRecording Load(DataCatalog catalog)
        {
            var store = new TickStore(catalog);
            return store.Load(Assert.Single(store.Entries()));
        }
    }

    private static DataCatalog TwoMonths(TempDirectory folder)
    {
        var catalog = DataCatalog.Open(folder.Path);
        Save(catalog, Minutes(50), replace: false);
        Save(catalog, June(), replace: false);
        return catalog;
    }

    private static BarSeries June() => Minutes(20, from: 31 * 1440);

    private static SaveResult Save(DataCatalog catalog, BarSeries bars, bool replace) =>
        new CatalogWriter(catalog).Save("BTCUSDT", BarInterval.OneMinute, bars, Options(replace));

    private static void Damage(string path, string how)
    {
        var bytes = File.ReadAllBytes(path);
        if (how == "deleted") File.Delete(path);
        else if (how == "cut off") File.WriteAllBytes(path, bytes.AsSpan(0, bytes.Length / 2).ToArray());
        else
        {
            bytes[bytes.Length / 3] ^= 4;
            File.WriteAllBytes(path, bytes);
        }
    }
}
