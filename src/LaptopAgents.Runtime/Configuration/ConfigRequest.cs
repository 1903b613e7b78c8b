namespace LaptopAgents.Runtime.Configuration;

/// <summary>A named flag that the user gave. A flag that was not given has no place in a request.</summary>
/// <param name="Key">The key it sets, such as <c>symbol</c>.</param>
/// <param name="Value">The text given; the schema types it.</param>
/// <param name="Flag">The flag's name for messages, such as <c>--symbol</c>.</param>
public sealed record ConfigFlag(string Key, string Value, string Flag);

/// <summary>Everything that a configuration is resolved from. Tests fill it by hand; the program uses <see cref="ForProcess"/>.</summary>
public sealed record ConfigRequest
{
    /// <summary>The profile when nobody names one: the only mode that can do no harm.</summary>
    public const string DefaultProfile = "backtest";

    /// <summary>A profile's name or the path of a YAML file; null means <c>LA_PROFILE</c>, else <see cref="DefaultProfile"/>.</summary>
    public string? Profile { get; init; }

    /// <summary><c>key=value</c> assignments in the order given; the last one for a key wins.</summary>
    public IReadOnlyList<string> Sets { get; init; } = [];

    /// <summary>The named flags that were given; they win over everything else.</summary>
    public IReadOnlyList<ConfigFlag> Flags { get; init; } = [];

    /// <summary>The process environment.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Where relative paths start and the search for <c>config/profiles</c> begins.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>The program's folder, searched for profiles after the working directory; null to go straight to the built-in ones.</summary>
    public string? ProgramDirectory { get; init; }

    /// <summary>
    /// Whether a secret that is referred to and not set is a problem. True to run; false to show, explain or hash a profile on a
    /// machine that does not hold its secrets.
    /// </summary>
    public bool RequireSecrets { get; init; } = true;

    /// <summary>
    /// Asks whoever knows the strategies what is wrong with the one that was chosen; null asks nobody. The configuration itself knows
    /// no strategy, and still reports its mistakes together with all others.
    /// </summary>
    public Func<ChosenStrategy, IReadOnlyList<ConfigProblem>>? CheckStrategy { get; init; }

    /// <summary>A request with the environment, working directory and program folder of this process.</summary>
    public static ConfigRequest ForProcess()
    {
        var environment = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (System.Collections.DictionaryEntry entry in System.Environment.GetEnvironmentVariables())
            environment[(string)entry.Key] = (string?)entry.Value ?? "";
        return new ConfigRequest
        {
            Environment = environment,
            WorkingDirectory = Directory.GetCurrentDirectory(),
            ProgramDirectory = AppContext.BaseDirectory,
        };
    }
}
