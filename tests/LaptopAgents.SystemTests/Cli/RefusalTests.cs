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
    public void A_mistake_on_the_command_line_ends_with_code_2_and_names_what_is_wrong(string arguments, string named) =>
        Refused(["run", .. arguments.Split('|')], Usage, named);

    [Theory]
    [InlineData("", "Required command")]
    [InlineData("rum", "rum")]
    [InlineData("config|explain|trading.risk", "trading.risk_pct")]
    public void A_mistaken_command_ends_with_code_2(string arguments, string named) =>
        Refused(arguments.Length == 0 ? [] : arguments.Split('|'), Usage, named);

    [Theory]
    [InlineData("--symbol|DOGEUSDT", "DOGEUSDT")]
    [InlineData("--from|2031-01-01|--days|3", "2031")]
    [InlineData("--set|timeframe=1d", "BTCUSDT")]
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
