using LaptopAgents.Domain;
using LaptopAgents.Engine;

namespace LaptopAgents.Strategies;

/// <summary>Sizes of the strategies that are not sized by risk, because they run without a stop.</summary>
internal static class Sizing
{
    /// <summary>
    /// The quantity whose notional at the close is a share of equity, rounded down to the lot; zero when equity is not positive.
    /// </summary>
    public static Quantity ShareOfEquity(StrategyContext context, Rate share)
    {
        var notional = context.Equity.Times(share, Rounding.TowardZero);
        return notional.IsPositive ? context.Instrument.RoundDown(notional / context.Bar.Close) : Quantity.Zero;
    }
}
