namespace LaptopAgents.Runtime.Configuration;

/// <summary>The configuration can't be used. Carries every problem found, not only the first; the program exits with code 2.</summary>
public sealed class ConfigException : Exception
{
    /// <summary>Creates the exception for one or more problems.</summary>
    public ConfigException(IReadOnlyList<ConfigProblem> problems)
        : base(Describe(problems)) => Problems = problems;

    /// <summary>Every problem, in the order of the sources: files from the base up, environment, <c>--set</c>, flags, then rules across keys.</summary>
    public IReadOnlyList<ConfigProblem> Problems { get; }

    private static string Describe(IReadOnlyList<ConfigProblem> problems)
    {
        ArgumentNullException.ThrowIfNull(problems);
        return string.Join('\n', problems);
    }
}
