namespace LaptopAgents.Simulation;

/// <summary>Every order that is reached fills whole.</summary>
internal sealed class WholeFills : IPartialFillModel
{
    public bool IsWhole => true;

    public long Fillable(Market market, in WorkingOrder order, long wanted) => wanted;
}
