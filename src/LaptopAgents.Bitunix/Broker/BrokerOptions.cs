using LaptopAgents.Domain;

namespace LaptopAgents.Bitunix;

/// <summary>How a position is made smaller in one-way mode; the venue documents neither for it.</summary>
public enum ReduceForm
{
    /// <summary>An opposite order marked as reducing only.</summary>
    OppositeOrder,

    /// <summary>A closing order that names the position and carries its side.</summary>
    ClosePosition,

    /// <summary>The first, and when the venue refuses it as malformed, the second.</summary>
    OppositeThenClose,
}

/// <summary>How the broker works.</summary>
public sealed record BrokerOptions
{
    /// <summary>The session's contracts; the one with index i stands at place i.</summary>
    public required IReadOnlyList<Instrument> Instruments { get; init; }

    public ReduceForm ReduceForm { get; init; } = ReduceForm.OppositeThenClose;

    /// <summary>
    /// Awaited before each request of a new order with the id that the venue will see. A throw keeps the order from being sent.
    /// </summary>
    public Func<SubmitOrder, string, ValueTask>? BeforeSend { get; init; }

    /// <summary>Longest time between two looks at orders, positions and fills when the stream says nothing.</summary>
    /// <value>The default is 10 s; pushes can be lost while the stream lives, so it is not turned off then.</value>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often what is due is looked at.</summary>
    public TimeSpan Tick { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>First wait before an order that was not found is looked for again; it doubles.</summary>
    public TimeSpan FirstQuery { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How long after its request an order that is nowhere to be found counts as never arrived.</summary>
    public TimeSpan GiveUpAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the venue may take to show what it promised: a canceled order, a fill's details.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Differences of the wallet up to this are roundings of the venue.</summary>
    public Money BalanceTolerance { get; init; } = Money.FromDecimal(0.01m);

    /// <summary>What an earlier run of the session left; null when there was none.</summary>
    public BrokerResume? Resume { get; init; }
}

/// <summary>What the broker must know of an earlier run.</summary>
/// <param name="Orders">Orders that were not finished.</param>
/// <param name="Filled">What of each order had been told as filled, at the same place.</param>
/// <param name="Positions">The position in each instrument.</param>
/// <param name="SeenFills">Numbers of the fills told since <paramref name="Since"/>.</param>
/// <param name="Since">Fills before this instant have all been told.</param>
public sealed record BrokerResume(
    IReadOnlyList<SubmitOrder> Orders, IReadOnlyList<Quantity> Filled, IReadOnlyList<Position> Positions, IReadOnlyList<long> SeenFills, Timestamp Since);
