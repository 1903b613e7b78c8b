using System.Text;
using LaptopAgents.Cli.Composition;
using LaptopAgents.Domain;
using LaptopAgents.Runtime;
using LaptopAgents.Simulation;
using LaptopAgents.Storage;
using LaptopAgents.TestKit;
using Microsoft.Data.Sqlite;

namespace LaptopAgents.Tests.Cli.Composition.Paper;

public sealed class PaperSessionTests
{
    [Fact]
    public async Task A_session_stopped_and_resumed_many_times_equals_one_that_was_not()
    {
        using var whole = new PaperBench();
        var twin = await whole.RunAsync(new DemoMarketPart(600));
        using var parts = new PaperBench();
        var ledger = await parts.RunAsync(new DemoMarketPart(7));
        foreach (var bars in new[] { 8, 60, 61, 150, 333, 600, 600 }) ledger = await parts.RunAsync(new DemoMarketPart(bars), resume: true);
        Assert.Equal(twin, ledger);
        using var groups = new JournalGroups(JournalTail.Open(Journal(parts)));
        var group = new JournalGroup();
        while (groups.TryRead(group))
        {
        }

        Assert.Equal((7, 0L, true), (groups.Resumes, groups.Undone, groups.IsStopped));
    }

    [Fact]
    public async Task A_paper_session_trades_what_a_backtest_of_the_same_bars_trades()
    {
        using var bench = new PaperBench();
        var resolved = bench.Config();
        using var session = bench.Open(new DemoMarketPart(900));
        await session.RunAsync(CancellationToken.None);

        var config = resolved.Config;
        Instrument[] instruments = [DemoSession.Market.Instrument];
        var venue = new SimulatedVenue(instruments, Duration.FromMinutes(1), VenueComposition.Options(config));
        var engine = new LaptopAgents.Engine.TradingEngine(EngineComposition.Options(config, Duration.FromMinutes(1)), instruments, _ => EngineComposition.Strategy(config.Strategy));
        var result = DemoSession.NewResult();
        await new LaptopAgents.Runtime.Session(DemoSession.Feed(900), venue, engine, new RunRecorder(engine, result), null, new SessionOptions(CloseAtEnd: true)).RunAsync(CancellationToken.None);
        var backtest = result.Trades.Where(trade => trade.ExitPurpose != OrderPurpose.EndOfRun).Select(Shape).ToList();
        Assert.True(backtest.Count > 10, $"{backtest.Count} trades");
        Assert.Equal(backtest, session.Result.Trades.Select(Shape));

        // Only the prefix of the ids tells whose order it was.
        static TradeRecord Shape(TradeRecord trade) => trade with { EntryOrderId = new ClientOrderId(0, trade.EntryOrderId.Sequence) };
    }

    [Fact]
    public async Task What_was_missed_is_applied_and_told_order_by_order()
    {
        using var bench = new PaperBench();
        // Stopped where an order is on its way to the venue.
        var bars = 60;
        var ledger = await bench.RunAsync(new DemoMarketPart(bars));
        while (bars < 120 && !ledger.Orders.Contains("Submitted", StringComparison.Ordinal)) ledger = await bench.RunAsync(new DemoMarketPart(++bars), resume: true);
        var before = ledger.Fills.Split('\n').Length;
        bench.Told.Clear();
        using (var session = bench.Open(new DemoMarketPart(bars + 45, missed: 40), resume: true))
        {
            await session.RunAsync(CancellationToken.None);
            var missed = session.Result.Orders.Where(order => order.CreatedTime > session.Result.From + Duration.FromMinutes(bars) && order.CreatedTime <= session.Result.From + Duration.FromMinutes(bars + 39));
            Assert.DoesNotContain(missed, order => order.Purpose == OrderPurpose.Entry && order.Status != OrderStatus.Denied);
        }

        var told = string.Join('\n', bench.Told);
        Assert.Contains("40 bars were missed", told, StringComparison.Ordinal);
        Assert.Contains("\norder ", told, StringComparison.Ordinal);
        Assert.True(before > 0);
        var engine = await ReplayAsync(bench);
        Assert.Empty(engine.Unwritten);
    }

    [Fact]
    public async Task An_exported_session_backtests_to_the_same_trades()
    {
        using var bench = new PaperBench();
        using var session = bench.Open(new DemoMarketPart(900));
        await session.RunAsync(CancellationToken.None);
        var target = Path.Combine(bench.Root, "exported");
        var exported = SessionExport.Write(session.Folder, target, Timestamp.FromDateTime(DateTime.UtcNow));
        Assert.Equal(900, Assert.Single(exported).Bars);

        var set = DataCatalog.Open(target).Load("BTCUSDT", BarInterval.OneMinute, null, null, new InstrumentId(0));
        Assert.True(set.IsSynthetic);
        var config = bench.Config().Config;
        var run = new BacktestComposition(bench.Config(), [set with { Instrument = VenueComposition.Configure(set.Instrument, config.Broker) }], null);
        await run.Session.RunAsync(CancellationToken.None);
        Assert.Equal(
            run.Result.Trades.Where(trade => trade.ExitPurpose != OrderPurpose.EndOfRun).Select(trade => (trade.EntryTime, trade.EntryPrice, trade.ExitTime, trade.ExitPrice, trade.NetPnl)),
            session.Result.Trades.Select(trade => (trade.EntryTime, trade.EntryPrice, trade.ExitTime, trade.ExitPrice, trade.NetPnl)));
    }

    [Fact]
    public async Task A_session_is_never_overwritten_unasked()
    {
        using var bench = new PaperBench();
        await bench.RunAsync(new DemoMarketPart(50));
        var refused = Assert.Throws<SessionRefusedException>(() => bench.Open(new DemoMarketPart(50)));
        Assert.Contains("--resume", refused.Message, StringComparison.Ordinal);
        Assert.Contains("--new", refused.Message, StringComparison.Ordinal);
        using (var second = bench.Open(new DemoMarketPart(50), startNew: true)) Assert.Equal(3u, second.Header.Session);
        Assert.Equal(2, Directory.GetDirectories(Path.Combine(bench.Root, ".workspace", "runs")).Length);
    }

    [Fact]
    public void There_must_be_something_to_resume()
    {
        using var bench = new PaperBench();
        var refused = Assert.Throws<SessionRefusedException>(() => bench.Open(new DemoMarketPart(50), resume: true));
        Assert.Contains("no session to resume", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_sessions_cannot_trade_one_account()
    {
        using var bench = new PaperBench();
        using var first = bench.Open(new DemoMarketPart(50));
        var refused = Assert.Throws<StateException>(() => bench.Open(new DemoMarketPart(50), startNew: true));
        Assert.Equal(StateProblem.Locked, refused.Problem);
        Assert.Contains($"process {Environment.ProcessId}", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_says_something_else_is_refused_and_explained()
    {
        using var bench = new PaperBench();
        await bench.RunAsync(new DemoMarketPart(200));
        Sql(bench, "UPDATE fill SET price = price + 10000000 WHERE place = 2; UPDATE account SET cash = cash + 1;");
        var refused = await Assert.ThrowsAsync<StateException>(() => bench.RunAsync(new DemoMarketPart(300), resume: true));
        Assert.Equal(StateProblem.Differs, refused.Problem);
        Assert.Contains("cash: the database has", refused.Message, StringComparison.Ordinal);
        Assert.Contains("fill 3: the database has", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_journal_whose_end_is_missing_is_refused()
    {
        using var bench = new PaperBench();
        await bench.RunAsync(new DemoMarketPart(200));
        var file = Path.Combine(Folder(bench), "journal", "000001.jsonl");
        var lines = await File.ReadAllLinesAsync(file);
        await File.WriteAllTextAsync(file, string.Join('\n', lines[..^20]) + "\n");
        var refused = await Assert.ThrowsAsync<StateException>(() => bench.RunAsync(new DemoMarketPart(300), resume: true));
        Assert.Contains("its end was cut off", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_journal_is_refused()
    {
        using var bench = new PaperBench();
        await bench.RunAsync(new DemoMarketPart(200));
        var file = Path.Combine(Folder(bench), "journal", "000001.jsonl");
        var text = await File.ReadAllTextAsync(file);
        var at = text.IndexOf("\"close\":", 20_000, StringComparison.Ordinal) + 8;
        await File.WriteAllTextAsync(file, text[..at] + (text[at] == '9' ? '8' : '9') + text[(at + 1)..]);
        var refused = await Assert.ThrowsAsync<JournalFormatException>(() => bench.RunAsync(new DemoMarketPart(300), resume: true));
        Assert.Contains("was changed", refused.Message, StringComparison.Ordinal);
        Assert.Contains("la audit verify", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_database_is_named_and_a_backup_brings_it_back()
    {
        using var bench = new PaperBench();
        await bench.RunAsync(new DemoMarketPart(120));
        var place = new AccountPlace(bench.Database);
        using (var store = StateStore.Open(bench.Database)) StateBackups.Make(store, place.Backups, TimeProvider.System);
        await bench.RunAsync(new DemoMarketPart(240), resume: true);
        await File.WriteAllBytesAsync(bench.Database, Encoding.ASCII.GetBytes(new string('x', 20_000)));
        File.Delete(bench.Database + "-wal");
        var refused = await Assert.ThrowsAsync<StateException>(() => bench.RunAsync(new DemoMarketPart(360), resume: true));
        Assert.Equal(StateProblem.Corrupt, refused.Problem);
        Assert.Contains("la backup", refused.Message, StringComparison.Ordinal);

        StateBackups.Restore(Assert.Single(StateBackups.List(place.Backups)).Path, bench.Database, Timestamp.FromDateTime(DateTime.UtcNow));
        var ledger = await bench.RunAsync(new DemoMarketPart(360), resume: true);
        using var whole = new PaperBench();
        Assert.Equal(await whole.RunAsync(new DemoMarketPart(360)), ledger);
    }

    [Fact]
    public async Task Every_day_has_its_equity()
    {
        using var bench = new PaperBench();
        await bench.RunAsync(new DemoMarketPart(3 * 1440 + 5));
        var lines = await File.ReadAllLinesAsync(Path.Combine(Folder(bench), "equity_daily.csv"));
        Assert.Equal("day,time,equity,cash,realised,fees,funding,fills", lines[0]);
        Assert.Equal(5, lines.Length);
        Assert.All(lines[2..], line => Assert.Contains("T00:00:00.000Z", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_named()
    {
        using var bench = new PaperBench();
        await File.WriteAllTextAsync(Path.Combine(bench.Root, ".workspace"), "a file where a folder is needed");
        var refused = Assert.Throws<StateException>(() => bench.Open(new DemoMarketPart(10)));
        Assert.Equal(StateProblem.Unwritable, refused.Problem);
        Assert.Contains(".workspace", refused.Message, StringComparison.Ordinal);
    }

    private static async Task<JournalReplay> ReplayAsync(PaperBench bench)
    {
        using var groups = new JournalGroups(JournalTail.Open(Journal(bench)));
        var config = RecordedConfig.Load(groups.Header.Facts!).Config;
        var engine = RecordedConfig.Engine(config, groups.Header);
        var replay = new JournalReplay(groups, () => engine.StateHash);
        var recorder = new RunRecorder(engine, RecordedConfig.Result(groups.Header));
        await new LaptopAgents.Runtime.Session(replay, new ReplayBroker(replay), engine, recorder, replay, new SessionOptions(false, CanGoOn: true)).RunAsync(CancellationToken.None);
        return replay;
    }

    internal static string Folder(PaperBench bench) => Assert.Single(Directory.GetDirectories(Path.Combine(bench.Root, ".workspace", "runs")));

    private static JournalFolder Journal(PaperBench bench) => new(Path.Combine(Folder(bench), "journal"));

    private static void Sql(PaperBench bench, string text)
    {
        using var connection = new SqliteConnection($"Data Source={bench.Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }
}
