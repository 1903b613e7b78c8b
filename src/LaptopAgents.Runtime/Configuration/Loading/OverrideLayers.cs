using LaptopAgents.Runtime.Configuration.Schema;

namespace LaptopAgents.Runtime.Configuration.Loading;

/// <summary>The layers above the files: <c>LA_*</c> variables, <c>--set</c> arguments and named flags.</summary>
internal static class OverrideLayers
{
    private const string Prefix = "LA_";

    /// <summary>Variables that begin like ours and are read elsewhere in the program.</summary>
    internal static readonly string[] OwnVariables = ["LA_PROFILE", "LA_TEST_DATA", "LA_MAX_MEMORY_MB", "LA_KILL_SWITCH"];

    /// <summary>
    /// An empty variable counts as not given: that is how a shell or a compose file passes one that was left out. A name with
    /// <c>__</c> in it is certainly meant for us, so an unknown one is an error; another is an error when it is nearly a name of ours.
    /// </summary>
    public static ConfigLayer Environment(Variables variables, List<ConfigProblem> problems, List<ConfigProblem> notices)
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
            else if (Nearest(variable.Name) is { } nearest)
                problems.Add(new ConfigProblem(origin.Place, "", $"sets no key; did you mean {nearest}?"));
            else
                notices.Add(new ConfigProblem(origin.Place, "", "begins with LA_ and sets no key; it is ignored"));
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

    private static string? Nearest(string name) =>
        NearestWord.Find(name, OwnVariables.Concat(RootKeys.Section.Keys.Select(key => key.EnvironmentName)));
}
