using LaptopAgents.Domain;

namespace LaptopAgents.Analysis;

/// <summary>One of the two sides of a comparison.</summary>
/// <param name="Result">What it did. The orders that were alive at its end are among its orders.</param>
/// <param name="EndMarks">The price that each instrument's position was valued at in the end; zero where none was known.</param>
/// <param name="Histories">The bars that it was told, in the order of the instruments.</param>
public sealed record ParityRun(RunResult Result, IReadOnlyList<Price> EndMarks, IReadOnlyList<InstrumentHistory> Histories);
