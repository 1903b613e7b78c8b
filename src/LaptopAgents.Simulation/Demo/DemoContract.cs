namespace LaptopAgents.Simulation;

/// <summary>What tells one demo contract from the other.</summary>
/// <param name="Stream">First of its random streams.</param>
/// <param name="StartPrice">In quote currency.</param>
/// <param name="TicksPerUnit">Price steps in one unit of quote currency.</param>
/// <param name="Sensitivity">Its move for a move of the market.</param>
/// <param name="OwnShare">Its own movement, as a part of the market's.</param>
/// <param name="UsualVolume">Base currency in an ordinary minute.</param>
internal sealed record DemoContract(
    string Symbol, ulong Stream, double StartPrice, int TicksPerUnit, double Sensitivity, double OwnShare, double UsualVolume)
{
    public static DemoContract Bitcoin { get; } = new("BTCUSDT", DemoStream.Contract, 93_400, 10, 1, 0.12, 75);

    public static DemoContract Ether { get; } = new("ETHUSDT", DemoStream.Contract + 10, 3_340, 100, 1.15, 0.62, 1_450);

    public ulong MoveStream => Stream;

    public ulong VolumeStream => Stream + 1;

    public ulong PremiumStream => Stream + 2;

    public ulong OpenStream => Stream + 3;
}
