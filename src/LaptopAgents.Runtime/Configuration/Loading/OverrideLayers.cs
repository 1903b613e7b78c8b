using LaptopAgents.Runtime.Configuration.Schema;

namespace LaptopAgents.Runtime.Configuration.Loading;

/// <summary>The layers above the files: <c>LA_*</c> variables, <c>--set</c> arguments and named flags.</summary>
internal static class OverrideLayers
{
    private const string Prefix = "LA_";
    private const string OneUnderscoreParams = "LA_STRATEGY_PARAMS_";

    /// <summary>Variables that begin like ours and are read elsewhere in the program.</summary>
    internal static readonly string[] OwnVariables = ["LA_PROFILE", "LA_TEST_DATA", "LA_REPORT_OUT", "LA_MAX_MEMORY_MB", "LA_KILL_SWITCH"];

    /// <summary>
    /// An empty variable counts as not given: that is how a shell or a compose file passes one that was left out. Any other that sets
    /// no key is an error: with one underscore too few, a limit that somebody believes to have set would not hold.
    /// </summary>
    public static ConfigLayer Environment(Variables variables, List<ConfigProblem> problems)
    {
        var layer = new ConfigLayer(null, lastWins: false);
        foreach (var variable in variables.All)
        {
            if (!variable.Name.StartsWith(Prefix, StringComparison.Ordinal) || variable.Value.Length == 0) continue;
            if (OwnVariables.Contains(variable.Name, StringComparer.Ordinal)) continue;
            var path = variable.Name[Prefix.Length..].ToLowerInvariant().Replace("__", ".", StringComparison.Ordinal);
            var origin = new ConfigOrigin(ConfigOriginKind.Environment, variable.Place);
            if (path.Contains('.', StringComparison.Ordinal) || ConfigSchema.Find(path) is not null)
                LayerReader.Given(layer, path, variable.Value, origin, problems);
            else
                problems.Add(new ConfigProblem(origin.Place, "", $"sets no key{Hint(variable.Name)}"));
        }

        return layer;
    }

    public static ConfigLayer Sets(IReadOnlyList<string> sets, List<ConfigProblem> problems)
    {
        var layer = new ConfigLayer(null, lastWins: true);
        foreach (var set in sets)
        {
            var equals = set.IndexOf('=', StringComparison.Ordinal);
            var path = equals < 0 ? set.Trim() : set[..equals].Trim();
            var origin = new ConfigOrigin(ConfigOriginKind.Set, $"--set {path}");
            if (equals <= 0 || path.Length == 0)
                problems.Add(new ConfigProblem("--set", path, "needs the form key=value, such as trading.risk_pct=0.5"));
            else
                LayerReader.Given(layer, path, set[(equals + 1)..].Trim(), origin, problems);
        }

        return layer;
    }

    public static ConfigLayer Flags(IReadOnlyList<ConfigFlag> flags, List<ConfigProblem> problems)
    {
        var layer = new ConfigLayer(null, lastWins: true);
        foreach (var flag in flags)
            LayerReader.Given(layer, flag.Key, flag.Value, new ConfigOrigin(ConfigOriginKind.Flag, flag.Flag), problems);
        return layer;
    }

    private static string Hint(string name)
    {
        if (name.StartsWith(OneUnderscoreParams, StringComparison.Ordinal))
            return $"; did you mean LA_STRATEGY__PARAMS__{name[OneUnderscoreParams.Length..]}?";
        var names = OwnVariables.Concat(ConfigSchema.Keys.Select(key => key.EnvironmentName)).ToList();
        var alike = names.Find(known => Plain(known) == Plain(name)) ?? NearestWord.Find(name, names);
        return alike is null ? "; variables that begin with LA_ set keys, two underscores for a dot: LA_TRADING__RISK_PCT" : $"; did you mean {alike}?";
    }

    private static string Plain(string name) => name.Replace("_", "", StringComparison.Ordinal);
}
