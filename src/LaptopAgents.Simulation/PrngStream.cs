namespace LaptopAgents.Simulation;

/// <summary>What a random draw is about. The values are part of the results: never renumber them.</summary>
public static class PrngStream
{
    public const ulong SubmitLatency = 1;
    public const ulong CancelLatency = 2;
    public const ulong ModifyLatency = 3;
    public const ulong ReportLatency = 4;
    public const ulong Slippage = 5;
    public const ulong PartialFill = 6;
    public const ulong PartialFillShare = 7;
    public const ulong IntrabarPath = 8;
}
