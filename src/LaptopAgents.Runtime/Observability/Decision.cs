using LaptopAgents.Domain;

namespace LaptopAgents.Runtime.Observability;

/// <summary>Kinds of facts about a session that a person wants to read.</summary>
public enum DecisionKind : byte
{
    Submitted,
    CancelRequested,
    ModifyRequested,
    Accepted,
    Filled,
    Rejected,
    Canceled,
    Expired,
    Lost,
    Denied,
    TradeClosed,
    Funding,
    TradingState,
    Operator,
}

/// <summary>One fact in words.</summary>
/// <param name="Time">By the clock of the market.</param>
/// <param name="Symbol">Empty when it concerns no instrument.</param>
/// <param name="CorrelationId">The same from the bar that led to an order up to its last fill.</param>
public sealed record Decision(Timestamp Time, DecisionKind Kind, string Symbol, string Text, string CorrelationId);

/// <summary>The newest decisions. One writer; readers get a list that does not change.</summary>
internal sealed class RecentDecisions(int capacity)
{
    private Decision[] _newest = [];

    public IReadOnlyList<Decision> Newest => Volatile.Read(ref _newest);

    public void Add(Decision next)
    {
        var old = _newest;
        var dropped = old.Length == capacity ? 1 : 0;
        Volatile.Write(ref _newest, [.. old.AsSpan(dropped), next]);
    }
}
