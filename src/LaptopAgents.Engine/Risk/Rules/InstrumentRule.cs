using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>The venue's own rules, checked before it has to.</summary>
internal sealed class InstrumentRule : IRiskRule
{
    public OrderReason Check(EntryCandidate entry)
    {
        var instrument = entry.Instrument;
        if (entry.Quantity < instrument.MinQuantity) return OrderReason.BelowMinQuantity;
        if (entry.Quantity > instrument.MaxQuantity) return OrderReason.AboveMaxQuantity;
        if (entry.Quantity.Raw % instrument.LotSize.Raw != 0) return OrderReason.OffLot;
        return entry.Notional < instrument.MinNotional ? OrderReason.BelowMinNotional : OrderReason.None;
    }
}
