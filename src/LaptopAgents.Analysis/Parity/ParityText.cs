using LaptopAgents.Domain;

namespace LaptopAgents.Analysis;

/// <summary>The parts of a compared order in a few words.</summary>
public static class ParityText
{
    /// <summary>What one side did: <c>buy 0.02 at 64123.5</c>, <c>canceled</c>; a dash when it gave no such order.</summary>
    public static string Order(ParityOrder? order)
    {
        if (order is null) return "–";
        var reason = order.Reason == OrderReason.None ? "" : $" ({Words.Of(order.Reason)})";
        if (order.Filled.IsZero) return Words.Of(order.Status) + reason;
        var part = order.Filled == order.Ordered ? "" : $" of {order.Ordered}";
        return $"{(order.Side == Side.Buy ? "buy" : "sell")} {order.Filled}{part} at {order.AveragePrice}";
    }

    /// <summary>The causes that have a part in a line, largest first.</summary>
    public static string Why(ParityLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        var causes = ParityCauses.All.Where(cause => !line.Amounts[cause].IsZero).OrderByDescending(cause => Math.Abs(line.Amounts[cause].Raw)).Select(ParityCauses.Name);
        return string.Join(", ", causes) + (line.IsKnockOn ? " (follows from before)" : "");
    }
}
