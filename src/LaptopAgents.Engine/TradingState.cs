namespace LaptopAgents.Engine;

/// <summary>How much the engine may do.</summary>
public enum TradingState : byte
{
    Active,

    /// <summary>Nothing may raise exposure.</summary>
    Reducing,

    /// <summary>Only cancels and closes.</summary>
    Halted,
}
