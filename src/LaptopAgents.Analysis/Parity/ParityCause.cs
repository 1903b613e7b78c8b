namespace LaptopAgents.Analysis;

/// <summary>Why a session and a backtest of it ended with different money.</summary>
public enum ParityCause : byte
{
    /// <summary>A bar has other prices now than the session was told.</summary>
    FeedRevision,

    /// <summary>One of the two had a bar that the other had not, or had it too late to act on it.</summary>
    MissingData,

    /// <summary>The order met the market at another moment.</summary>
    Latency,

    /// <summary>The same order was filled to another part.</summary>
    Partials,

    /// <summary>Another half spread was paid.</summary>
    Spread,

    /// <summary>The price moved otherwise beyond the spread, rounding to the tick included.</summary>
    Slippage,

    /// <summary>Other fees were paid.</summary>
    Fees,

    /// <summary>Other funding was received or paid.</summary>
    Funding,

    /// <summary>What is left of rounding, at most a few 10⁻⁸ units for each fill.</summary>
    Rounding,

    /// <summary>What none of the above explains.</summary>
    Unexplained,
}

/// <summary>The causes in the order in which they are shown, with their names and meanings.</summary>
public static class ParityCauses
{
    private static readonly (string Key, string Name, string Meaning)[] Words =
    [
        ("feed_revision", "feed revision", "bars that have other prices now"),
        ("missing_data", "missing data", "bars that only one of the two had, or had in time"),
        ("latency", "latency", "orders that met the market at another moment"),
        ("partials", "partials", "orders that were filled to another part"),
        ("spread", "spread", "half spreads paid"),
        ("slippage", "slippage", "prices beyond the spread, ticks included"),
        ("fees", "fees", "fees paid"),
        ("funding", "funding", "funding received or paid"),
        ("rounding", "rounding", "a few 10⁻⁸ units a fill"),
        ("unexplained", "unexplained", "what none of the above explains"),
    ];

    public static IReadOnlyList<ParityCause> All { get; } = Enum.GetValues<ParityCause>();

    /// <summary>The cause's name in JSON.</summary>
    public static string Key(ParityCause cause) => Words[(int)cause].Key;

    public static string Name(ParityCause cause) => Words[(int)cause].Name;

    public static string Meaning(ParityCause cause) => Words[(int)cause].Meaning;
}
