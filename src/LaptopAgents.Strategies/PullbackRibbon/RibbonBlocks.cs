namespace LaptopAgents.Strategies;

/// <summary>Why <see cref="PullbackRibbonStrategy"/> did nothing, or took its order back.</summary>
internal static class RibbonBlocks
{
    public const string NoTrend = "the market has no trend";
    public const string TrendEnded = "the trend ended before the pullback came";
    public const string Expired = "the order waited too long";
    public const string Drifted = "the average moved too far from the planned entry";
}
