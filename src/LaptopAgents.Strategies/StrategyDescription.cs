using LaptopAgents.Engine;

namespace LaptopAgents.Strategies;

/// <summary>A strategy that can be chosen by name.</summary>
/// <param name="Name">As in <c>strategy.name</c>.</param>
/// <param name="Summary">One sentence.</param>
/// <param name="Parameters">Its settings, in the order in which they are documented and read.</param>
/// <param name="Factory">Makes one instance for one instrument; reads every setting.</param>
public sealed record StrategyDescription(
    string Name, string Summary, IReadOnlyList<StrategyParameter> Parameters, Func<StrategyParameters, IStrategy> Factory);
