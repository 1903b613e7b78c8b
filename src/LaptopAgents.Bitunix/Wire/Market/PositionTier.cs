using System.Text.Json;
using LaptopAgents.Domain;

namespace LaptopAgents.Bitunix;

/// <summary>One step of a pair's margin table, <c>position/get_position_tiers</c>.</summary>
/// <param name="From">Notional from which the step applies.</param>
/// <param name="To">Notional up to which it applies.</param>
public sealed record PositionTier(string Symbol, int Level, Money From, Money To, int MaxLeverage, Rate MaintenanceRate)
{
    private static readonly WireShape s_shape = new("position_tier", "symbol level startValue endValue leverage maintenanceMarginRate");

    internal static PositionTier Parse(JsonElement element, WireNotes notes)
    {
        var row = WireObject.Open(element, s_shape, notes);
        return new(
            row.TextOrNull("symbol") ?? "", row.SmallInteger("level", 1000), row.Money("startValue"), row.Money("endValue"),
            row.SmallInteger("leverage", 1000), new(row.Money("maintenanceMarginRate").Raw));
    }
}
