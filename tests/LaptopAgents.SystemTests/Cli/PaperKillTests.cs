using System.Globalization;

namespace LaptopAgents.SystemTests.Cli;

/// <summary>The real program is killed in the middle of a paper session, again and again, and goes on each time.</summary>
public sealed class PaperKillTests
{
    private const int Kills = 10;
    private const int KilledExitCode = 137;

    private static readonly string[] Session =
    [
        "run", "--profile", "paper", "--venue", "file", "--speed", "max", "--days", "25", "--strategy", "sma_crossover", "--set", "strategy.params.fast=10",
        "--set", "strategy.params.slow=40", "--set", "trading.sizing=fixed_qty", "--set", "trading.fixed_qty=0.01", "--set", "trading.max_daily_loss_usd=null",
    ];

    [Fact]
    public void A_session_killed_at_random_moments_comes_to_what_its_twin_comes_to()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A process cannot be killed without a word there.");
        using var whole = new TempFolder();
        var twin = FinishedRun.Of(whole.Path, Session);
        Assert.True(twin.Table("fills").Rows.Count > 100);

        using var folder = new TempFolder();
        var random = new Random(20250504);
        var kills = 0;
        var hasBegun = false;
        LaResult result;
        do
        {
            string[] arguments = hasBegun ? [.. Session, "--resume"] : Session;
            using var process = LaProcess.Start(folder.Path, arguments);
            using var alarm = new Timer(_ => Kill(process.Id), null, kills < Kills ? random.Next(350, 1000) : Timeout.Infinite, Timeout.Infinite);
            result = process.Finish();
            // Killed before there was a session, it has nothing to resume.
            var isTooEarly = result.ExitCode == 2 && result.Errors.Contains("no session to resume", StringComparison.Ordinal);
            hasBegun = !isTooEarly;
            Assert.True(result.ExitCode is 0 or KilledExitCode || isTooEarly, result.ToString());
            if (result.ExitCode == KilledExitCode) kills++;
        }
        while (result.ExitCode != 0);
        Assert.True(kills > 2, $"The session was killed {kills} times only.");

        var run = Directory.GetDirectories(Path.Combine(folder.Path, ".workspace", "runs")).Select(path => new FinishedRun(path)).Last();
        foreach (var table in new[] { "fills.csv", "trades.csv", "orders.csv", "equity.csv", "funding.csv" })
            Assert.True(File.ReadAllBytes(Path.Combine(twin.Folder, table)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(run.Folder, table))), $"{table} differs after {kills} kills.");
        Assert.Equal(twin.Stats.GetProperty("state_hash").GetString(), run.Stats.GetProperty("state_hash").GetString());

        var replay = LaProcess.Run(folder.Path, "replay", run.Folder);
        Assert.True(replay.ExitCode == 0, replay.ToString());
        Assert.Matches(@"\n0 differences in [1-9]\d{3,} events\n$", replay.Output);
        var audit = LaProcess.Run(folder.Path, "audit", "verify", run.Folder);
        Assert.True(audit.ExitCode == 0, audit.ToString());
    }

    private static void Kill(int process)
    {
        using var kill = System.Diagnostics.Process.Start("kill", ["-KILL", process.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }
}
