namespace LaptopAgents.Strategies;

/// <summary>Reasons for doing nothing that several strategies share.</summary>
internal static class Blocks
{
    public const string InPosition = "a position is open";
    public const string EntryWorking = "an entry is already working";
    public const string NoRoom = "the volatility leaves no room for a stop and a target above zero";
    public const string TooSmall = "the equity buys less than one lot";
    public const string Refused = "the last order was refused; it is asked again later";
}
