using LaptopAgents.Domain;

namespace LaptopAgents.Simulation;

/// <summary>How many fills depended on what the data does not say.</summary>
public sealed class VenueAssumptions
{
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
    public IReadOnlyList<string> Sentences { get; internal set; } = [];

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
