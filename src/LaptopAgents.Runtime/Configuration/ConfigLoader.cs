using LaptopAgents.Runtime.Configuration.Loading;
using LaptopAgents.Runtime.Configuration.Output;
using LaptopAgents.Runtime.Configuration.Schema;

namespace LaptopAgents.Runtime.Configuration;

/// <summary>
/// Resolves a configuration: defaults, then the profile's files from base up, then <c>LA_*</c> variables, then <c>--set</c>, then named
/// flags; each stronger than the one before.
/// </summary>
public static class ConfigLoader
{
    private const string ProfileVariable = "LA_PROFILE";

    /// <summary>Loads and checks everything that <paramref name="request"/> names.</summary>
    /// <exception cref="ConfigException">Something is wrong; carries every problem found.</exception>
    public static ResolvedConfig Load(ConfigRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var problems = new List<ConfigProblem>();
        var notices = new List<ConfigProblem>();
        var files = new ConfigFiles(request);
        var variables = Variables.From(request, files, problems);
        var (profile, place) = Profile(request, variables);
        var layers = ProfileChain.Load(profile, place, files, problems);
        var profileFiles = layers.Select(layer => layer.File!.Name).ToArray();
        layers.Add(OverrideLayers.Environment(variables, problems));
        layers.Add(OverrideLayers.Sets(request.Sets, problems));
        layers.Add(OverrideLayers.Flags(request.Flags, problems));

        var values = new ConfigResolver(variables, request.RequireSecrets, problems, notices).Resolve(layers);
        ConfigRules.Check(values, request.RequireSecrets, problems);
        OutputFolder.Check(values, files.Root);
        var strategy = new StrategyResolver(values, variables, files, problems).Resolve(layers);
        if (request.CheckStrategy is { } check && IsReadable(values, StrategyKeys.Name) && IsReadable(values, StrategyKeys.Setups))
            problems.AddRange(check(new(strategy, values.Origin(StrategyKeys.Name), values.Origin(StrategyKeys.Setups))));
        if (problems.Count > 0) throw new ConfigException(problems);
        return new ResolvedConfig(LaConfig.From(values, strategy), values)
        {
            Profile = profile,
            Files = profileFiles,
            Root = files.Root,
            Notices = notices,
        };
    }

    /// <summary>The configuration that results from no source at all: every key at its default, relative paths under <paramref name="root"/>.</summary>
    public static ResolvedConfig Defaults(string root)
    {
        var values = new ConfigValues([]);
        var strategy = new StrategyConfig { Name = values.Text(StrategyKeys.Name), ConfigFile = null, Setups = [], Params = [] };
        return new ResolvedConfig(LaConfig.From(values, strategy), values) { Profile = "", Files = [], Root = root, Notices = [] };
    }

    /// <summary>The JSON Schema (draft 2020-12) of a profile file.</summary>
    public static string JsonSchema() => JsonSchemaWriter.Write();

    private static bool IsReadable(ConfigValues values, ConfigKey key)
    {
        values.ReadBroken = false;
        _ = values.Raw(key);
        return !values.ReadBroken;
    }

    private static (string Profile, string Place) Profile(ConfigRequest request, Variables variables)
    {
        if (request.Profile is { } named) return (named, "--profile");
        return variables.Find(ProfileVariable) is { Value.Length: > 0 } variable
            ? (variable.Value, variable.Place)
            : (ConfigRequest.DefaultProfile, "the default profile");
    }
}
