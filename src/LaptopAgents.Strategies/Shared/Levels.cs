using System.Globalization;
using LaptopAgents.Domain;
using LaptopAgents.Engine;

namespace LaptopAgents.Strategies;

/// <summary>
/// Puts computed levels on the tick grid, always against us: an entry at the worse price, a stop further away (the larger loss), a target
/// nearer (the smaller profit). What is sized and judged is then never better than what was computed.
/// </summary>
internal static class Levels
{
    /// <summary>The limit of an entry: a buy rounds up, a sell down.</summary>
    public static Price Entry(Side side, double price, Instrument instrument) =>
        Price.FromDouble(price, instrument, side == Side.Buy ? Rounding.Ceiling : Rounding.Floor);

    /// <summary>The stop of a position entered by <paramref name="side"/>: under a long rounds down, above a short up.</summary>
    public static Price Stop(Side side, double price, Instrument instrument) =>
        Price.FromDouble(price, instrument, side == Side.Buy ? Rounding.Floor : Rounding.Ceiling);

    /// <summary>The target of a position entered by <paramref name="side"/>: above a long rounds down, under a short up.</summary>
    public static Price Target(Side side, double price, Instrument instrument) =>
        Price.FromDouble(price, instrument, side == Side.Buy ? Rounding.Floor : Rounding.Ceiling);

    /// <summary>
    /// <paramref name="level"/> is where a position entered by <paramref name="side"/> at <paramref name="entry"/> profits.
    /// </summary>
    public static bool IsBeyond(Side side, Price level, Price entry) => side == Side.Buy ? level > entry : level < entry;

    /// <summary>A price as a trader writes it: thousands separated, as many decimals as the tick has.</summary>
    public static string Text(Price price, Instrument instrument) =>
        price.ToDecimal().ToString("N" + Decimals(instrument.TickSize), CultureInfo.InvariantCulture);

    private static int Decimals(Price tick)
    {
        var decimals = FixedPoint.Decimals;
        for (var raw = tick.Raw; decimals > 0 && raw % 10 == 0; raw /= 10) decimals--;
        return decimals;
    }
}
