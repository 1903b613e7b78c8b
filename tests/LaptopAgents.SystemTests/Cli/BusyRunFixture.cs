namespace LaptopAgents.SystemTests.Cli;

/// <summary>One run of thirty days with many trades, shared by the tests that read its files.</summary>
public sealed class BusyRunFixture : IDisposable
{
    private readonly TempFolder _folder = new();

    public BusyRunFixture()
    {
        Result = LaProcess.Run(_folder.Path, [.. FinishedRun.Busy, "--journal"]);
        Assert.True(Result.ExitCode == 0, Result.ToString());
        Run = FinishedRun.In(_folder.Path);
    }

    internal LaResult Result { get; }

    internal FinishedRun Run { get; }

    public void Dispose() => _folder.Dispose();
}
