using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>Strong funding forbids an entry, by default only on the side that would pay.</summary>
internal sealed class FundingGateRule(FundingGateOptions options) : IRiskRule
{
    public OrderReason Check(EntryCandidate entry) =>
        Reaches(entry.FundingRate, entry.Side, options.Extreme) || Reaches(entry.FundingRate, entry.Side, options.NoTrade)
            ? OrderReason.FundingGate
            : OrderReason.None;

    /// <summary>The size is halved instead.</summary>
    public bool IsHalved(Rate? rate, Side side) => rate is null ? options.HalfSizeWhenUnknown : Reaches(rate, side, options.HalfSize);

    private bool Reaches(Rate? rate, Side side, Rate limit)
    {
        if (limit.IsZero || rate is not { } known || known.Abs() < limit) return false;
        var pays = known.Raw > 0 == (side == Side.Buy);
        return pays || !options.OnlyWhenPaying;
    }
}
