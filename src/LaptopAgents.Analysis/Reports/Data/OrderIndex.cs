using System.Runtime.InteropServices;
using LaptopAgents.Domain;

namespace LaptopAgents.Analysis;

/// <summary>Finds an order's sizing by its id. Ids of a session are a counter, so the index is an array.</summary>
internal sealed class OrderIndex
{
    private readonly SizingNote?[] _sizings;
    private readonly long _first;

    public OrderIndex(List<OrderRecord> orders)
    {
        var (first, last, count) = (long.MaxValue, 0L, 0);
        foreach (ref readonly var order in CollectionsMarshal.AsSpan(orders))
        {
            if (order.Sizing is null) continue;
            (first, last) = (Math.Min(first, order.OrderId.Sequence), Math.Max(last, order.OrderId.Sequence));
            count++;
        }

        _first = first;
        _sizings = new SizingNote?[count == 0 ? 0 : last - first + 1];
        foreach (ref readonly var order in CollectionsMarshal.AsSpan(orders))
            if (order.Sizing is not null) _sizings[order.OrderId.Sequence - first] = order.Sizing;
    }

    /// <summary>Null when the order has none or is not known.</summary>
    public SizingNote? SizingOf(ClientOrderId id)
    {
        var place = id.Sequence - _first;
        return place >= 0 && place < _sizings.Length ? _sizings[place] : null;
    }
}
