using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>What a strategy may know, as of the event that it is told of. Read-only.</summary>
public abstract class StrategyContext
{
    private protected StrategyContext(Instrument instrument) => Instrument = instrument;

    public Instrument Instrument { get; }

    /// <summary>The event's time.</summary>
    public abstract Timestamp Time { get; }

    /// <summary>The newest closed base bar.</summary>
    public abstract ref readonly Bar Bar { get; }

    /// <summary>Base bars closed so far.</summary>
    public abstract long BarCount { get; }

    /// <summary>The newest quote; default when the data has none.</summary>
    public abstract Quote Quote { get; }

    public abstract Position Position { get; }

    /// <summary>Base bars closed since the position was opened.</summary>
    public abstract int BarsInPosition { get; }

    /// <summary>Cash plus the open result of all positions.</summary>
    public abstract Money Equity { get; }

    public abstract Money Cash { get; }

    /// <summary>The last published funding rate; null before the first.</summary>
    public abstract Rate? FundingRate { get; }

    /// <summary>Orders of this instrument that are not yet closed, oldest first.</summary>
    public abstract int WorkingOrderCount { get; }

    public abstract OrderView WorkingOrder(int index);

    /// <summary>The same view of another instrument of the session.</summary>
    /// <exception cref="ArgumentException">The session has no such symbol.</exception>
    public abstract StrategyContext Of(string symbol);
}
