using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>One limit. Rules look at entries only: nothing may ever stand in the way of getting out.</summary>
internal interface IRiskRule
{
    /// <summary>Why the entry is refused, or <see cref="OrderReason.None"/>.</summary>
    OrderReason Check(EntryCandidate entry);
}
