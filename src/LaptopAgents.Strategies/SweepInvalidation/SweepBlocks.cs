namespace LaptopAgents.Strategies;

/// <summary>Why <see cref="SweepInvalidationStrategy"/> did nothing.</summary>
internal static class SweepBlocks
{
    public const string NoSweep = "no sweep on this bar";
    public const string LowVolatility = "volatility is below 0.01 % of the price";
    public const string EmaAgainst = "EMA(9) against EMA(20) speaks against the trade";
    public const string LowVolume = "the bar's volume is too small";
    public const string NoDivergence = "the volume delta does not confirm";
    public const string VwapBehind = "the VWAP is on the losing side of the entry";
}
