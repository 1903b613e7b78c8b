namespace LaptopAgents.Runtime.Configuration;

/// <summary>One thing that is wrong with a configuration.</summary>
/// <param name="Place">Where it is written: <c>file:line</c>, a variable's name, <c>--set</c> or a flag.</param>
/// <param name="Key">The key concerned, or an empty string when the problem is with a whole file.</param>
/// <param name="What">What is wrong and what would be right.</param>
public sealed record ConfigProblem(string Place, string Key, string What)
{
    /// <summary>The line that is printed: <c>place: key: what</c>.</summary>
    public override string ToString() => Key.Length == 0 ? $"{Place}: {What}" : $"{Place}: {Key}: {What}";
}
