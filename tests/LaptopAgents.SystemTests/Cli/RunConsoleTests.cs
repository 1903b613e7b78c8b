using System.Text.Json;

namespace LaptopAgents.SystemTests.Cli;

/// <summary>What <c>la run</c> says.</summary>
public sealed class RunConsoleTests
{
    [Fact]
    public void The_first_command_of_the_readme_ends_with_a_table_a_curve_and_the_path_of_the_report()
    {
        using var folder = new TempFolder();
        var result = LaProcess.Run(folder.Path, "run", "--profile", "backtest", "--days", "30");
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("end equity", result.Output, StringComparison.Ordinal);
        Assert.Matches("equity +[▁▂▃▄▅▆▇█]{20,}", result.Output);
        var report = result.Output.Split('\n').Single(line => line.StartsWith("report", StringComparison.Ordinal)).Split("  ")[^1].Trim();
        Assert.True(File.Exists(report), report);
    }

    [Fact]
    public void A_run_says_how_many_days_the_daily_loss_limit_ended_and_what_to_do_about_it()
    {
        using var folder = new TempFolder();
        var limited = LaProcess.Run(folder.Path, "run", "--days", "10", "--no-report", "--set", "trading.max_daily_loss_usd=5");
        Assert.Matches("limit +daily loss limit ended [0-9]+ of 10 days", limited.Output);
        Assert.Contains("raise trading.max_daily_loss_usd (now 5)", limited.Output, StringComparison.Ordinal);
        var free = LaProcess.Run(folder.Path, "run", "--days", "10", "--no-report", "--set", "trading.max_daily_loss_usd=null");
        Assert.DoesNotContain("daily loss limit", free.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_is_the_statistics_and_nothing_else()
    {
        using var folder = new TempFolder();
        var result = LaProcess.Run(folder.Path, "run", "--days", "2", "--json");
        Assert.True(result.ExitCode == 0, result.ToString());
        var printed = JsonDocument.Parse(result.Output).RootElement;
        var run = FinishedRun.In(folder.Path);
        Assert.Equal(run.Folder, printed.GetProperty("run_dir").GetString());
        Assert.Equal(run.ResultHash, printed.GetProperty("result_hash").GetString());
    }

    [Fact]
    public void Report_and_csv_can_be_left_out()
    {
        using var folder = new TempFolder();
        var run = FinishedRun.Of(folder.Path, "run", "--days", "2", "--no-report", "--no-csv");
        Assert.DoesNotContain(Directory.GetFiles(run.Folder), file => file.EndsWith(".csv", StringComparison.Ordinal) || file.EndsWith(".html", StringComparison.Ordinal));
        Assert.True(File.Exists(Path.Combine(run.Folder, "fills.parquet")));
    }

    [Fact]
    public void Dates_select_the_data_and_the_end_is_exclusive()
    {
        using var folder = new TempFolder();
        var run = FinishedRun.Of(folder.Path, "run", "--from", "2025-02-01", "--to", "2025-02-03T12:00:00Z", "--no-report");
        Assert.Equal(3600, run.Stats.GetProperty("bars").GetInt32());
        var set = run.Manifest.GetProperty("data")[0];
        Assert.Equal("2025-02-01T00:00:00.000Z", set.GetProperty("from").GetString());
        Assert.Equal("2025-02-03T12:00:00.000Z", set.GetProperty("to").GetString());
    }

    [Fact]
    public void Less_data_than_was_asked_for_is_told_and_noted_in_the_manifest()
    {
        using var folder = new TempFolder();
        var result = LaProcess.Run(folder.Path, "run", "--days", "100", "--no-report", "--no-csv");
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("14,400 bars at the ends are not there", result.Errors, StringComparison.Ordinal);
        var set = FinishedRun.In(folder.Path).Manifest.GetProperty("data")[0];
        Assert.Equal(("2024-12-22T00:00:00.000Z", 14_400), (set.GetProperty("asked_from").GetString(), set.GetProperty("short_rows").GetInt32()));
    }

    [Fact]
    public void A_csv_file_given_as_the_path_of_the_data_is_read()
    {
        using var folder = new TempFolder();
        var exported = LaProcess.Run(folder.Path, "data", "export", "BTCUSDT", "bars.csv", "--to", "2025-01-03");
        Assert.True(exported.ExitCode == 0, exported.ToString());
        var run = FinishedRun.Of(folder.Path, "run", "--set", "data.path=bars.csv", "--no-report");
        Assert.Equal(2 * 1440, run.Stats.GetProperty("bars").GetInt32());
        Assert.False(run.Manifest.GetProperty("data")[0].GetProperty("synthetic").GetBoolean());
    }

    [Fact]
    public void A_file_of_funding_rates_that_was_chosen_is_paid_by_and_bound_into_the_manifest()
    {
        using var folder = new TempFolder();
        FinishedRun Run(string rate, string name)
        {
            folder.Write($"{name}/rates.csv", $"timestamp,rate\n2025-03-31T00:00:00Z,{rate}\n");
            return FinishedRun.Of(
                Path.Combine(folder.Path, name), "run", "--days", "3", "--no-report", "--strategy", "buy_and_hold", "--set", "trading.max_bars_open=0",
                "--set", "trading.max_daily_loss_usd=null", "--set", "broker.funding.source=rates.csv");
        }

        var (low, high) = (Run("0.0001", "low"), Run("0.0002", "high"));
        Assert.Equal("0.0001", Assert.Single(low.Table("funding").Rows)["rate"]);
        Assert.Equal("0.0002", Assert.Single(high.Table("funding").Rows)["rate"]);
        Assert.NotEqual(Sha(low), Sha(high));

        static string? Sha(FinishedRun run) => run.Manifest.GetProperty("data")[0].GetProperty("sha256").GetString();
    }

    [Fact]
    public void Funding_that_is_switched_off_is_not_missed()
    {
        using var folder = new TempFolder();
        var result = LaProcess.Run(folder.Path, "run", "--days", "1", "--no-report", "--no-csv", "--set", "broker.funding.enabled=false");
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.DoesNotContain("funding rates", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_position_that_stays_open_shows_its_open_result_so_that_start_and_end_fit_together()
    {
        using var folder = new TempFolder();
        var result = LaProcess.Run(
            folder.Path, "run", "--days", "5", "--no-report", "--strategy", "buy_and_hold", "--set", "engine.close_at_end=false",
            "--set", "trading.max_bars_open=0", "--set", "trading.max_daily_loss_usd=null");
        Assert.True(result.ExitCode == 0, result.ToString());
        var stats = FinishedRun.In(folder.Path).Stats;
        decimal Amount(string key) => stats.GetProperty(key).GetDecimal();
        var open = Amount("end_equity") - Amount("start_equity") - Amount("net_pnl");
        Assert.NotEqual(0m, open);
        Assert.Matches($@"open result\W+{System.Text.RegularExpressions.Regex.Escape(open.ToString("N2", System.Globalization.CultureInfo.InvariantCulture))}\b", result.Output);
    }

    [Fact]
    public void A_run_in_which_every_order_was_refused_says_why()
    {
        using var folder = new TempFolder();
        var result = LaProcess.Run(folder.Path, "run", "--days", "10", "--no-report", "--set", "trading.max_position_qty=0.00001");
        Assert.True(result.ExitCode == 0, result.ToString());
        var orders = FinishedRun.In(folder.Path).Table("orders").Rows;
        Assert.NotEmpty(orders);
        var refused = orders.Where(order => order["status"] is "denied" or "rejected").ToList();
        var reason = refused.GroupBy(order => order["reason"]).MaxBy(group => group.Count())!;
        var line = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"refused {refused.Count:N0} of {orders.Count:N0} orders, most often for {reason.Key} ({reason.Count():N0})");
        Assert.Contains(line, result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_symbols_run_in_one_account()
    {
        using var folder = new TempFolder();
        var run = FinishedRun.Of(
            folder.Path, "run", "--symbol", "BTCUSDT,ETHUSDT", "--days", "10", "--strategy", "sma_crossover", "--set", "trading.max_daily_loss_usd=null");
        Assert.Equal(2 * 14_400, run.Stats.GetProperty("bars").GetInt32());
        Assert.Equal(["BTCUSDT", "ETHUSDT"], run.Table("fills").Rows.Select(fill => fill["symbol"]).Distinct().Order(StringComparer.Ordinal));
        var net = run.Table("trades").Rows.Sum(trade => trade.Number("net_pnl"));
        Assert.Equal(run.Stats.GetProperty("end_equity").GetDecimal(), run.Stats.GetProperty("start_equity").GetDecimal() + net);
    }

    [Fact]
    public void A_flag_beats_a_set_which_beats_the_environment_which_beats_the_profile()
    {
        using var folder = new TempFolder();
        Assert.Contains("risk_pct: 1", Show(), StringComparison.Ordinal);
        Assert.Contains("risk_pct: 0.25", Show("LA_TRADING__RISK_PCT=0.25"), StringComparison.Ordinal);
        Assert.Contains("risk_pct: 0.5", Show("LA_TRADING__RISK_PCT=0.25", "--set", "trading.risk_pct=0.5"), StringComparison.Ordinal);

        string Show(string? variable = null, params string[] more)
        {
            (string, string)[] environment = variable?.Split('=') is [var name, var value] ? [(name, value)] : [];
            using var process = LaProcess.Start(folder.Path, ["config", "show", .. more], environment);
            var result = process.Finish();
            Assert.True(result.ExitCode == 0, result.ToString());
            return result.Output;
        }
    }
}
