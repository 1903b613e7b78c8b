using LaptopAgents.Domain;
using LaptopAgents.Engine;

namespace LaptopAgents.Storage;

/// <summary>One line of a journal, read back: an event, or a command that the engine gave after it.</summary>
public readonly struct JournalEntry
{
    /// <summary>Place of the event in the session, from 1. A command has that of the event which caused it.</summary>
    public required long Sequence { get; init; }

    public required Timestamp Time { get; init; }

    /// <summary>Null for an event.</summary>
    public CommandKind? Command { get; init; }

    /// <summary>The event, exactly as it was told. Meaningful when <see cref="Command"/> is null.</summary>
    public EngineEvent Event { get; init; }

    /// <summary>Meaningful for <see cref="CommandKind.Submit"/>.</summary>
    public SubmitOrder Submit { get; init; }

    /// <summary>Meaningful for <see cref="CommandKind.Cancel"/>.</summary>
    public CancelOrder Cancel { get; init; }

    /// <summary>Meaningful for <see cref="CommandKind.Modify"/>.</summary>
    public ModifyOrder Modify { get; init; }

    /// <summary>The engine's hash after the event that caused a command.</summary>
    public ulong StateHash { get; init; }
}
