namespace LaptopAgents.Domain;

/// <summary>What a person, a guard or the end of a run orders the engine to do.</summary>
public enum OperatorCommand : byte
{
    None,

    /// <summary>No order leaves but cancels and closes.</summary>
    Halt,

    /// <summary>Nothing may raise exposure.</summary>
    Reduce,

    /// <summary>Trade again.</summary>
    Resume,

    /// <summary>Cancel everything, close every position at market, and halt.</summary>
    Flatten,

    /// <summary>The data ended: cancel everything and close every position at the last price.</summary>
    EndOfRun,
}
