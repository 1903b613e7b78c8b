using System.Globalization;
using LaptopAgents.Domain;

namespace LaptopAgents.Simulation;

/// <summary>How many fills depended on what the data does not say.</summary>
public sealed class VenueAssumptions
{
    internal VenueAssumptions(VenueOptions options) => Sentences = Describe(options);

    public long Fills { get; private set; }

    /// <summary>Fills that the bar's other path would have made otherwise.</summary>
    public long PathDependent { get; private set; }

    /// <summary>Fills of resting orders in the bar in which they became active.</summary>
    public long EntryBar { get; private set; }

    /// <summary>Fills beyond a trigger or limit that the market jumped over.</summary>
    public long Gap { get; private set; }

    /// <summary>Fills that took the bar price for the mark price.</summary>
    public long AssumedMark { get; private set; }

    /// <summary>Fills that paid a constant or estimated spread.</summary>
    public long AssumedSpread { get; private set; }

    /// <summary>Funding payments at an assumed mark price.</summary>
    public long FundingAtAssumedMark { get; internal set; }

    /// <summary>The assumptions in force, one sentence each.</summary>
    public IReadOnlyList<string> Sentences { get; }

    private static List<string> Describe(VenueOptions options)
    {
        var sentences = new List<string>
        {
            $"Inside a bar the price goes open, low, high, close or open, high, low, close; the {options.Intrabar.ToString().ToLowerInvariant()} one is taken.",
            options.LimitFill switch
            {
                LimitFillRule.Touch => "A limit order fills when its price trades.",
                LimitFillRule.Queue => "A limit order fills when the volume ahead of it has traded or gone; on bars, when the price trades one tick beyond it.",
                _ => "A limit order fills when the price trades one tick beyond it.",
            },
            $"Slippage: {options.Slippage.Model}, {Number(options.Slippage.BaseBps)} bps at the base.",
            $"Spread: {options.Spread.Model}, {Number(options.Spread.Bps)} bps; quotes, where there are any, take its place.",
            options.PartialFills.Model == "off"
                ? "Orders fill whole." : $"Partial fills: {options.PartialFills.Model}; market orders are {(options.PartialFills.CapsMarketOrders ? "" : "not ")}bound by volume.",
            options.Latency == new LatencyOptions() ? "Messages take no time." : "Messages to and from the venue take the configured time.",
            $"Margin: {options.MarginMode.ToString().ToLowerInvariant()}, leverage {options.Leverage.ToString(CultureInfo.InvariantCulture)}; a liquidation takes place at the mark price.",
            options.SettlesFunding ? "Funding settles on the position held at the instant." : "Funding is not settled.",
            "Our orders do not move the market, but for what they take out of a book.",
        };
        return sentences;
    }

    private static string Number(decimal value) => value.ToString(CultureInfo.InvariantCulture);

    internal void Count(FillFlags flags)
    {
        Fills++;
        if (flags == FillFlags.None) return;
        if ((flags & FillFlags.PathDependent) != 0) PathDependent++;
        if ((flags & FillFlags.EntryBar) != 0) EntryBar++;
        if ((flags & FillFlags.Gap) != 0) Gap++;
        if ((flags & FillFlags.AssumedMark) != 0) AssumedMark++;
        if ((flags & FillFlags.AssumedSpread) != 0) AssumedSpread++;
    }
}
