using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>
/// Size = equity × risk % ÷ |entry − stop|, times the multipliers, floored to the lot, then cut to the position, notional and leverage
/// limits. The cut is recorded with its limit.
/// </summary>
internal sealed class PositionSizer(SizingOptions sizing, RiskOptions risk)
{
    /// <summary>The size of an entry, zero when nothing is allowed; the note says how it came about.</summary>
    /// <param name="isHalved">The funding gate asks for half.</param>
    public Quantity Size(Instrument instrument, Money equity, Price entry, Price stop, Money room, bool isHalved, out SizingNote note)
    {
        var distance = stop.IsZero ? default : (entry - stop).Abs();
        var multiplier = sizing.Multiplier * (isHalved ? 0.5m : 1m);
        var wanted = Wanted(equity, entry, distance, multiplier);
        var (final, cappedBy) = Cap(instrument, wanted, entry, room);
        note = new SizingNote(equity, sizing.RiskPercent * multiplier, distance, wanted, final, cappedBy);
        return final;
    }

    private Quantity Wanted(Money equity, Price entry, Price distance, decimal multiplier) => sizing.Mode switch
    {
        SizingMode.FixedQuantity => Scale(sizing.FixedQuantity, multiplier),
        SizingMode.EquityPercent => Bought(equity.Times(Rate.FromPercent(sizing.EquityPercent * multiplier), Rounding.TowardZero), entry),
        _ => distance.IsZero ? default : Bought(equity.Times(Rate.FromPercent(sizing.RiskPercent * multiplier), Rounding.TowardZero), distance),
    };

    private (Quantity, OrderReason) Cap(Instrument instrument, Quantity wanted, Price entry, Money room)
    {
        var (final, cappedBy) = (wanted, OrderReason.None);
        Lower(Bought(room, entry), OrderReason.LeverageLimit);
        if (risk.MaxPositionNotional.IsPositive) Lower(Bought(risk.MaxPositionNotional, entry), OrderReason.NotionalLimit);
        if (risk.MaxPositionQuantity.IsPositive) Lower(risk.MaxPositionQuantity, OrderReason.PositionLimit);
        Lower(instrument.MaxQuantity, OrderReason.AboveMaxQuantity);
        return (instrument.RoundDown(Quantity.Max(final, default)), cappedBy);

        void Lower(Quantity limit, OrderReason reason)
        {
            if (final <= limit) return;
            (final, cappedBy) = (limit, reason);
        }
    }

    // A price of next to nothing buys more than a quantity can tell; the caps that follow bring it back to earth.
    private static Quantity Bought(Money amount, Price price) =>
        new((long)Int128.Clamp((Int128)amount.Raw * FixedPoint.One / price.Raw, long.MinValue, long.MaxValue));

    private static Quantity Scale(Quantity quantity, decimal factor) =>
        new(FixedPoint.FromDecimal(quantity.ToDecimal() * factor, Rounding.TowardZero));
}
