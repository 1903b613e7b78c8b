using LaptopAgents.Cli.Composition;
using LaptopAgents.Runtime.Configuration;
using LaptopAgents.Storage;
using LaptopAgents.SystemTests.Architecture;
using LaptopAgents.SystemTests.Cli;

namespace LaptopAgents.SystemTests.Determinism;

/// <summary>Same inputs, same result hash.</summary>
public sealed class DeterminismTests
{
    private const int Repeats = 1000;
    private const int Workers = 16;

    // Every model that draws is on, so that a draw in the wrong order would show.
    private static readonly string[] Sets =
    [
        "data.days=1", "strategy.name=sma_crossover", "strategy.params.fast=5", "strategy.params.slow=20", "strategy.params.stop_atr_mult=2",
        "strategy.params.target_atr_mult=3", "trading.max_daily_loss_usd=null", "trading.rr_min=0", "engine.min_history_bars=0", "trading.cooldown_bars=0",
        "broker.fill_model.slippage_model=random", "broker.fill_model.intrabar_mode=random", "broker.fill_model.partial_fills=probabilistic",
        "broker.fill_model.latency_model=lognormal", "broker.fill_model.latency_ms=150", "symbols=BTCUSDT,ETHUSDT",
    ];

    [Fact]
    public async Task A_thousand_repeats_give_one_hash()
    {
        var input = Inputs();
        var expected = await HashAsync(input);
        for (var i = 0; i < Repeats; i++) Assert.Equal(expected, await HashAsync(input));
    }

    [Fact]
    public async Task Sixteen_workers_give_the_hash_of_one()
    {
        var input = Inputs();
        var expected = await HashAsync(input);
        var hashes = await Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => Task.Run(() => HashAsync(Inputs()))));
        Assert.All(hashes, hash => Assert.Equal(expected, hash));
    }

    [Fact]
    public async Task Another_seed_gives_another_hash() =>
        Assert.NotEqual(await HashAsync(Inputs()), await HashAsync(Inputs("engine.seed=2")));

    [Fact]
    public void Debug_and_release_builds_give_one_hash()
    {
        using var folder = new TempFolder();
        string[] arguments = ["run", "--days", "10", "--no-report", "--no-csv", .. Sets[1..].SelectMany(set => (string[])["--set", set])];
        var own = FinishedRun.Of(folder.Path, arguments).ResultHash;
        var other = OtherBuild();
        Assert.SkipWhen(other is null, "Only one build of the program is here: start ./la once to make the other.");

        using var second = new TempFolder();
        using var process = LaProcess.Start(second.Path, arguments, program: other);
        var result = process.Finish();
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(own, FinishedRun.In(second.Path).ResultHash);
    }

    // A build that is older than the tests' own may rightly give other results.
    private static string? OtherBuild()
    {
        var current = Path.Combine(Repo.Root, ".build", "current");
        string[] candidates =
        [
            File.Exists(current) ? Path.Combine(Repo.Root, ".build", File.ReadAllText(current).Trim(), "la.dll") : "",
            LaProcess.Program.Replace($"{Path.DirectorySeparatorChar}Debug{Path.DirectorySeparatorChar}", $"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal),
            LaProcess.Program.Replace($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", $"{Path.DirectorySeparatorChar}Debug{Path.DirectorySeparatorChar}", StringComparison.Ordinal),
        ];
        return candidates.FirstOrDefault(path => path != LaProcess.Program && File.Exists(path) && IsOfTheSameSources(path));
    }

    private static bool IsOfTheSameSources(string program)
    {
        var built = File.GetLastWriteTimeUtc(program);
        return Repo.TextFiles.Where(path => path.StartsWith("src/", StringComparison.Ordinal))
            .All(path => File.GetLastWriteTimeUtc(Path.Combine(Repo.Root, path)) <= built);
    }

    private static Input Inputs(params string[] more)
    {
        var resolved = ConfigLoader.Load(new ConfigRequest { WorkingDirectory = Repo.Root, Sets = [.. Sets, "data.demo=always", .. more] });
        return new Input(resolved, MarketSelection.Load(resolved));
    }

    private static async Task<string> HashAsync(Input input)
    {
        var run = new BacktestComposition(input.Resolved, input.Markets, journal: null);
        await run.Session.RunAsync(CancellationToken.None);
        Assert.NotEmpty(run.Result.Fills);
        return ResultHash.Of(run.Result);
    }

    private sealed record Input(ResolvedConfig Resolved, IReadOnlyList<MarketDataSet> Markets);
}
