using LaptopAgents.Domain;
using LaptopAgents.Engine;

namespace LaptopAgents.Storage;

/// <summary>One line of a journal, read back: an event, a command that the engine gave after it, or a mark.</summary>
public readonly struct JournalEntry
{
    /// <summary>Place of the line in the journal, from 1; the header is the first.</summary>
    public long Line { get; init; }

    /// <summary>Place of the event in the session, from 1. A command has that of the event which caused it.</summary>
    public required long Sequence { get; init; }

    public required Timestamp Time { get; init; }

    /// <summary>Null for an event.</summary>
    public CommandKind? Command { get; init; }

    /// <summary>Something about the session itself; null for events and commands.</summary>
    public JournalMark? Mark { get; init; }

    /// <summary>Lines before a <see cref="JournalMark.Resumed"/> that do not count: their instant was cut off.</summary>
    public long Undone { get; init; }

    /// <summary>
    /// Market events of the batch that this event begins; null when it goes on with the batch before, or is a batch of its own.
    /// </summary>
    public int? Batch { get; init; }

    /// <summary>The event, exactly as it was told. Meaningful when it is neither a command nor a mark.</summary>
    public EngineEvent Event { get; init; }

    /// <summary>Meaningful for <see cref="CommandKind.Submit"/>.</summary>
    public SubmitOrder Submit { get; init; }

    /// <summary>Meaningful for <see cref="CommandKind.Cancel"/>.</summary>
    public CancelOrder Cancel { get; init; }

    /// <summary>Meaningful for <see cref="CommandKind.Modify"/>.</summary>
    public ModifyOrder Modify { get; init; }

    /// <summary>The engine's hash after the event, or after the event that caused a command; null where none was written.</summary>
    public ulong? State { get; init; }

    /// <summary>The engine's hash after the event that caused a command.</summary>
    public ulong StateHash => State ?? 0;
}

/// <summary>What a session's journal says about the session itself.</summary>
public enum JournalMark : byte
{
    /// <summary>It was stopped in good order.</summary>
    Stopped,

    /// <summary>It goes on after a stop or a crash.</summary>
    Resumed,
}
