using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>Records what the engine was told and what it ordered, so that the session can be replayed and compared.</summary>
public interface IEventJournal
{
    /// <param name="sequence">The event's place in the session, from 1.</param>
    /// <param name="next">The event, before the engine sees it.</param>
    void OnEvent(long sequence, in EngineEvent next);

    /// <summary>Bars that the engine was told in one go, and that ordered nothing but what follows the last.</summary>
    /// <param name="firstSequence">The place of the first of them; the others follow it.</param>
    /// <param name="count">How many of the run's first bars.</param>
    void OnBars(long firstSequence, in BarRun run, int count)
    {
        for (var i = 0; i < count; i++) OnEvent(firstSequence + i, run.EventAt(i));
    }

    /// <param name="stateHash">The engine's hash after the event.</param>
    void OnCommand(long sequence, in EngineCommand command, ulong stateHash);

    /// <summary>The commands told since the event go to the broker next: returns when they are as safe as they have to be.</summary>
    void BeforeSend()
    {
    }
}
