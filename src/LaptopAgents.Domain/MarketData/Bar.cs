namespace LaptopAgents.Domain;

/// <summary>A closed bar. Its name is its opening time; it is known only at its close, <c>OpenTime + interval</c>.</summary>
/// <param name="OpenTime">First instant of the bar.</param>
/// <param name="Volume">Traded base currency.</param>
public readonly record struct Bar(Timestamp OpenTime, Price Open, Price High, Price Low, Price Close, Quantity Volume);

/// <summary>A bar that is still changing. It is another type on purpose: nothing that decides can be given one.</summary>
public readonly record struct FormingBar(Bar SoFar);
