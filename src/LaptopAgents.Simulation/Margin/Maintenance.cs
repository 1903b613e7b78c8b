using LaptopAgents.Domain;

namespace LaptopAgents.Simulation;

/// <summary>Maintenance margin by the instrument's tiers.</summary>
internal static class Maintenance
{
    /// <summary>The tier that holds <paramref name="notional"/>; beyond the last cap it is the last tier.</summary>
    public static int Tier(Instrument info, Money notional)
    {
        var tier = 0;
        while (tier < info.MarginTiers.Count - 1 && notional > info.MarginTiers[tier].NotionalCap) tier++;
        return tier;
    }

    /// <summary>notional × rate − deduction, rounded up; zero without tiers.</summary>
    public static Money Required(Instrument info, Money notional)
    {
        if (info.MarginTiers.Count == 0) return Money.Zero;
        var tier = info.MarginTiers[Tier(info, notional)];
        return notional.Times(tier.MaintenanceRate, Rounding.Ceiling) - tier.Deduction;
    }

    /// <summary>
    /// The tick at which a position is liquidated: the first, going against it, where its margin no longer exceeds the requirement.
    /// Solves margin + quantity × price − cost = |quantity| × price × rate − deduction in the tier that its own solution falls into.
    /// </summary>
    /// <param name="margin">What stands for the position besides its own open result.</param>
    /// <returns>Zero when there is no such price.</returns>
    public static long LiquidationPrice(Instrument info, Position position, Money margin)
    {
        var isLong = position.IsLong;
        double size = Math.Abs(position.Quantity.Raw), tick = info.TickSize.Raw;
        var without = (double)margin.Raw - position.Cost.Raw;
        for (var i = 0; i < info.MarginTiers.Count; i++)
        {
            var tier = info.MarginTiers[i];
            var rate = tier.MaintenanceRate.ToDouble();
            var numerator = isLong ? -(without + tier.Deduction.Raw) : without + tier.Deduction.Raw;
            var price = numerator / (size * (isLong ? 1 - rate : 1 + rate)) * FixedPoint.One;
            if (price <= 0) return isLong ? 0 : info.TickSize.Raw;
            if (price >= 9e18) return 0;
            if (i < info.MarginTiers.Count - 1 && price / FixedPoint.One * size > tier.NotionalCap.Raw) continue;
            var ticks = (long)(isLong ? Math.Floor(price / tick) : Math.Ceiling(price / tick));
            return Exact(info, position, margin, Math.Max(ticks, 1) * info.TickSize.Raw);
        }

        return 0;
    }

    // The division above is in floating point; whole units decide on which side of it the tick is.
    private static long Exact(Instrument info, Position position, Money margin, long price)
    {
        var against = position.IsLong ? -info.TickSize.Raw : info.TickSize.Raw;
        while (price > 0 && !IsBroken(info, position, margin, price)) price += against;
        while (price - against > 0 && IsBroken(info, position, margin, price - against)) price -= against;
        return Math.Max(price, 0);
    }

    public static bool IsBroken(Instrument info, Position position, Money margin, long price)
    {
        var mark = new Price(price);
        return margin + position.UnrealisedAt(mark) <= Required(info, (mark * position.Quantity).Abs());
    }
}
