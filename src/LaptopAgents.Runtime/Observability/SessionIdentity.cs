using LaptopAgents.Domain;
using LaptopAgents.Engine;

namespace LaptopAgents.Runtime.Observability;

/// <summary>What a session is and what it may do: all that an onlooker should know and that does not change while it runs.</summary>
public sealed record SessionIdentity
{
    /// <summary>Name of the session's directory.</summary>
    public required string Id { get; init; }

    /// <summary>The mode's word, such as paper. For display only.</summary>
    public required string Mode { get; init; }

    public required string Strategy { get; init; }

    /// <summary>Each one's id is its place in the list.</summary>
    public required IReadOnlyList<Instrument> Instruments { get; init; }

    /// <summary>The engine's limits, to show how much of each is used.</summary>
    public required EngineOptions Engine { get; init; }

    /// <summary>The market was made by a generator.</summary>
    public bool IsSynthetic { get; init; }
}
