using System.Runtime.InteropServices;
using LaptopAgents.Domain;

namespace LaptopAgents.Analysis;

/// <summary>Counts orders by how they ended and why.</summary>
internal static class Denials
{
    /// <summary>Share of all orders that were denied for this reason; NaN without orders.</summary>
    public static double Share(RunResult result, OrderReason reason) =>
        Count(result, OrderStatus.Denied, reason) / (double)result.Orders.Count;

    public static int Count(RunResult result, OrderStatus status, OrderReason? reason = null)
    {
        var count = 0;
        foreach (ref readonly var order in CollectionsMarshal.AsSpan(result.Orders))
            if (order.Status == status && (reason is null || order.Reason == reason)) count++;
        return count;
    }

    /// <summary>The most frequent reason among orders that ended in <paramref name="status"/>.</summary>
    public static (OrderReason Reason, int Count) Top(RunResult result, OrderStatus status)
    {
        var counts = new int[256];
        foreach (ref readonly var order in CollectionsMarshal.AsSpan(result.Orders))
            if (order.Status == status) counts[(int)order.Reason]++;
        var best = 0;
        for (var i = 1; i < counts.Length; i++)
            if (counts[i] > counts[best]) best = i;
        return ((OrderReason)best, counts[best]);
    }

    /// <summary>The first order that was refused because trading had been stopped for good.</summary>
    public static OrderRecord? First(RunResult result, OrderReason reason)
    {
        foreach (ref readonly var order in CollectionsMarshal.AsSpan(result.Orders))
            if (order.Reason == reason) return order;
        return null;
    }
}
