using LaptopAgents.Domain;
using LaptopAgents.Engine;

namespace LaptopAgents.Storage;

/// <summary>A session as the account's database knows it.</summary>
/// <param name="Directory">Where its files are, relative to the database where that is possible.</param>
/// <param name="Prefix">Prefix of its order ids.</param>
/// <param name="IsOpen">It may be resumed.</param>
public sealed record SessionRow(string Id, string Directory, string Mode, uint Prefix, Timestamp Created, string ConfigHash, bool IsOpen);

/// <summary>The account after one turn of its session, and the line of the journal that ends that turn.</summary>
public sealed record AccountFigures
{
    public required string Session { get; init; }

    public required Timestamp Time { get; init; }

    /// <summary>Place of the newest event.</summary>
    public required long Sequence { get; init; }

    public required ulong StateHash { get; init; }

    /// <summary>Lines of the journal that this rests on.</summary>
    public required long JournalLine { get; init; }

    /// <summary>The chain at that line: a journal that has another one is not the one that was written.</summary>
    public required string JournalChain { get; init; }

    public required Money Equity { get; init; }

    public required Money Cash { get; init; }

    public required Money Realised { get; init; }

    public required Money Fees { get; init; }

    public required Money Funding { get; init; }

    public required TradingState Trading { get; init; }

    /// <summary>Orders that ended, fills, round trips and funding payments so far.</summary>
    public required (int Orders, int Fills, int Trades, int Payments) Counts { get; init; }

    /// <summary>Reads an engine and the facts that its session has kept so far.</summary>
    public static AccountFigures Of(
        string session, Timestamp time, long sequence, TradingEngine engine, RunResult result, long journalLine, string journalChain)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(result);
        return new AccountFigures
        {
            Session = session, Time = time, Sequence = sequence, StateHash = engine.StateHash, JournalLine = journalLine, JournalChain = journalChain,
            Equity = engine.Equity, Cash = engine.Cash, Realised = engine.RealisedPnl, Fees = engine.Fees, Funding = engine.Funding,
            Trading = engine.TradingState,
            Counts = (result.Orders.Count, result.Fills.Count, result.Trades.Count, result.Funding.Count),
        };
    }
}
