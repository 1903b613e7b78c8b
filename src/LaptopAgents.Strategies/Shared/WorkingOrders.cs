using LaptopAgents.Domain;
using LaptopAgents.Engine;

namespace LaptopAgents.Strategies;

/// <summary>
/// Questions about an instrument's open orders. A protective leg is not an entry: only orders that would open count here.
/// </summary>
internal static class WorkingOrders
{
    /// <summary>Finds the oldest entry that may still fill.</summary>
    public static bool TryFindEntry(StrategyContext context, out OrderView entry)
    {
        for (var i = 0; i < context.WorkingOrderCount; i++)
        {
            entry = context.WorkingOrder(i);
            if (entry.Purpose == OrderPurpose.Entry) return true;
        }

        entry = default;
        return false;
    }

    /// <summary>An order that will open, turn or close the position is on its way.</summary>
    public static bool IsChangePending(StrategyContext context)
    {
        for (var i = 0; i < context.WorkingOrderCount; i++)
            if (context.WorkingOrder(i).Purpose is OrderPurpose.Entry or OrderPurpose.SignalExit) return true;
        return false;
    }
}
