using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>Old news opens nothing: neither a bar that was fetched after a gap, nor one that reached us too late.</summary>
internal sealed class DataAgeRule(RiskOptions options) : IRiskRule
{
    public OrderReason Check(EntryCandidate entry) =>
        entry.IsBackfilled ? OrderReason.BackfilledBar
        : options.MaxDataAge.Nanos > 0 && entry.DataAge > options.MaxDataAge ? OrderReason.StaleData
        : OrderReason.None;
}
