namespace LaptopAgents.Domain;

/// <summary>All that one run produced: facts only, in the order in which they happened. Statistics are derived from it elsewhere.</summary>
public sealed class RunResult
{
    public required IReadOnlyList<Instrument> Instruments { get; init; }

    /// <summary>Base bar interval.</summary>
    public required Duration Interval { get; init; }

    public required Money StartEquity { get; init; }

    public required EquityCurve Equity { get; init; }

    /// <summary>What stood for the positions.</summary>
    public MarginTerms Margin { get; set; }

    public List<OrderRecord> Orders { get; } = [];

    public List<FillRecord> Fills { get; } = [];

    public List<TradeRecord> Trades { get; } = [];

    public List<FundingRecord> Funding { get; } = [];

    /// <summary>Base bars fed, over all instruments.</summary>
    public long Bars { get; set; }

    /// <summary>All events that the engine saw.</summary>
    public long Events { get; set; }

    /// <summary>First and last instant of the data.</summary>
    public Timestamp From { get; set; }

    public Timestamp To { get; set; }

    public Money EndEquity { get; set; }

    /// <summary>Cash at the end; equal to <see cref="EndEquity"/> when flat.</summary>
    public Money EndCash { get; set; }

    /// <summary>UTC days on which the daily loss limit ended trading.</summary>
    public int DailyLossDays { get; set; }

    /// <summary>The engine's rolling hash after the last event.</summary>
    public ulong StateHash { get; set; }

    /// <summary>The run was stopped before its data ended.</summary>
    public bool IsPartial { get; set; }

    /// <summary>
    /// Forgets the run and keeps the memory, for another one. A year's facts are some twenty megabytes, and having the system hand out
    /// new pages for them costs as much as the run.
    /// </summary>
    public void Clear()
    {
        Orders.Clear();
        Fills.Clear();
        Trades.Clear();
        Funding.Clear();
        Equity.Clear();
        Bars = Events = 0;
        From = To = default;
        EndEquity = EndCash = default;
        DailyLossDays = 0;
        StateHash = 0;
        IsPartial = false;
    }
}

/// <summary>What stands for a position: the whole account, or its own margin.</summary>
/// <param name="IsIsolated">Each position stands on the margin that it was opened with.</param>
/// <param name="Leverage">Notional ÷ initial margin, before the tiers' own limits.</param>
public readonly record struct MarginTerms(bool IsIsolated, int Leverage);
