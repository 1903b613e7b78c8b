namespace LaptopAgents.Cli.Commands;

/// <summary>What the process tells its caller. Scripts depend on these numbers.</summary>
internal static class ExitCodes
{
    public const int Done = 0;
    public const int Failure = 1;
    public const int Usage = 2;

    /// <summary>A replay, or an account's state, says something else than the record.</summary>
    public const int Differs = 6;

    public const int DataRefused = 7;
    public const int Interrupted = 130;
}
