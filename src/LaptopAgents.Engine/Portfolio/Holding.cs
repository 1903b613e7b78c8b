using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>What the account keeps of one instrument: the position, the price that it was last marked at, and the open result there.</summary>
internal sealed class Holding
{
    // The position is marked on every bar and changes on few, so what a product needs to know of the quantity is found at the change.
    private FixedFactor _quantity;

    public Position Position { get; private set; }

    public Price Mark { get; set; }

    public Money Unrealised { get; set; }

    /// <summary>Profit of closing everything at <paramref name="price"/>, before fees.</summary>
    public Money UnrealisedAt(Price price) => new(_quantity.Times(price.Raw, Rounding.TowardZero) - Position.Cost.Raw);

    public void Change(in Position position)
    {
        Position = position;
        _quantity = new FixedFactor(position.Quantity.Raw);
    }
}
