namespace LaptopAgents.Simulation;

/// <summary>Bid and ask are one price.</summary>
internal sealed class NoSpread : ISpreadModel
{
    public bool IsAssumed => false;

    public bool NeedsBars => false;

    public long Half(Market market, long reference) => 0;
}

/// <summary>A constant share of the price.</summary>
internal sealed class FixedSpread(SpreadOptions options) : ISpreadModel
{
    private readonly BpsOfPrice _half = new(options.Bps / 2);

    public bool IsAssumed => true;

    public bool NeedsBars => false;

    public long Half(Market market, long reference) => _half.Of(reference);
}
