using System.Diagnostics;
using System.Text;
using CsCheck;
using LaptopAgents.Domain;
using LaptopAgents.Engine;
using LaptopAgents.Storage;
using LaptopAgents.TestKit;

namespace LaptopAgents.Tests.Storage.Journal;

public sealed class SessionJournalTests
{
    [Fact]
    public async Task A_session_replays_without_a_difference()
    {
        var disk = new MemoryDisk();
        var session = await DemoSession.New().RecordAsync(disk, DemoSession.Feed(1500));
        var (replay, result, engine) = await DemoSession.ReplayAsync(disk);
        Assert.True(session.Result.Trades.Count > 3, $"{session.Result.Trades.Count} trades");
        Assert.Equal(session.Result.Events, replay.Events);
        Assert.Equal(session.Engine.StateHash, engine.StateHash);
        Assert.Equal(session.Result.Fills, result.Fills);
        Assert.Equal(session.Result.Trades, result.Trades);
        Assert.Equal(session.Result.Equity.RawEquity.ToArray(), result.Equity.RawEquity.ToArray());
    }

    [Fact]
    public async Task Parts_are_compressed_and_read_as_one()
    {
        var disk = new MemoryDisk();
        var options = new JournalOptions { MaxPartBytes = 20_000, SyncInterval = TimeSpan.Zero };
        var session = await DemoSession.New().RecordAsync(disk, DemoSession.Feed(1000), options);
        Assert.True(disk.Names().Count(name => name.EndsWith(".jsonl.gz", StringComparison.Ordinal)) > 5, string.Join(' ', disk.Names()));
        Assert.Single(disk.Names(), name => name.EndsWith(".jsonl", StringComparison.Ordinal));
        var (replay, _, _) = await DemoSession.ReplayAsync(disk);
        Assert.Equal(session.Result.Events, replay.Events);
        Assert.True(JournalAudit.Check(disk).IsWhole);
    }

    [Fact]
    public async Task A_changed_decision_is_found_at_its_line()
    {
        var disk = new MemoryDisk();
        await DemoSession.New().RecordAsync(disk, DemoSession.Feed(1200));
        var text = Encoding.UTF8.GetString(disk["000001.jsonl"]);
        var place = text.IndexOf("\"command\":\"submit\"", StringComparison.Ordinal);
        var at = text.IndexOf("\"qty\":", place, StringComparison.Ordinal) + 6;
        disk["000001.jsonl"] = Encoding.UTF8.GetBytes(text[..at] + "9" + text[at..]);
        var error = await Assert.ThrowsAsync<JournalDifferenceException>(() => DemoSession.ReplayAsync(disk));
        Assert.Equal(text[..place].Count(c => c == '\n') + 1, error.Difference.Line);
        Assert.Equal("a command", error.Difference.What);
        Assert.Contains("\"qty\":9", error.Difference.Recorded, StringComparison.Ordinal);
        Assert.DoesNotContain("\"qty\":9", error.Difference.Replayed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Any_change_of_one_byte_is_found_by_the_audit_and_named()
    {
        var disk = new MemoryDisk();
        await DemoSession.New().RecordAsync(disk, DemoSession.Feed(120));
        var bytes = disk["000001.jsonl"];
        Gen.Select(Gen.Int[0, bytes.Length - 1], Gen.Byte).Sample((place, value) =>
        {
            if (bytes[place] == value || bytes[place] == (byte)'\n' || value == (byte)'\n') return;
            var changed = (byte[])bytes.Clone();
            changed[place] = value;
            // Upper and lower case of a digit of the chain say the same.
            if (char.ToLowerInvariant((char)bytes[place]) == char.ToLowerInvariant((char)value)) return;
            var report = JournalAudit.Check(new MemoryDisk { ["000001.jsonl"] = changed });
            var line = bytes.AsSpan(0, place).Count((byte)'\n') + 1;
            Assert.Contains(report.Findings, finding => finding.Line == line || finding.Line == line + 1);
        }, iter: 300);
    }

    [Fact]
    public async Task Removed_inserted_and_moved_lines_are_found_and_named()
    {
        var disk = new MemoryDisk();
        await DemoSession.New().RecordAsync(disk, DemoSession.Feed(120));
        var lines = Encoding.UTF8.GetString(disk["000001.jsonl"]).TrimEnd('\n').Split('\n');
        Assert.Empty(Audit(lines).Findings);

        var removed = Audit([.. lines[..20], .. lines[22..]]);
        Assert.Equal(new AuditFinding(21, "2 lines, 21 to 22, were removed before this one (n 23)."), Assert.Single(removed.Findings));

        var inserted = Audit([.. lines[..30], lines[9], .. lines[30..]]);
        Assert.Equal(31, inserted.Findings[0].Line);
        Assert.Contains("inserted or moved", inserted.Findings[0].What, StringComparison.Ordinal);

        var moved = Audit([.. lines[..40], lines[41], lines[40], .. lines[42..]]);
        Assert.Equal(41, moved.Findings[0].Line);
        Assert.Contains(moved.Findings, finding => finding.What.Contains("inserted or moved", StringComparison.Ordinal));

        // A chain cannot tell of what was cut off behind it, but the chain at its end can, if it is kept elsewhere.
        var cut = Audit(lines[..50]);
        Assert.Empty(cut.Findings);
        Assert.NotEqual(Audit(lines).Chain, cut.Chain);
    }

    [Fact]
    public async Task A_missing_part_is_named()
    {
        var disk = new MemoryDisk();
        await DemoSession.New().RecordAsync(disk, DemoSession.Feed(600), new JournalOptions { MaxPartBytes = 20_000, SyncInterval = TimeSpan.Zero });
        disk.Delete("000002.jsonl.gz");
        var error = Assert.Throws<JournalFormatException>(() => JournalAudit.Check(disk));
        Assert.Contains("000002.jsonl is missing", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_torn_last_line_is_cut_and_the_rest_replays()
    {
        var disk = new MemoryDisk();
        await DemoSession.New().RecordAsync(disk, DemoSession.Feed(300), stops: false);
        var bytes = disk["000001.jsonl"];
        var torn = new MemoryDisk { ["000001.jsonl"] = bytes[..^40] };
        Assert.True(JournalAudit.Check(torn).TornBytes > 0);
        var tail = JournalTail.Mend(torn);
        Assert.Equal(0, JournalAudit.Check(torn).TornBytes);
        Assert.Equal(bytes.AsSpan().Count((byte)'\n') - 1, tail.Lines);
        var (replay, _, _) = await DemoSession.ReplayAsync(torn);
        Assert.True(replay.Events > 290);
    }

    [Fact]
    public async Task An_order_is_synced_before_it_is_sent()
    {
        var disk = new MemoryDisk();
        var session = await DemoSession.New().RecordAsync(disk, DemoSession.Feed(1500), new JournalOptions { SyncInterval = TimeSpan.FromDays(1) }, stops: false);
        Assert.True(session.Result.Orders.Count > 3);
        var commands = Encoding.UTF8.GetString(disk["000001.jsonl"]).Split('\n').Count(line => line.Contains("\"command\":", StringComparison.Ordinal));
        // One sync for the header, one for the steps that ordered something, one at the end; none for the rest.
        Assert.InRange(disk.Syncs, 4, commands + 2);
        Assert.All(disk.SyncedEnds, end => Assert.True(end.Contains("\"command\":", StringComparison.Ordinal) || end.Contains("\"journal\":", StringComparison.Ordinal), end));
    }

    [Fact]
    public void The_journal_and_the_audit_are_quick()
    {
        var session = DemoSession.New();
        var folder = Directory.CreateTempSubdirectory("la-journal-");
        try
        {
            const int events = 200_000;
            var disk = new JournalFolder(folder.FullName);
            var batch = new MarketBatch();
            var watch = Stopwatch.StartNew();
            using (var journal = SessionJournal.Create(disk, session.Header, new JournalOptions(), () => 42, TimeProvider.System))
            {
                for (var i = 1; i <= events; i++)
                {
                    var time = new Timestamp(i * 1_000_000L);
                    batch.Begin(time);
                    batch.Add(EngineEvent.OfTrade(default, time, time, new MarketTrade(new Price(9_500_000_000_000 + i), new Quantity(100_000), Side.Buy)));
                    journal.OnBatch(batch);
                    journal.OnEvent(i, in batch[0]);
                    journal.OnBatchEnd();
                }
            }

            var written = events / watch.Elapsed.TotalSeconds;
            watch.Restart();
            var report = JournalAudit.Check(disk);
            var read = events / watch.Elapsed.TotalSeconds;
            TestContext.Current.TestOutputHelper?.WriteLine($"{written:N0} events/s written, {read:N0} lines/s verified");
            Assert.True(report.IsWhole);
            Assert.Equal(events + 1, report.Lines);
            // Far below what an idle machine does with an optimised build, so that only a fall by a whole order fails here.
            Assert.True(written > 10_000, $"{written:N0} events/s");
            Assert.True(read > 30_000, $"{read:N0} lines/s");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static AuditReport Audit(string[] lines) =>
        JournalAudit.Check(new MemoryDisk { ["000001.jsonl"] = Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n") });
}
