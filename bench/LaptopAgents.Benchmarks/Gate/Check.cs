using System.Globalization;

namespace LaptopAgents.Benchmarks.Gate;

/// <summary>One thing that must hold.</summary>
/// <param name="Floor">The least (or, for a cost, the most) that passes.</param>
/// <param name="Target">What is aimed at.</param>
/// <param name="IsCost">Less is better.</param>
internal readonly record struct Check(string Name, double Value, double Floor, double Target, string Unit, bool IsCost = false)
{
    public bool Holds => IsCost ? Value <= Floor : Value >= Floor;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{(Holds ? "ok  " : "FAIL")}  {Name,-62}{Value,12:f2} {Unit,-10} floor {Floor,8:0.##}   target {Target,8:0.##}");
}
