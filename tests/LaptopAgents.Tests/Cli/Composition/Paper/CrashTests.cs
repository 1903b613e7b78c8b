using LaptopAgents.Storage;
using LaptopAgents.TestKit;

namespace LaptopAgents.Tests.Cli.Composition.Paper;

/// <summary>The power is cut at every call to the disk; the resumed session must come to what one that was never cut came to.</summary>
public sealed class CrashTests
{
    private const int Bars = 130;

    [Theory]
    [InlineData(CutKind.Clean)]
    [InlineData(CutKind.Torn)]
    [InlineData(CutKind.Lost)]
    [InlineData(CutKind.Full)]
    public async Task A_crash_at_any_write_leaves_a_session_that_resumes_to_the_same_ledger(CutKind kind)
    {
        var whole = new MemoryDisk();
        Ledger twin;
        using (var bench = new PaperBench()) twin = await bench.RunAsync(new DemoMarketPart(Bars), disk: whole);
        Assert.True(twin.Fills.Split('\n').Length > 6, twin.Fills);
        Assert.True(whole.Calls > 40, $"{whole.Calls} calls");

        for (var cut = 1; cut <= whole.Calls; cut++)
        {
            using var bench = new PaperBench();
            var disk = new MemoryDisk { CutAt = cut, Kind = kind };
            await Assert.ThrowsAsync<PowerCutException>(() => bench.RunAsync(new DemoMarketPart(Bars), disk: disk));
            var after = disk.AfterCut();
            Ledger ledger;
            try
            {
                ledger = await bench.RunAsync(new DemoMarketPart(Bars), resume: HasBegun(bench), disk: HasBegun(bench) ? after : new MemoryDisk());
            }
            catch (Exception error)
            {
                Assert.Fail($"{kind} cut at call {cut}: {error}");
                throw;
            }

            Assert.True(twin == ledger, $"{kind} cut at call {cut}:\n{ledger}\nexpected\n{twin}");
        }
    }

    [Fact]
    public async Task A_crash_while_resuming_after_a_crash_is_no_worse()
    {
        Ledger twin;
        using (var whole = new PaperBench()) twin = await whole.RunAsync(new DemoMarketPart(Bars));
        for (var cut = 20; cut <= 60; cut += 8)
        {
            using var bench = new PaperBench();
            var disk = new MemoryDisk { CutAt = cut, Kind = CutKind.Torn };
            await Assert.ThrowsAsync<PowerCutException>(() => bench.RunAsync(new DemoMarketPart(Bars), disk: disk));
            Ledger? ledger = null;
            for (var second = 1; second <= 9 && ledger is null; second++)
            {
                disk = disk.AfterCut(second, CutKind.Torn);
                var again = disk;
                var error = await Record.ExceptionAsync(async () => ledger = await bench.RunAsync(new DemoMarketPart(Bars), resume: true, disk: again));
                Assert.True(error is null or PowerCutException, error?.ToString());
            }

            ledger ??= await bench.RunAsync(new DemoMarketPart(Bars), resume: true, disk: disk = disk.AfterCut());
            Assert.True(twin == ledger, $"cut at call {cut}:\n{ledger}\nexpected\n{twin}");
            var final = disk.AfterCut();
            Assert.True(JournalAudit.Check(final).IsWhole);
        }
    }

    // Before its journal has a header and the database knows of it there is no session, and nothing was lost.
    private static bool HasBegun(PaperBench bench)
    {
        using var store = StateStore.Open(bench.Database);
        return store.OpenSession() is not null;
    }
}
