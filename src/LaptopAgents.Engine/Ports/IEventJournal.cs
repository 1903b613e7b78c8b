using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>Records what the engine was told and what it ordered, so that the session can be replayed and compared.</summary>
public interface IEventJournal
{
    /// <param name="sequence">The event's place in the session, from 1.</param>
    /// <param name="next">The event, before the engine sees it.</param>
    void OnEvent(long sequence, in EngineEvent next);

    /// <param name="stateHash">The engine's hash after the event.</param>
    void OnCommand(long sequence, in EngineCommand command, ulong stateHash);
}
