using LaptopAgents.Domain;
using LaptopAgents.Engine;

namespace LaptopAgents.Runtime.Observability;

/// <summary>What the session's loop is doing.</summary>
public enum SessionActivity : byte
{
    /// <summary>Nothing has been read yet.</summary>
    Starting,

    /// <summary>Everything at hand has been dealt with; the market has to speak next.</summary>
    Waiting,

    /// <summary>A turn is under way.</summary>
    Working,
}

/// <summary>A session as it was at one instant. Immutable: a screen, a file and an alert rule may keep it.</summary>
public sealed record SessionSnapshot
{
    public required SessionIdentity Identity { get; init; }

    /// <summary>When it was taken, by the clock of the machine.</summary>
    public required Timestamp Taken { get; init; }

    public required Timestamp Started { get; init; }

    public required SessionActivity Activity { get; init; }

    /// <summary>When the loop last began or ended a turn, by the clock of the machine.</summary>
    public required Timestamp LastProgress { get; init; }

    /// <summary>Time of the newest event, by the clock of the market.</summary>
    public required Timestamp EventTime { get; init; }

    /// <summary>
    /// Age of the newest market event: how late it came, and how long ago. Null before the first.
    /// </summary>
    public required Duration? DataAge { get; init; }

    /// <summary>Events so far; the place of the newest in the journal.</summary>
    public required long Events { get; init; }

    public required ulong StateHash { get; init; }

    public required TradingState TradingState { get; init; }

    public required AccountView Account { get; init; }

    public required OrderCounts Counts { get; init; }

    public required IReadOnlyList<InstrumentView> Instruments { get; init; }

    /// <summary>Orders that are alive, oldest first.</summary>
    public required IReadOnlyList<OrderRecord> Orders { get; init; }

    /// <summary>What was decided and what came of it, newest last.</summary>
    public required IReadOnlyList<Decision> Decisions { get; init; }

    /// <summary>Milliseconds of a turn: everything at one instant of the market, from feed to broker.</summary>
    public required HistogramView StepTime { get; init; }

    /// <summary>Milliseconds from the decision to the first fill of market orders.</summary>
    public required HistogramView FillLatency { get; init; }

    public required OutsideView Outside { get; init; }

    /// <summary>How long the present turn has been under way; zero when there is none.</summary>
    public Duration WorkingFor => Activity == SessionActivity.Working ? Taken - LastProgress : Duration.Zero;
}

/// <summary>The account in quote currency.</summary>
/// <param name="Today">What the UTC day has brought so far, open positions included.</param>
/// <param name="Drawdown">Fall from the highest equity of the session.</param>
public sealed record AccountView(Money Equity, Money Cash, Money RealisedPnl, Money Fees, Money Funding, Money Today, Money Drawdown);

/// <summary>Counts since the process started.</summary>
/// <param name="Submitted">Orders sent; a bracket's legs count.</param>
/// <param name="Filled">Orders filled whole.</param>
/// <param name="Denied">Refused by the risk gate.</param>
/// <param name="Rejected">Refused by the venue.</param>
public sealed record OrderCounts(long Submitted, long Filled, long Denied, long Rejected, long Canceled, long Trades);

/// <summary>One instrument. A price of zero is not known.</summary>
/// <param name="Unrealised">Result of the open position at <paramref name="Price"/>.</param>
/// <param name="Bars">Base bars seen by this process.</param>
/// <param name="Block">Why the newest bar led to no entry, in the strategy's words; null when it led to one or the strategy does not say.</param>
/// <param name="Blocks">How often each reason was given, most frequent first.</param>
/// <param name="FundingRate">The newest, as if it were paid every eight hours; zero before the first.</param>
public sealed record InstrumentView(
    string Symbol, Price Price, Price Bid, Price Ask, Price Mark, Position Position, Money Unrealised, Timestamp LastBar, long Bars,
    string? Block, IReadOnlyList<BlockCount> Blocks, Rate FundingRate)
{
    /// <summary>Signed value of the position in quote currency.</summary>
    public Money Notional => (Mark.IsZero ? Price : Mark) * Position.Quantity;
}

/// <summary>A reason for not trading and how often it was given.</summary>
public sealed record BlockCount(string Reason, long Count);

/// <summary>What the session's surroundings say; null where nobody does.</summary>
/// <param name="Reconnects">How often the market's connection was lost and made again.</param>
/// <param name="ClockOffset">The venue's clock minus ours.</param>
/// <param name="PositionDrift">The venue's position minus ours, in base currency, summed over instruments as magnitudes.</param>
public sealed record OutsideView(long Reconnects, Duration? ClockOffset, Quantity? PositionDrift);
