using LaptopAgents.Domain;

namespace LaptopAgents.Runtime.Observability;

/// <summary>
/// Remembers which event led to which order, so that a bar, the order it led to, the legs of that order and their fills carry one id.
/// </summary>
internal sealed class CorrelationBook
{
    // A fill can cross a cancel on the wire, so an order that ended is remembered a little longer.
    private const int EndedKept = 256;

    private readonly Dictionary<ClientOrderId, OrderOrigin> _orders = [];
    private readonly Queue<ClientOrderId> _ended = new();

    public int Count => _orders.Count;

    /// <returns>How many orders it stands for: a bracket's legs count.</returns>
    public int Add(in SubmitOrder order, long origin, Timestamp sentAt)
    {
        _orders[order.Id] = new OrderOrigin(origin, order.Type == OrderType.Market ? sentAt : null);
        return 1 + AddLeg(order.StopLoss, origin) + AddLeg(order.TakeProfit, origin);
    }

    public OrderOrigin? Find(ClientOrderId id) => _orders.TryGetValue(id, out var origin) ? origin : null;

    public void End(ClientOrderId id)
    {
        _ended.Enqueue(id);
        if (_ended.Count > EndedKept) _orders.Remove(_ended.Dequeue());
    }

    /// <summary>The order's first fill was measured.</summary>
    public void Measured(ClientOrderId id, OrderOrigin origin) => _orders[id] = origin with { SentAt = null };

    /// <summary>The id in writing: the place in the journal of the event that began it.</summary>
    public static string TextOf(long origin) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"e{origin}");

    private int AddLeg(BracketLeg leg, long origin)
    {
        if (!leg.IsSet) return 0;
        _orders[leg.Id] = new OrderOrigin(origin, null);
        return 1;
    }
}

/// <summary>What led to an order.</summary>
/// <param name="Event">Place of the event in the session.</param>
/// <param name="SentAt">Set while an order that should fill at once has not: the time until it does says something.</param>
internal readonly record struct OrderOrigin(long Event, Timestamp? SentAt);
