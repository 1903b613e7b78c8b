using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>The venue's own rules, checked before it has to.</summary>
internal sealed class InstrumentRule : IRiskRule
{
    // Ten billion of quote currency, in 10⁻¹⁶ units: sums of a few such amounts still fit, and no order means more.
    private static readonly Int128 _largestNotional = (Int128)10_000_000_000 * FixedPoint.One * FixedPoint.One;

    public OrderReason Check(EntryCandidate entry)
    {
        var instrument = entry.Instrument;
        if (entry.Quantity < instrument.MinQuantity) return OrderReason.BelowMinQuantity;
        if (entry.Quantity > instrument.MaxQuantity) return OrderReason.AboveMaxQuantity;
        if ((Int128)entry.EntryPrice.Raw * entry.Quantity.Raw > _largestNotional) return OrderReason.NotionalLimit;
        if (entry.Quantity.Raw % instrument.LotSize.Raw != 0) return OrderReason.OffLot;
        return entry.Notional < instrument.MinNotional ? OrderReason.BelowMinNotional : OrderReason.None;
    }
}
