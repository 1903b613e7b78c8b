namespace LaptopAgents.Engine;

/// <summary>The scale that oscillators share.</summary>
internal static class Percent
{
    /// <summary>100 · part/whole; the middle of the scale where the whole is nothing.</summary>
    public static double Of(double part, double whole) => whole == 0 ? 50 : 100 * part / whole;
}
