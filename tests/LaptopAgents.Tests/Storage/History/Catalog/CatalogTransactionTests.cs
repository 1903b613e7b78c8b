using LaptopAgents.Storage;
using LaptopAgents.Tests.Storage.Results;
using static LaptopAgents.Tests.Storage.History.HistoryBuilder;

namespace LaptopAgents.Tests.Storage.History.Catalog;

public sealed class CatalogTransactionTests
{
    [Fact]
    public void A_crash_before_the_commit_leaves_the_catalog_as_it_was()
    {
        using var folder = new TempDirectory();
        var catalog = DataCatalog.Open(folder.Path);
        var writer = new CatalogWriter(catalog);
        writer.Save("BTCUSDT", BarInterval.OneMinute, Minutes(10), Options());
        var before = Contents(folder.Path);

        // What a killed process leaves: staged files without a commit list, and a lock that the system has released.
        File.WriteAllText(folder["candles/BTCUSDT/2025-05.parquet.tmp"], "half a fi");
        Assert.Equal(10, catalog.Load("BTCUSDT").Bars.Count);
        writer.Save("BTCUSDT", BarInterval.OneMinute, Minutes(10), Options());
        Assert.Equal(before, Contents(folder.Path));
    }

    [Fact]
    public void A_crash_at_any_point_of_the_commit_is_finished_by_the_next_reader()
    {
        for (var done = 0; done <= 2; done++)
        {
            using var folder = new TempDirectory();
            using var finished = new TempDirectory();
            new CatalogWriter(DataCatalog.Open(folder.Path)).Save("BTCUSDT", BarInterval.OneMinute, Minutes(10), Options());
            new CatalogWriter(DataCatalog.Open(finished.Path)).Save("BTCUSDT", BarInterval.OneMinute, Minutes(10), Options());
            new CatalogWriter(DataCatalog.Open(finished.Path)).Save("BTCUSDT", BarInterval.OneMinute, Minutes(20), Options());

            // The state after the commit list was written and `done` of the two files were renamed.
            string[] names = ["2025-05.parquet", "metadata.json"];
            var target = folder["candles/BTCUSDT"];
            for (var i = 0; i < names.Length; i++)
                File.Copy(finished[$"candles/BTCUSDT/{names[i]}"], Path.Combine(target, i < done ? names[i] : names[i] + ".tmp"), overwrite: true);
            File.WriteAllText(Path.Combine(target, "commit.list"), string.Join('\n', names));

            Assert.Equal(20, DataCatalog.Open(folder.Path).Load("BTCUSDT").Bars.Count);
            Assert.Equal(Contents(finished.Path), Contents(folder.Path));
        }
    }

    [Fact]
    public void An_import_of_several_sets_that_broke_off_between_them_is_whole_for_the_next_reader()
    {
        using var folder = new TempDirectory();
        using var finished = new TempDirectory();
        CommitThree(finished.Path);
        // The middle of the commit fails: a folder stands where the second set's month belongs.
        var obstacle = folder["candles/ETHUSDT/2025-05.parquet"];
        var saves = PrepareThree(folder.Path);
        Directory.CreateDirectory(obstacle);
        Assert.ThrowsAny<Exception>(() => PreparedSave.CommitTogether(folder.Path, saves));
        foreach (var save in saves) save.Dispose();
        Directory.Delete(obstacle);

        var catalog = DataCatalog.Open(folder.Path);
        Assert.Equal(1, catalog.Funding("BTCUSDT").Count);
        Assert.Equal((10, 20), (catalog.Load("BTCUSDT").Bars.Count, catalog.Load("ETHUSDT").Bars.Count));
        Assert.Equal(Contents(finished.Path), Contents(folder.Path));
    }

    [Fact]
    public void The_next_writer_finishes_an_import_of_several_sets_before_it_clears_up()
    {
        using var folder = new TempDirectory();
        var obstacle = folder["candles/BTCUSDT/2025-05.parquet"];
        var saves = PrepareThree(folder.Path);
        Directory.CreateDirectory(obstacle);
        Assert.ThrowsAny<Exception>(() => PreparedSave.CommitTogether(folder.Path, saves));
        foreach (var save in saves) save.Dispose();
        Directory.Delete(obstacle);
        new CatalogWriter(DataCatalog.Open(folder.Path)).Save("ETHUSDT", BarInterval.OneMinute, Minutes(30), Options());
        Assert.Equal(10, DataCatalog.Open(folder.Path).Load("BTCUSDT").Bars.Count);
        Assert.Equal(30, DataCatalog.Open(folder.Path).Load("ETHUSDT").Bars.Count);
    }

    [Fact]
    public void An_import_of_several_sets_that_ended_before_its_commit_shows_none_of_them()
    {
        using var folder = new TempDirectory();
        foreach (var save in PrepareThree(folder.Path)) save.Dispose();
        Assert.Equal("", Contents(folder.Path));
    }

    private static void CommitThree(string folder)
    {
        var saves = PrepareThree(folder);
        PreparedSave.CommitTogether(folder, saves);
        foreach (var save in saves) save.Dispose();
    }

    private static List<PreparedSave> PrepareThree(string folder)
    {
        var writer = new CatalogWriter(DataCatalog.Open(folder));
        var funding = new FundingSeries([Start.UnixNanos], [10_000], [0]);
        return
        [
            writer.Prepare("BTCUSDT", BarInterval.OneMinute, Minutes(10), Options()),
            writer.Prepare("ETHUSDT", BarInterval.OneMinute, Minutes(20), Options()),
            writer.PrepareFunding([new("BTCUSDT", funding)], replace: false).Save,
        ];
    }

    [Fact]
    public void A_second_writer_of_the_same_set_is_refused_while_the_first_writes()
    {
        using var folder = new TempDirectory();
        var writer = new CatalogWriter(DataCatalog.Open(folder.Path));
        using (writer.Prepare("BTCUSDT", BarInterval.OneMinute, Minutes(10), Options()))
        {
            var problem = Assert.Throws<DataException>(() => writer.Save("BTCUSDT", BarInterval.OneMinute, Minutes(5), Options()));
            Assert.Contains("another process", problem.Message, StringComparison.Ordinal);
        }

        writer.Save("BTCUSDT", BarInterval.OneMinute, Minutes(5), Options());
    }

    [Fact]
    public void A_save_that_is_not_committed_leaves_nothing()
    {
        using var folder = new TempDirectory();
        new CatalogWriter(DataCatalog.Open(folder.Path)).Prepare("BTCUSDT", BarInterval.OneMinute, Minutes(10), Options()).Dispose();
        Assert.Equal("", Contents(folder.Path));
    }

    [Fact]
    public void A_target_that_cannot_be_replaced_leaves_no_remains()
    {
        using var folder = new TempDirectory();
        var target = folder["out/here"];
        Directory.CreateDirectory(target);
        Assert.ThrowsAny<Exception>(() => DurableFile.Write(target, "text"u8));
        Assert.True(Directory.Exists(target));
        Assert.False(File.Exists(target + ".tmp"));
    }
}
