using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>A pause after a position was closed, counted in bars of time. A reversal closes nothing beforehand and is not held up.</summary>
internal sealed class CooldownRule : IRiskRule
{
    public OrderReason Check(EntryCandidate entry) =>
        !entry.IsReversal && entry.Time < entry.CooldownEnd ? OrderReason.Cooldown : OrderReason.None;
}
