namespace LaptopAgents.Domain;

/// <summary>An instrument's place in the session's list. Dense from zero, so that per-instrument state is an array and not a hash table.</summary>
/// <param name="Index">Zero-based place.</param>
public readonly record struct InstrumentId(int Index);
