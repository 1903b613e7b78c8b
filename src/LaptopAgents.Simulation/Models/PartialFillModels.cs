using LaptopAgents.Domain;

namespace LaptopAgents.Simulation;

/// <summary>Every order that is reached fills whole.</summary>
internal sealed class WholeFills : IPartialFillModel
{
    public bool IsWhole => true;

    public long Fillable(Market market, in WorkingOrder order, long wanted) => wanted;
}

/// <summary>Our orders of one side together get at most a share of the bar's (or trade's) volume.</summary>
internal sealed class VolumeBoundFills(PartialFillOptions options) : IPartialFillModel
{
    private readonly long _share = Rate.FromPercent(options.ParticipationPercent).Raw;

    public bool IsWhole => false;

    public long Fillable(Market market, in WorkingOrder order, long wanted)
    {
        ref readonly var round = ref market.Cursor;
        var allowed = FixedPoint.Multiply(round.Volume, _share, Rounding.TowardZero);
        var left = allowed - (order.Side == Side.Buy ? round.Bought : round.Sold);
        left -= left % market.Lot;
        return Math.Clamp(left, 0, wanted);
    }
}

/// <summary>
/// A reached order fills whole with the stated probability, else an evenly drawn part of it, which may be nothing. One draw for each
/// order in each bar or trade.
/// </summary>
internal sealed class ProbabilisticFills(PartialFillOptions options, ulong seed) : IPartialFillModel
{
    private readonly double _probability = (double)options.FillProbability;

    public bool IsWhole => false;

    public long Fillable(Market market, in WorkingOrder order, long wanted)
    {
        var key = Prng.Bits((ulong)order.Sequence, PrngStream.PartialFill, (ulong)market.Cursor.OpenTime);
        if (Prng.Uniform(seed, PrngStream.PartialFill, key) < _probability) return wanted;
        var part = (long)(wanted * Prng.Uniform(seed, PrngStream.PartialFillShare, key));
        return part - part % market.Lot;
    }
}
