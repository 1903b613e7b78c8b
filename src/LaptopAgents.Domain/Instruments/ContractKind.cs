namespace LaptopAgents.Domain;

/// <summary>How a contract turns a price move into money.</summary>
public enum ContractKind
{
    /// <summary>Settled in quote currency: profit = quantity × price difference.</summary>
    Linear,
}
