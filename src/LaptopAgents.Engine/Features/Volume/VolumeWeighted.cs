using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>The arithmetic that volume-weighted prices share.</summary>
internal static class VolumeWeighted
{
    /// <summary>
    /// (high + low + close) × volume: three times the typical turnover, so that nothing is rounded before the one division.
    /// </summary>
    public static Int128 Turnover(in Bar bar) => Math.BigMul(bar.High.Raw + bar.Low.Raw + bar.Close.Raw, bar.Volume.Raw);

    /// <summary>The mean price of a turnover, or <paramref name="close"/> where nothing was traded.</summary>
    public static double Price(Int128 turnover, long volume, Price close) =>
        volume == 0 ? close.ToDouble() : (double)turnover / (3.0 * FixedPoint.One * volume);
}
