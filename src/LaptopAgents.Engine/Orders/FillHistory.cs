using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>
/// The newest fills by the venue's number, so that a fill that is told twice is booked once. Numbers mostly rise: one that is above all
/// others is new, and only the rest is looked for.
/// </summary>
internal sealed class FillHistory
{
    private const int Length = 1024;
    private readonly Seen[] _ring = new Seen[Length];
    private int _next;
    private long _highest;

    /// <summary>The fill was told before; if not, it is remembered. A fill without a number is always new.</summary>
    /// <exception cref="InvariantViolation">The same number stands for another fill: what is true cannot be known here.</exception>
    public bool IsKnown(in ExecutionReport report)
    {
        if (report.FillId == 0) return false;
        if (report.FillId <= _highest && Find(in report)) return true;
        if (report.FillId > _highest) _highest = report.FillId;
        _ring[_next] = new Seen(report.FillId, report.OrderId, report.Side, report.LastPrice, report.LastQuantity);
        _next = (_next + 1) % Length;
        return false;
    }

    private bool Find(in ExecutionReport report)
    {
        foreach (ref readonly var seen in _ring.AsSpan())
        {
            if (seen.FillId != report.FillId) continue;
            var isSameFill = seen.OrderId == report.OrderId && seen.Side == report.Side && seen.Price == report.LastPrice
                && seen.Quantity == report.LastQuantity;
            Invariant.That(isSameFill);
            return true;
        }

        return false;
    }

    private readonly record struct Seen(long FillId, ClientOrderId OrderId, Side Side, Price Price, Quantity Quantity);
}
