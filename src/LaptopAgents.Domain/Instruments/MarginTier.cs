namespace LaptopAgents.Domain;

/// <summary>
/// One step of the maintenance margin table: applies while the position's notional is at most <paramref name="NotionalCap"/>.
/// Requirement = notional × <paramref name="MaintenanceRate"/> − <paramref name="Deduction"/>, which makes the steps meet.
/// </summary>
/// <param name="NotionalCap">Largest notional of this step, in quote currency.</param>
/// <param name="MaintenanceRate">Maintenance margin as a fraction of notional.</param>
/// <param name="Deduction">Amount taken off so that the requirement is continuous between steps.</param>
/// <param name="MaxLeverage">Largest leverage allowed in this step.</param>
public readonly record struct MarginTier(Money NotionalCap, Rate MaintenanceRate, Money Deduction, int MaxLeverage);
