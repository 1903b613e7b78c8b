using LaptopAgents.Domain;
using LaptopAgents.Engine;

namespace LaptopAgents.Cli.Composition;

/// <summary>Tells what became, while a session was down, of the orders that it had left at the venue.</summary>
internal sealed class Downtime
{
    private readonly RunResult _result;
    private readonly IReadOnlyList<OrderRecord> _before;
    private readonly (int Orders, int Fills) _known;
    private int _missed;
    private Timestamp _first;
    private Timestamp _last;

    /// <param name="working">The orders that were alive when the session went down.</param>
    public Downtime(RunResult result, IReadOnlyList<OrderRecord> working)
    {
        (_result, _before) = (result, working);
        _known = (result.Orders.Count, result.Fills.Count);
    }

    /// <summary>The account is told of the present again: what was missed is over.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Takes the market's next instant; true when it is the first that was not missed.</summary>
    public bool Take(MarketBatch batch)
    {
        if (IsOver) return false;
        foreach (ref readonly var next in batch.Events)
        {
            if (next.Kind != EventKind.BarClose) continue;
            if (!next.IsBackfilled) return IsOver = true;
            if (_missed++ == 0) _first = next.Bar.OpenTime;
            _last = next.Time;
        }

        return false;
    }

    /// <summary>One sentence for what was missed, and one for each order.</summary>
    public IReadOnlyList<string> Tell(IReadOnlyList<OrderRecord> working)
    {
        if (_missed == 0) return ["No bar was missed while the session was down."];
        var sentences = new List<string>
        {
            $"{_missed} bars were missed, {_first} to {_last}. They were applied as the worse of their two paths; nothing was opened on them.",
        };
        foreach (var order in _before) sentences.Add($"{Name(order)}: {Fate(order, working)}");
        foreach (var fill in _result.Fills.Skip(_known.Fills))
            sentences.Add($"fill {fill.FillId}: {fill.Side} {fill.Quantity} at {fill.Price}, {fill.Purpose}, {fill.Time} (implied by the missed bars)");
        return sentences;
    }

    private static string Name(in OrderRecord order) => $"order {order.OrderId} ({order.Purpose}, {order.Side} {order.Quantity})";

    private string Fate(in OrderRecord order, IReadOnlyList<OrderRecord> working)
    {
        foreach (var closed in _result.Orders.Skip(_known.Orders))
        {
            if (closed.OrderId != order.OrderId) continue;
            var reason = closed.Reason == OrderReason.None ? "" : $" ({closed.Reason})";
            return $"{closed.Status}{reason} at {closed.ClosedTime}";
        }

        foreach (var alive in working)
            if (alive.OrderId == order.OrderId) return $"still {alive.Status}, {alive.FilledQuantity} filled";
        return "gone";
    }
}
