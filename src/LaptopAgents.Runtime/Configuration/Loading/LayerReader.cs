using LaptopAgents.Runtime.Configuration.Schema;

namespace LaptopAgents.Runtime.Configuration.Loading;

/// <summary>Turns a document into the keys it sets, and reports those that do not exist.</summary>
internal static class LayerReader
{
    public static ConfigLayer FromProfile(MapNode root, ConfigFile file, List<ConfigProblem> problems)
    {
        var layer = new ConfigLayer(file, lastWins: false);
        Section(root, "", layer, file.Name, problems);
        return layer;
    }

    /// <summary>Adds one <c>path = text</c> from a variable or an argument.</summary>
    public static void Given(ConfigLayer layer, string path, string text, ConfigOrigin origin, List<ConfigProblem> problems)
    {
        var node = new ScalarNode(WholeText.Of(text), ScalarForm.Given, 0);
        if (ConfigSchema.ParamName(path) is { } param)
            Param(layer, param, node, origin, problems);
        else if (ConfigSchema.Find(path) is { } key)
            layer.Entries.Add(new LayerEntry(key, path, node, origin));
        else if (ConfigSchema.IsSection(path))
            problems.Add(new ConfigProblem(origin.Place, path, $"is a section; set its keys one by one, such as {path}.{Example(path)}"));
        else
            problems.Add(new ConfigProblem(origin.Place, path, $"there is no such key{ConfigSchema.Hint(path)}"));
    }

    /// <summary>Adds the parameters in a mapping: <c>strategy.params</c> of a profile or <c>params</c> of a strategy file.</summary>
    public static void Params(ConfigNode node, ConfigLayer layer, string file, List<ConfigProblem> problems)
    {
        if (node is ScalarNode { IsNull: true }) return;
        if (node is not MapNode map)
        {
            problems.Add(new ConfigProblem(ConfigOrigin.Line(file, node.Line).Place, StrategyKeys.ParamsPath, "needs name: value lines"));
            return;
        }

        foreach (var entry in map.Entries)
            Param(layer, entry.Key, entry.Value, ConfigOrigin.Line(file, entry.Line), problems);
    }

    private static void Section(MapNode map, string path, ConfigLayer layer, string file, List<ConfigProblem> problems)
    {
        foreach (var entry in map.Entries)
        {
            if (path.Length == 0 && entry.Key == ProfileChain.Extends) continue;
            var full = path.Length == 0 ? entry.Key : $"{path}.{entry.Key}";
            var origin = ConfigOrigin.Line(file, entry.Line);
            if (ConfigSchema.Find(full) is { } key)
                layer.Entries.Add(new LayerEntry(key, full, entry.Value, origin));
            else if (full == StrategyKeys.ParamsPath)
                Params(entry.Value, layer, file, problems);
            else if (!ConfigSchema.IsSection(full))
                problems.Add(new ConfigProblem(origin.Place, full, $"there is no such key{ConfigSchema.Hint(full)}"));
            else if (entry.Value is MapNode section)
                Section(section, full, layer, file, problems);
            else if (entry.Value is not ScalarNode { IsNull: true })
                problems.Add(new ConfigProblem(origin.Place, full, "is a section and needs key: value lines, indented under it"));
        }
    }

    private static void Param(ConfigLayer layer, string name, ConfigNode node, ConfigOrigin origin, List<ConfigProblem> problems)
    {
        var path = $"{StrategyKeys.ParamsPath}.{name}";
        // Where several setups run, a parameter of one of them stands under the setup's name: pullback_ribbon.tp_r_mult.
        if (!name.Split('.', 2).All(TextRule.Name.Holds))
            problems.Add(new ConfigProblem(origin.Place, path, "a parameter's name is in lower case with underscores"));
        else if (node is not ScalarNode)
            problems.Add(new ConfigProblem(origin.Place, path, "needs one value: a number, true or false, or text"));
        else
            layer.Params.Add(new LayerParam(name, node, origin));
    }

    private static string Example(string path) =>
        ConfigSchema.Keys.FirstOrDefault(key => key.Path.StartsWith(path + ".", StringComparison.Ordinal))?.Name ?? "name";
}
