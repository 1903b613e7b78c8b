using LaptopAgents.Domain;

namespace LaptopAgents.Analysis;

/// <summary>
/// Finds for each order of one side the same order of the other: decided at the same time, on the same instrument, the same way, for the
/// same purpose. The legs of a bracket follow the entry that they ride on, whenever it was filled.
/// </summary>
internal sealed class OrderPairing
{
    // How long after a bar's close a decision on it may still stand.
    private static readonly Duration Latest = Duration.FromMinutes(1440);

    private readonly List<(OrderSide? Session, OrderSide? Backtest)> _pairs = [];
    private readonly SortedDictionary<(uint, long), OrderSide> _twins = [];
    private readonly Duration _interval;

    private OrderPairing(Duration interval) => _interval = interval;

    public static IReadOnlyList<(OrderSide? Session, OrderSide? Backtest)> Of(
        IReadOnlyList<OrderSide> session, IReadOnlyList<OrderSide> backtest, Duration interval)
    {
        var pairing = new OrderPairing(interval);
        List<OrderSide> left = [.. session.Where(order => order.Parent.IsNone)];
        List<OrderSide> right = [.. backtest.Where(order => order.Parent.IsNone)];
        pairing.Match(left, right, order => order.Decided.UnixNanos);
        pairing.Match(left, right, pairing.Bar);
        pairing.MatchLate(left, right);
        List<OrderSide> legs = [.. session.Where(order => !order.Parent.IsNone)];
        List<OrderSide> otherLegs = [.. backtest.Where(order => !order.Parent.IsNone)];
        pairing.MatchLegs(legs, otherLegs);
        foreach (var alone in left.Concat(legs)) pairing._pairs.Add((alone, null));
        foreach (var alone in right.Concat(otherLegs)) pairing._pairs.Add((null, alone));
        return pairing._pairs;
    }

    // The bar at whose close a decision would have been made: what was decided inside it belongs to it.
    private long Bar(OrderSide order) => (order.Decided + new Duration(_interval.Nanos - 1)).FloorTo(_interval).UnixNanos;

    private void Match(List<OrderSide> left, List<OrderSide> right, Func<OrderSide, long> time)
    {
        var waiting = new SortedDictionary<(int, Side, OrderPurpose, long), Queue<OrderSide>>();
        foreach (var order in right)
        {
            var key = (order.Instrument.Index, order.Side, order.Purpose, time(order));
            if (!waiting.TryGetValue(key, out var queue)) waiting[key] = queue = new Queue<OrderSide>();
            queue.Enqueue(order);
        }

        Pair(left, right, order => waiting.TryGetValue((order.Instrument.Index, order.Side, order.Purpose, time(order)), out var queue) && queue.Count > 0 ? queue.Dequeue() : null);
    }

    // What a session decided on a bar that it had too late stands at the time at which it had it.
    private void MatchLate(List<OrderSide> left, List<OrderSide> right)
    {
        List<OrderSide> waiting = [.. right];
        Pair(left, right, order =>
        {
            if (!order.LackedData) return null;
            var at = waiting.FindIndex(other =>
                (other.Instrument, other.Side, other.Purpose) == (order.Instrument, order.Side, order.Purpose)
                && other.Decided <= order.Decided && other.Decided + Latest >= order.Decided);
            if (at < 0) return null;
            var twin = waiting[at];
            waiting.RemoveAt(at);
            return twin;
        });
    }

    private void MatchLegs(List<OrderSide> left, List<OrderSide> right)
    {
        var waiting = new SortedDictionary<(uint, long, OrderPurpose), Queue<OrderSide>>();
        foreach (var leg in right)
        {
            var key = (leg.Parent.Session, leg.Parent.Sequence, leg.Purpose);
            if (!waiting.TryGetValue(key, out var queue)) waiting[key] = queue = new Queue<OrderSide>();
            queue.Enqueue(leg);
        }

        Pair(left, right, leg =>
            _twins.TryGetValue((leg.Parent.Session, leg.Parent.Sequence), out var parent)
            && waiting.TryGetValue((parent.Id.Session, parent.Id.Sequence, leg.Purpose), out var queue) && queue.Count > 0 ? queue.Dequeue() : null);
    }

    private void Pair(List<OrderSide> left, List<OrderSide> right, Func<OrderSide, OrderSide?> twinOf)
    {
        var taken = new SortedSet<(uint, long, long)>();
        left.RemoveAll(order =>
        {
            if (twinOf(order) is not { } twin) return false;
            _pairs.Add((order, twin));
            _twins[(order.Id.Session, order.Id.Sequence)] = twin;
            taken.Add(Name(twin));
            return true;
        });
        right.RemoveAll(order => taken.Contains(Name(order)));
    }

    // Liquidations have no id; their time tells them apart.
    private static (uint, long, long) Name(OrderSide order) => (order.Id.Session, order.Id.Sequence, order.Id.IsNone ? order.Decided.UnixNanos : 0);
}
