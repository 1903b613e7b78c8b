using LaptopAgents.Domain;
using LaptopAgents.Engine;
using LaptopAgents.Storage;

namespace LaptopAgents.Cli.Composition;

/// <summary>Holds a session that is told again against the account's database, at the line that the database rests on.</summary>
internal sealed class ResumeCheck(AccountFigures? kept, StateStore store, TradingEngine engine, RunResult result, JournalReplay replay)
{
    private bool _isDone = kept is null;

    /// <param name="line">First line of the next turn; null at the end of the record.</param>
    /// <exception cref="StateException">The two say different things.</exception>
    public void OnTurnBegins(long? line)
    {
        if (_isDone || line <= kept!.JournalLine) return;
        _isDone = true;
        var told = AccountFigures.Of(kept.Session, kept.Time, replay.Sequence, engine, result, kept.JournalLine, kept.JournalChain);
        var differences = store.Compare(told, result, StateKeeper.LiveOrders(engine), engine);
        if (differences.Count == 0) return;
        throw new StateException(
            StateProblem.Differs,
            "The account's database and the journal say different things:\n  " + string.Join("\n  ", differences)
                + "\nThe journal is checked by its chain; `la audit verify` confirms it. Put the database back with `la backup restore`, or begin another session with --new.");
    }
}
