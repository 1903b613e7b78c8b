namespace LaptopAgents.Engine;

/// <summary>A strategy that can say why it did nothing. Implementations answer with constant strings, so asking costs nothing.</summary>
public interface IExplains
{
    /// <summary>Why the newest bar led to no entry; null when it led to one.</summary>
    string? LastBlock { get; }
}
