namespace LaptopAgents.Runtime.Configuration;

/// <summary>A strategy as the sources chose it, with the places to blame.</summary>
/// <param name="Strategy">Its name, setups and parameters; each parameter carries its own origin.</param>
/// <param name="Name">Where <c>strategy.name</c> was written.</param>
/// <param name="Setups">Where <c>strategy.setups</c> was written.</param>
public sealed record ChosenStrategy(StrategyConfig Strategy, ConfigOrigin Name, ConfigOrigin Setups);
