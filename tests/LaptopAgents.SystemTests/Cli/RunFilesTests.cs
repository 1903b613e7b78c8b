using System.Text.Json;

namespace LaptopAgents.SystemTests.Cli;

/// <summary>What <c>la run</c> leaves behind, read as a stranger would read it.</summary>
public sealed class RunFilesTests(BusyRunFixture busy) : IClassFixture<BusyRunFixture>
{
    private static readonly string[] Files =
    [
        "config.yaml", "equity.csv", "equity.parquet", "fills.csv", "fills.parquet", "funding.csv", "funding.parquet", "journal.jsonl",
        "manifest.json", "orders.csv", "orders.parquet", "report.html", "stats.json", "trades.csv", "trades.parquet",
    ];

    private static readonly string[] StatsKeys =
    [
        "run_dir", "bars", "orders", "fills", "trades", "start_equity", "end_equity", "gross_pnl", "fees", "funding", "slippage_cost",
        "spread_cost", "net_pnl", "max_drawdown_pct", "sharpe", "sortino", "calmar", "profit_factor", "win_rate", "exposure_pct",
        "state_hash", "result_hash", "engine_seconds", "load_seconds", "bars_per_second",
    ];

    private FinishedRun Run => busy.Run;

    [Fact]
    public void A_run_writes_these_files_and_no_others()
    {
        Assert.True(busy.Result.ExitCode == 0, busy.Result.ToString());
        Assert.Equal(Files, Directory.GetFileSystemEntries(Run.Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.All(Files, file => Assert.NotEqual(0, new FileInfo(Path.Combine(Run.Folder, file)).Length));
    }

    [Theory]
    [InlineData("fills", "fill_id,order_id,time,symbol,side,price,qty,liquidity,fee,reference_price,reason")]
    [InlineData("trades", "trade_id,symbol,side,qty,entry_time,entry_price,exit_time,exit_price,gross_pnl,fees,funding,net_pnl,r_multiple,mae,mfe,bars_held,entry_reason,exit_reason")]
    [InlineData("funding", "time,symbol,position,mark_price,rate,amount")]
    [InlineData("equity", "time,equity,cash,position,unrealised")]
    public void A_table_has_exactly_these_columns(string table, string header) => Assert.Equal(header, Run.Table(table).Header);

    [Fact]
    public void Fills_and_funding_alone_give_the_end_equity_to_the_last_unit()
    {
        var cash = Run.Stats.GetProperty("start_equity").GetDecimal();
        var position = 0m;
        foreach (var fill in Run.Table("fills").Rows)
        {
            var signed = fill["side"] == "buy" ? fill.Number("qty") : -fill.Number("qty");
            position += signed;
            cash -= signed * fill.Number("price") + fill.Number("fee");
        }

        cash += Run.Table("funding").Rows.Sum(payment => payment.Number("amount"));
        Assert.True(Run.Table("fills").Rows.Count > 100, "Too few fills to prove anything.");
        Assert.True(Run.Table("funding").Rows.Count > 10, "Too few payments to prove anything.");
        Assert.Equal(0m, position);
        Assert.Equal(Run.Stats.GetProperty("end_equity").GetDecimal(), cash);
    }

    [Fact]
    public void Trades_add_up_to_the_end_equity_and_each_to_its_own_parts()
    {
        var trades = Run.Table("trades").Rows;
        Assert.All(trades, trade => Assert.Equal(trade.Number("net_pnl"), trade.Number("gross_pnl") - trade.Number("fees") + trade.Number("funding")));
        Assert.Equal(
            Run.Stats.GetProperty("end_equity").GetDecimal(), Run.Stats.GetProperty("start_equity").GetDecimal() + trades.Sum(trade => trade.Number("net_pnl")));
        Assert.Equal("end_of_run", trades[^1]["exit_reason"]);
    }

    [Fact]
    public void Funding_follows_position_mark_price_and_rate() =>
        Assert.All(Run.Table("funding").Rows, payment =>
        {
            var exact = -payment.Number("position") * payment.Number("mark_price") * payment.Number("rate");
            Assert.InRange(payment.Number("amount") - exact, -0.00000001m, 0.00000001m);
        });

    [Fact]
    public void The_equity_curve_ends_at_the_end_equity()
    {
        var equity = Run.Table("equity").Rows;
        Assert.Equal(Run.Stats.GetProperty("end_equity").GetDecimal(), equity[^1].Number("equity"));
        Assert.All(equity, row => Assert.Equal(row.Number("equity"), row.Number("cash") + row.Number("unrealised")));
    }

    [Fact]
    public void Times_are_utc_with_milliseconds_and_never_go_back()
    {
        foreach (var table in (string[])["fills", "funding", "equity"])
        {
            var times = Run.Table(table).Rows.Select(row => row["time"]).ToList();
            Assert.All(times, time => Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", time));
            Assert.Equal(times.Order(StringComparer.Ordinal), times);
        }
    }

    [Fact]
    public void Statistics_have_every_key_and_count_what_the_tables_hold()
    {
        Assert.Subset(new HashSet<string>(Run.Stats.EnumerateObject().Select(property => property.Name)), new HashSet<string>(StatsKeys));
        foreach (var table in (string[])["orders", "fills", "trades"])
            Assert.Equal(Run.Table(table).Rows.Count, Run.Stats.GetProperty(table).GetInt32());
        Assert.Equal(30 * 1440, Run.Stats.GetProperty("bars").GetInt32());
        Assert.Equal(Run.Stats.GetProperty("fees").GetDecimal(), Run.Table("fills").Rows.Sum(fill => fill.Number("fee")));
        Assert.Equal(Run.Stats.GetProperty("funding").GetDecimal(), Run.Table("funding").Rows.Sum(payment => payment.Number("amount")));
    }

    [Fact]
    public void The_win_rate_is_the_share_of_trades_that_earned()
    {
        var trades = Run.Table("trades").Rows;
        var won = trades.Count(trade => trade.Number("net_pnl") > 0);
        Assert.Equal(won / (double)trades.Count, Run.Stats.GetProperty("win_rate").GetDouble(), 12);
    }

    [Fact]
    public void The_written_configuration_gives_the_same_run_again()
    {
        using var folder = new TempFolder();
        var again = FinishedRun.Of(folder.Path, "run", "--profile", Path.Combine(Run.Folder, "config.yaml"), "--no-report");
        Assert.Equal(Run.ResultHash, again.ResultHash);
    }

    [Fact]
    public void Every_journal_line_is_json() =>
        Assert.All(File.ReadLines(Path.Combine(Run.Folder, "journal.jsonl")).Take(5000), line => JsonDocument.Parse(line).Dispose());

    [Fact]
    public void Synthetic_data_are_called_so_on_the_console_in_the_manifest_and_in_the_report()
    {
        Assert.Contains("SYNTHETIC", busy.Result.Output, StringComparison.Ordinal);
        Assert.All(Run.Manifest.GetProperty("data").EnumerateArray(), set => Assert.True(set.GetProperty("synthetic").GetBoolean()));
        Assert.Contains("SYNTHETIC", File.ReadAllText(Path.Combine(Run.Folder, "report.html")), StringComparison.Ordinal);
    }
}
