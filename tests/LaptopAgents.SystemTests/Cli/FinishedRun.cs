using System.Text.Json;

namespace LaptopAgents.SystemTests.Cli;

/// <summary>The folder that one run wrote.</summary>
internal sealed class FinishedRun(string folder)
{
    private static readonly string[] Default = ["run", "--profile", "backtest", "--days", "30"];

    public string Folder { get; } = folder;

    public JsonElement Stats { get; } = Json(Path.Combine(folder, "stats.json"));

    public JsonElement Manifest { get; } = Json(Path.Combine(folder, "manifest.json"));

    public string ResultHash => Stats.GetProperty("result_hash").GetString()!;

    public CsvFile Table(string name) => CsvFile.Read(Path.Combine(Folder, name + ".csv"));

    /// <summary>Settings with which the default strategy trades every day of the demo market and pays funding.</summary>
    public static string[] Busy { get; } =
    [
        .. Default, "--strategy", "sma_crossover", "--set", "strategy.params.fast=30", "--set", "strategy.params.slow=120",
        "--set", "trading.sizing=fixed_qty", "--set", "trading.fixed_qty=0.05", "--set", "trading.max_daily_loss_usd=null",
    ];

    /// <summary>Runs <paramref name="arguments"/>, which must succeed, in a folder and opens what was written there.</summary>
    public static FinishedRun Of(string folder, params string[] arguments)
    {
        var result = LaProcess.Run(folder, arguments);
        Assert.True(result.ExitCode == 0, result.ToString());
        return In(folder);
    }

    /// <summary>Opens the only run below a folder.</summary>
    public static FinishedRun In(string folder) => new(Assert.Single(Directory.GetDirectories(Path.Combine(folder, ".workspace", "runs"))));

    private static JsonElement Json(string path) => JsonDocument.Parse(File.ReadAllBytes(path)).RootElement;
}
