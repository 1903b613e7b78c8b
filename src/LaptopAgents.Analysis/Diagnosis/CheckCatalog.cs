namespace LaptopAgents.Analysis;

/// <summary>All checks. A new one is one entry in the table of its subject.</summary>
internal static class CheckCatalog
{
    public static IReadOnlyList<Check> All { get; } =
        [.. SampleChecks.All, .. RiskChecks.All, .. CostChecks.All, .. TradeChecks.All, .. ExecutionChecks.All];
}
