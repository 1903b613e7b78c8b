using LaptopAgents.Domain;

namespace LaptopAgents.Simulation;

/// <summary>What a cost model may look at. Raw 10⁻⁸ units.</summary>
/// <param name="Key">Names the fill: the key of its draws.</param>
/// <param name="Volume">Volume of the bar in which the fill happens; zero when nothing is known.</param>
internal readonly record struct TakerContext(Side Side, long Reference, long Quantity, ulong Key, long Volume, long High, long Low);

/// <summary>How far beyond the reference price a taker fills, before rounding to the tick.</summary>
internal interface ISlippageModel
{
    /// <summary>Takes the order book's levels one by one where there is a book, instead of an offset.</summary>
    bool WalksBook => false;

    /// <summary>A distance in raw price units, never negative: slippage is always adverse.</summary>
    long Offset(in TakerContext taker);
}

/// <summary>How far the touch is from the price that bars speak of.</summary>
internal interface ISpreadModel
{
    /// <summary>The spread is a constant or an estimate.</summary>
    bool IsAssumed { get; }

    /// <summary>Whether it learns from every bar's range.</summary>
    bool NeedsBars { get; }

    /// <summary>Half the spread in raw price units.</summary>
    long Half(Market market, long reference);
}

/// <summary>How much of what an order wants it gets at once.</summary>
internal interface IPartialFillModel
{
    /// <summary>Whether every limit order that is reached fills whole.</summary>
    bool IsWhole { get; }

    /// <summary>Of <paramref name="wanted"/>, what the market gives; on the lot grid, zero allowed.</summary>
    long Fillable(Market market, in WorkingOrder order, long wanted);
}
