using LaptopAgents.Domain;
using LaptopAgents.Simulation;

namespace LaptopAgents.Tests.Simulation;

/// <summary>
/// The bar rules again, as plainly as possible: one instrument, no costs, no latency, whole fills. It walks every path tick by tick over
/// a list of order objects, tries both paths on deep copies, and keeps one. Prices are ticks and quantities are lots.
/// </summary>
internal sealed class SlowVenue(LimitFillRule rule, bool isOptimistic)
{
    private State _state = new([], 0, 0, []);

    public IReadOnlyList<(int Id, long Price, long Quantity)> Fills => _state.Fills;

    public long Position => _state.Position;

    /// <summary>Σ −quantity × price of all fills.</summary>
    public long CashFlow => _state.Cash;

    public void Bar(long open, long high, long low, long close, IReadOnlyList<SlowOrder> arrivals)
    {
        foreach (var order in arrivals)
        {
            order.IsLive = true;
            _state.Orders.Add(order);
            if (order.Stop is { } stop) _state.Orders.Add(stop);
            if (order.Target is { } target) _state.Orders.Add(target);
            Work(_state, order, open);
        }

        Fire(_state, open, jumped: true);
        var lowFirst = Walk(_state.Copy(), open, low, high, close);
        var highFirst = Walk(_state.Copy(), open, high, low, close);
        long first = lowFirst.Cash + lowFirst.Position * close, second = highFirst.Cash + highFirst.Position * close;
        var takesLow = first == second ? _state.Position > 0 : first > second == isOptimistic;
        _state = takesLow ? lowFirst : highFirst;
    }

    private State Walk(State state, params ReadOnlySpan<long> corners)
    {
        for (var leg = 0; leg < 3; leg++)
        {
            var step = Math.Sign(corners[leg + 1] - corners[leg]);
            for (var price = corners[leg]; price != corners[leg + 1];)
            {
                price += step;
                Fire(state, price, jumped: false);
            }
        }

        return state;
    }

    private void Fire(State state, long price, bool jumped)
    {
        while (state.Orders.FirstOrDefault(o => o.IsLive && IsReached(o, price)) is { } order)
        {
            if (!order.IsLimit) Fill(state, order, jumped ? price : order.Price, price);
            else Fill(state, order, jumped ? price : order.Price, price);
        }

        state.Orders.RemoveAll(o => o.IsDone);
    }

    private bool IsReached(SlowOrder order, long price)
    {
        var beyond = order.IsLimit && rule == LimitFillRule.Through ? 1 : 0;
        var fallsTo = order.IsLimit == order.IsBuy;
        return fallsTo ? price <= order.Price - beyond : price >= order.Price + beyond;
    }

    private void Work(State state, SlowOrder order, long price)
    {
        order.IsLive = true;
        if (order.IsMarket) Fill(state, order, price, price);
        else if (order.IsLimit ? order.IsBuy ? order.Price >= price : order.Price <= price : order.IsBuy ? price >= order.Price : price <= order.Price)
            Fill(state, order, price, price);
    }

    private void Fill(State state, SlowOrder order, long price, long now)
    {
        var quantity = order.Quantity;
        if (order.Parent is not null) quantity = Math.Min(quantity, order.IsBuy ? -state.Position : state.Position);
        state.Fills.Add((order.Id, price, quantity));
        state.Position += order.IsBuy ? quantity : -quantity;
        state.Cash -= (order.IsBuy ? quantity : -quantity) * price;
        End(order);
        if (order.Parent is not null)
            foreach (var other in state.Orders.Where(o => o.Parent == order.Parent)) End(other);
        var guarded = order.IsBuy ? state.Position : -state.Position;
        foreach (var leg in state.Orders.Where(o => o.Parent == order.Id && !o.IsDone))
        {
            leg.Quantity = Math.Min(quantity, guarded);
            if (guarded <= 0) End(leg);
            else leg.IsAwake = true;
        }

        foreach (var leg in state.Orders.Where(o => o.Parent is not null && (o.IsLive || o.IsAwake) && (o.IsBuy ? state.Position >= 0 : state.Position <= 0))) End(leg);
        foreach (var leg in state.Orders.Where(o => o.IsAwake && !o.IsLive && !o.IsDone).OrderBy(o => o.IsLimit).ToList())
            if (!leg.IsDone) Work(state, leg, now);
    }

    private static void End(SlowOrder order)
    {
        order.IsLive = false;
        order.IsDone = true;
    }

    private sealed class State(List<SlowOrder> orders, long position, long cash, List<(int, long, long)> fills)
    {
        public List<SlowOrder> Orders { get; } = orders;

        public long Position { get; set; } = position;

        public long Cash { get; set; } = cash;

        public List<(int Id, long Price, long Quantity)> Fills { get; } = fills;

        public State Copy() => new([.. Orders.Select(o => o with { })], Position, Cash, [.. Fills]);
    }
}

/// <summary>An order of the slow venue; a leg names its entry as parent.</summary>
internal sealed record SlowOrder(int Id, bool IsBuy, bool IsMarket, bool IsLimit, long Price, int? Parent)
{
    public long Quantity { get; set; }

    public bool IsLive { get; set; }

    public bool IsAwake { get; set; }

    public bool IsDone { get; set; }

    public SlowOrder? Stop { get; init; }

    public SlowOrder? Target { get; init; }
}
