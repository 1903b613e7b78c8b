namespace LaptopAgents.Domain;

public enum Side : byte
{
    Buy,
    Sell,
}

public static class SideExtensions
{
    public static Side Opposite(this Side side) => side == Side.Buy ? Side.Sell : Side.Buy;

    /// <summary>+1 for a buy, −1 for a sell.</summary>
    public static int Sign(this Side side) => side == Side.Buy ? 1 : -1;

    /// <summary>The signed quantity: a buy adds to a position, a sell takes away.</summary>
    public static Quantity Signed(this Side side, Quantity quantity) => side == Side.Buy ? quantity : -quantity;
}
