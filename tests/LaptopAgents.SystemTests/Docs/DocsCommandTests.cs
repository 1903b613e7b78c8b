using System.Diagnostics;
using LaptopAgents.SystemTests.Architecture;
using LaptopAgents.SystemTests.Cli;

namespace LaptopAgents.SystemTests.Docs;

/// <summary>What a page tells the reader to type works.</summary>
public sealed class DocsCommandTests
{
    public static TheoryData<string> Pages => [.. CommandBlocks.Pages];

    [Fact]
    public void The_first_pages_hold_commands()
    {
        Assert.Contains("README.md", CommandBlocks.Pages);
        Assert.Contains("QUICKSTART.md", CommandBlocks.Pages);
    }

    [Fact]
    public void The_readme_is_short_and_begins_with_its_two_commands()
    {
        var lines = Repo.Lines("README.md");
        Assert.InRange(lines.Length, 1, 149);
        var first = Array.IndexOf(lines, "```sh");
        Assert.Equal(["./la run --profile backtest --days 30", "dotnet test", "```"], lines[(first + 1)..(first + 4)]);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Commands_of_a_page_work_in_the_order_in_which_they_stand(string page)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The pages speak to a POSIX shell.");
        using var folder = new TempFolder();
        // The page's `./la` is the program that these tests were built with; building it anew is the wrapper's own matter.
        folder.Write("la", $"#!/bin/sh\nexec dotnet '{LaProcess.Program}' \"$@\"\n");
        foreach (var shipped in (string[])["config", "data/demo"]) Copy(shipped, folder.Path);
        var script = folder.Write("page.sh", $"exec 2>&1\nchmod +x la\nset -eux\n{CommandBlocks.Of(page)}\n");

        var start = new ProcessStartInfo("sh", [script]) { WorkingDirectory = folder.Path, RedirectStandardOutput = true, RedirectStandardInput = true };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        using var patience = new Timer(_ => process.Kill(entireProcessTree: true), state: null, TimeSpan.FromMinutes(5), Timeout.InfiniteTimeSpan);
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{page}: exit {process.ExitCode}\n{output}");
    }

    private static void Copy(string shipped, string folder)
    {
        var from = Path.Combine(Repo.Root, shipped);
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(folder, shipped, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }
    }
}
