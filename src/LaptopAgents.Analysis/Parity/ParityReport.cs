using LaptopAgents.Domain;

namespace LaptopAgents.Analysis;

/// <summary>A session beside a backtest of it, and every part of the difference with its cause.</summary>
public sealed class ParityReport
{
    /// <summary>Every order, in the order of its last fill (or of its decision), settlements and the valuation at the end among them.</summary>
    public required IReadOnlyList<ParityLine> Lines { get; init; }

    /// <summary>The difference by cause; the sum is <see cref="Difference"/>, to the last unit.</summary>
    public required CauseSums Sums { get; init; }

    /// <summary>
    /// The part of <see cref="Sums"/> that followed from what had happened before. Without it fees, spread, slippage and funding are what
    /// the two runs paid more or less under those names.
    /// </summary>
    public required CauseSums Followed { get; init; }

    public required Money SessionEnd { get; init; }

    public required Money BacktestEnd { get; init; }

    /// <summary>Session less backtest.</summary>
    public Money Difference => SessionEnd - BacktestEnd;

    /// <summary>Bars that have other prices now.</summary>
    public required int RevisedBars { get; init; }

    /// <summary>Bars that only one side had.</summary>
    public required int MissingBars { get; init; }

    /// <summary>Orders that both sides gave.</summary>
    public int Matched => Lines.Count(line => line is { Session: not null, Backtest: not null });

    public int OnlySession => Lines.Count(line => line is { Session: not null, Backtest: null });

    public int OnlyBacktest => Lines.Count(line => line is { Session: null, Backtest: not null });

    /// <summary>Where the two first parted; null when they never did.</summary>
    public ParityLine? First => Lines.FirstOrDefault(line => line.Differs);

    /// <summary>Nothing differs: the same orders, the same fills, the same money.</summary>
    public bool IsSame => Difference.IsZero && First is null;
}

/// <summary>One order, or one settlement, on both sides.</summary>
public sealed record ParityLine
{
    public required Timestamp Time { get; init; }

    public required InstrumentId Instrument { get; init; }

    /// <summary>What it is: an order's purpose, <c>funding</c>, <c>valuation</c> or <c>start</c>.</summary>
    public required string What { get; init; }

    public ParityOrder? Session { get; init; }

    public ParityOrder? Backtest { get; init; }

    /// <summary>What the session gained here (or lost, negative) against the backtest, by cause.</summary>
    public required CauseSums Amounts { get; init; }

    /// <summary>The part of the amounts that follows from something before: a trade that only one side made, or a size from another equity.</summary>
    public CauseSums Followed { get; init; } = new();

    /// <summary>It differs because something before it did.</summary>
    public bool IsKnockOn => ParityCauses.All.Any(cause => !Followed[cause].IsZero);

    /// <summary>What comes after may follow from it. A settlement on another position is itself only a consequence.</summary>
    internal bool IsRoot { get; init; } = true;

    public bool Differs => !Amounts.Total.IsZero || Session != Backtest || ParityCauses.All.Any(cause => !Amounts[cause].IsZero);
}

/// <summary>An order as one side knows it.</summary>
/// <param name="Status">How it ended, or how it stands.</param>
/// <param name="AveragePrice">To the nearest eight places; zero without fills.</param>
/// <param name="FirstFill">Zero without fills, like <paramref name="LastFill"/>.</param>
public sealed record ParityOrder(
    Side Side, OrderStatus Status, OrderReason Reason, Quantity Ordered, Quantity Filled, Price AveragePrice, Timestamp FirstFill, Timestamp LastFill, Money Fees);
