using System.Diagnostics;

namespace LaptopAgents.SystemTests.Cli;

/// <summary>Ctrl-C stops a run and keeps what it has.</summary>
public sealed class InterruptTests
{
    private const int Interrupted = 130;

    [Fact]
    public void An_interrupted_run_leaves_a_readable_result_that_says_so()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A console signal can't be sent to one process there.");
        using var folder = new TempFolder();
        using var running = new ManualResetEventSlim();
        // The journal makes the run long enough to be caught in the middle.
        string[] arguments = ["run", "--symbol", "BTCUSDT,ETHUSDT", "--strategy", "sma_crossover", "--journal", "--no-report"];
        using var process = LaProcess.Start(folder.Path, arguments, onOutput: line =>
        {
            if (line.StartsWith("ETHUSDT", StringComparison.Ordinal)) running.Set();
        });
        Assert.True(running.Wait(TimeSpan.FromMinutes(1)), "The run did not begin.");
        using (var signal = Process.Start("kill", ["-INT", $"{process.Id}"])) signal.WaitForExit();
        var result = process.Finish();

        Assert.True(result.ExitCode == Interrupted, result.ToString());
        Assert.Contains("INTERRUPTED", result.Output, StringComparison.Ordinal);
        var run = FinishedRun.In(folder.Path);
        Assert.True(run.Manifest.GetProperty("partial").GetBoolean());
        Assert.InRange(run.Stats.GetProperty("bars").GetInt32(), 0, 2 * 129_600 - 1);
        var net = run.Table("trades").Rows.Sum(trade => trade.Number("net_pnl"));
        Assert.Equal(run.Stats.GetProperty("end_equity").GetDecimal(), run.Stats.GetProperty("start_equity").GetDecimal() + net);
        Assert.Empty(Directory.GetFiles(run.Folder, "*.partial"));
    }
}
