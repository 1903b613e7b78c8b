using LaptopAgents.Domain;
using LaptopAgents.Storage;

namespace LaptopAgents.Tests.Storage.Results;

public sealed class RunDirectoryTests
{
    private static readonly Timestamp Now = ResultFixture.Time("2025-05-04T15:33:00.123Z");

    [Fact]
    public void The_name_carries_the_start_in_utc()
    {
        using var root = new TempDirectory();
        var path = RunDirectory.Create(root["runs/backtest_{timestamp}"], Now);
        Assert.Equal(root["runs/backtest_20250504T153300123Z"], path);
        Assert.True(Directory.Exists(path));
        Assert.Single(Directory.GetFileSystemEntries(root["runs"]));
    }

    [Fact]
    public async Task Runs_that_start_in_the_same_millisecond_get_directories_of_their_own()
    {
        using var root = new TempDirectory();
        using var start = new Barrier(8);
        var paths = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                return Enumerable.Range(0, 20).Select(_ => RunDirectory.Create(root["run_{timestamp}"], Now)).ToArray();
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        Assert.Equal(160, paths.SelectMany(path => path).Distinct().Count());
        Assert.Equal(160, Directory.GetDirectories(root.Path).Length);
        Assert.Empty(Directory.GetFiles(root.Path));
    }

    [Fact]
    public void A_name_without_a_timestamp_is_numbered_and_never_reused()
    {
        using var root = new TempDirectory();
        Assert.Equal(root["mine"], RunDirectory.Create(root["mine"], Now));
        Assert.Equal(root["mine-2"], RunDirectory.Create(root["mine/"], Now));
    }

    [Fact]
    public void A_file_in_the_way_is_named_with_the_remedy()
    {
        using var root = new TempDirectory();
        File.WriteAllText(root["runs"], "");
        var error = Assert.Throws<RunFileException>(() => RunDirectory.Create(root["runs/a"], Now));
        Assert.Contains(root["runs"], error.Message, StringComparison.Ordinal);
        Assert.Contains("output.dir", error.Message, StringComparison.Ordinal);
    }
}
