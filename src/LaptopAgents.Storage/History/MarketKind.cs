namespace LaptopAgents.Storage;

/// <summary>The kind of market that bars come from.</summary>
public enum MarketKind
{
    /// <summary>Nothing says which.</summary>
    Unknown,
    Spot,

    /// <summary>Futures without expiry, also called swaps.</summary>
    Perpetual,
}

/// <summary>The words for kinds of market, in files and on the command line.</summary>
internal static class MarketKinds
{
    public static string Word(MarketKind kind) => kind == MarketKind.Spot ? "spot" : "perpetual";

    public static MarketKind Of(string? word) => word switch
    {
        "spot" => MarketKind.Spot,
        "perpetual" => MarketKind.Perpetual,
        _ => MarketKind.Unknown,
    };
}
