namespace LaptopAgents.Domain;

/// <summary>How a result that is not a whole unit becomes one. Every rounding in the system names one of these.</summary>
public enum Rounding
{
    /// <summary>Drop the fraction.</summary>
    TowardZero,

    /// <summary>The larger magnitude.</summary>
    AwayFromZero,

    /// <summary>Toward minus infinity.</summary>
    Floor,

    /// <summary>Toward plus infinity.</summary>
    Ceiling,

    /// <summary>To the nearest unit, ties to the even one.</summary>
    HalfEven,
}
