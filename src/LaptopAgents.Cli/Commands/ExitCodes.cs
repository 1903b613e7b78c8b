namespace LaptopAgents.Cli.Commands;

/// <summary>What the process tells its caller. Scripts depend on these numbers.</summary>
internal static class ExitCodes
{
    public const int Done = 0;
    public const int Failure = 1;
    public const int Usage = 2;
    public const int DataRefused = 7;
    public const int Interrupted = 130;
}
