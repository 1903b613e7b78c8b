namespace LaptopAgents.SystemTests.Cli;

/// <summary>What is wrong is said plainly, with an exit code that a script can rely on, and nothing is left half-made.</summary>
public sealed class RefusalTests
{
    private const int Failure = 1;
    private const int Usage = 2;
    private const int DataRefused = 7;

    [Theory]
    [InlineData("--no-such-flag", "no-such-flag")]
    [InlineData("--days", "--days")]
    [InlineData("--days|0", "--days")]
    [InlineData("--days|-3", "--days")]
    [InlineData("--days|soon", "--days")]
    [InlineData("--from|yesterday", "--from")]
    [InlineData("--from|2025-03-01|--to|2025-02-01", "data.from")]
    [InlineData("--strategy|sma_crosover", "sma_crossover")]
    [InlineData("--fidelity|perfect", "realistic")]
    [InlineData("--set|trading.risk_pc=1", "trading.risk_pct")]
    [InlineData("--set|trading.risk_pct", "trading.risk_pct")]
    [InlineData("--set|trading.risk_pct=200", "trading.risk_pct")]
    [InlineData("--set|strategy.params.no_such_setting=1", "no_such_setting")]
    [InlineData("--profile|no_such_profile", "no_such_profile")]
    [InlineData("--require-grade|Z", "--require-grade")]
    [InlineData("--strategy|nope", "--strategy: strategy.name")]
    [InlineData("--set|output.dir=run_{timestmp}", "{timestamp}")]
    [InlineData("--set|output.dir=.", "output.dir")]
    public void A_mistake_on_the_command_line_ends_with_code_2_and_names_what_is_wrong(string arguments, string named) =>
        Refused(["run", .. arguments.Split('|')], Usage, named);

    [Theory]
    [InlineData("", "Required command")]
    [InlineData("rum", "rum")]
    [InlineData("config|explain|trading.risk", "trading.risk_pct")]
    [InlineData("config|show|--set|strategy.params.lookbak_bars=3", "lookback_bars")]
    [InlineData("config|hash|--set|strategy.name=nope", "strategy.name")]
    [InlineData("data|export|BTCUSDT|bars.foo", "--format")]
    public void A_mistaken_command_ends_with_code_2(string arguments, string named) =>
        Refused(arguments.Length == 0 ? [] : arguments.Split('|'), Usage, named);

    [Theory]
    [InlineData("--symbol|DOGEUSDT", "DOGEUSDT")]
    [InlineData("--from|2031-01-01|--days|3", "2031")]
    [InlineData("--set|timeframe=1d", "It has 1m")]
    [InlineData("--set|data.path=/nonexist", "data.path (--set data.path) is /nonexist, which does not exist")]
    [InlineData("--set|data.path=data/candels/BTCUSDT/", "data/candels/BTCUSDT")]
    [InlineData("--set|data.source=csv|--set|data.path=bars.csv", "bars.csv")]
    [InlineData("--set|broker.funding.source=rates.csv", "broker.funding.source (--set broker.funding.source)")]
    [InlineData("--days|365|--require-grade|B", "asked for 2024-04-01")]
    [InlineData("--from|2024-12-01|--require-grade|F", "44,640 bars at the ends are not there")]
    public void Data_that_are_not_there_end_with_code_7(string arguments, string named) =>
        Refused(["run", .. arguments.Split('|')], DataRefused, named);

    [Fact]
    public void Every_problem_of_a_profile_is_listed_with_file_and_line()
    {
        using var folder = new TempFolder();
        folder.Write("config/profiles/mine.yaml", "_extends: backtest.yaml\ntrading:\n  risk_pct: lots\n  max_leverge: 3\nbroker:\n  fill_model:\n    intrabar_mode: hopeful\n");
        var result = LaProcess.Run(folder.Path, "run", "--profile", "mine");
        Assert.True(result.ExitCode == Usage, result.ToString());
        Assert.Contains("config/profiles/mine.yaml:3", result.Errors, StringComparison.Ordinal);
        Assert.Contains("config/profiles/mine.yaml:4", result.Errors, StringComparison.Ordinal);
        Assert.Contains("max_leverage", result.Errors, StringComparison.Ordinal);
        Assert.Contains("config/profiles/mine.yaml:7", result.Errors, StringComparison.Ordinal);
        Assert.Contains("conservative", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_strategy_is_listed_with_every_other_problem_at_its_own_line()
    {
        using var folder = new TempFolder();
        folder.Write("config/profiles/mine.yaml", "_extends: backtest.yaml\nstrategy:\n  name: sma_crossover\n  config_file: null\n  params:\n    fst: 3\n    slow: x\ntrading:\n  risk_pct: -1\n");
        foreach (var command in new[] { "config show", "config explain data.path", "run" })
        {
            var result = LaProcess.Run(folder.Path, [.. command.Split(' '), "--profile", "mine"]);
            Assert.True(result.ExitCode == Usage, result.ToString());
            Assert.Contains("config/profiles/mine.yaml:6: strategy.params.fst: unknown setting; did you mean 'fast'?", result.Errors, StringComparison.Ordinal);
            Assert.Contains("config/profiles/mine.yaml:7: strategy.params.slow: 'x' is not", result.Errors, StringComparison.Ordinal);
            Assert.Contains("config/profiles/mine.yaml:9: trading.risk_pct", result.Errors, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_variable_that_was_meant_for_a_key_and_misses_it_stops_the_run()
    {
        using var folder = new TempFolder();
        using var process = LaProcess.Start(folder.Path, ["run"], [("LA_TRADING_RISK_PCT", "0.1")]);
        var result = process.Finish();
        Assert.True(result.ExitCode == Usage, result.ToString());
        Assert.Contains("did you mean LA_TRADING__RISK_PCT?", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mode_that_the_command_does_not_run_is_a_usage_error()
    {
        using var folder = new TempFolder();
        folder.Write("config/profiles/mine.yaml", "mode: live\nbroker:\n  api_key: x\n  api_secret: y\ntrading:\n  max_daily_loss_usd: 50\n  max_position_usd: 50\n");
        var result = LaProcess.Run(folder.Path, "run", "--profile", "mine");
        Assert.True(result.ExitCode == Usage, result.ToString());
        Assert.Contains("config/profiles/mine.yaml:1: mode", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_data_is_refused_by_the_data_commands_too()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, "empty"));
        foreach (var arguments in new[] { "check BTCUSDT --data-dir empty", "check --data-dir empty", "export BTCUSDT x.csv --data-dir empty", "list --data-dir nowhere" })
        {
            var result = LaProcess.Run(folder.Path, ["data", .. arguments.Split(' ')]);
            Assert.True(result.ExitCode == DataRefused, $"{arguments}: {result}");
            Assert.DoesNotContain("SYNTHETIC", result.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_broken_catalog_file_ends_with_code_7_and_names_the_file()
    {
        using var folder = new TempFolder();
        var demo = Path.Combine(AppContext.BaseDirectory, "data", "demo", "candles", "BTCUSDT", "2025-03.parquet");
        var broken = folder.Write("data/candles/BTCUSDT/2025-03.parquet", "");
        File.WriteAllBytes(broken, File.ReadAllBytes(demo).AsSpan(0, 5000).ToArray());
        var result = LaProcess.Run(folder.Path, "run");
        Assert.True(result.ExitCode == DataRefused, result.ToString());
        Assert.Contains("2025-03.parquet", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void An_output_folder_that_cannot_be_made_ends_with_code_1_and_names_it()
    {
        using var folder = new TempFolder();
        folder.Write("taken", "a file stands where a folder is wanted");
        var result = LaProcess.Run(folder.Path, "run", "--days", "1", "--set", "output.dir=taken/runs/{timestamp}");
        Assert.True(result.ExitCode == Failure, result.ToString());
        Assert.Contains("taken", result.Errors, StringComparison.Ordinal);
        Assert.Contains("output.dir", result.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run", "--days", "30")]
    [InlineData("run", "--days", "30", "--journal")]
    public void A_run_whose_files_cannot_all_be_written_leaves_a_folder_that_says_so(params string[] arguments)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The size of a file is limited by a shell of Linux.");
        using var folder = new TempFolder();
        // Half a megabyte is less than the equity curve of a month; the runtime would otherwise map larger files for itself.
        using var process = LaProcess.Start(
            folder.Path, ["-c", "trap '' XFSZ; ulimit -f 500; exec \"$@\"", "sh", LaProcess.DotNet(), LaProcess.Program, .. arguments],
            [("DOTNET_EnableWriteXorExecute", "0")], program: "/bin/sh");
        var result = process.Finish();
        Assert.True(result.ExitCode == Failure, result.ToString());
        var run = Assert.Single(Directory.GetDirectories(Path.Combine(folder.Path, ".workspace", "runs")));
        Assert.True(File.Exists(Path.Combine(run, "UNFINISHED.txt")), result.ToString());
        Assert.False(File.Exists(Path.Combine(run, "manifest.json")));
        Assert.False(File.Exists(Path.Combine(run, "stats.json")));
    }

    [Fact]
    public void A_folder_that_takes_no_files_is_told_before_the_data_are_read()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs a folder in which nobody can write.");
        using var folder = new TempFolder();
        var result = LaProcess.Run(folder.Path, "run", "--days", "1", "--set", "output.dir=/proc/x");
        Assert.True(result.ExitCode == Failure, result.ToString());
        Assert.Contains("/proc/x", result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain(".claim", result.Errors, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    private static void Refused(string[] arguments, int exitCode, string named)
    {
        using var folder = new TempFolder();
        var result = LaProcess.Run(folder.Path, arguments);
        Assert.True(result.ExitCode == exitCode, result.ToString());
        Assert.Contains(named, result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(folder.Path, ".workspace")), "A refused run left files behind.");
    }
}
