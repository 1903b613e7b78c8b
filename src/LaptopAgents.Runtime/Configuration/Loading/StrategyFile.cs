using LaptopAgents.Runtime.Configuration.Schema;

namespace LaptopAgents.Runtime.Configuration.Loading;

/// <summary>
/// Reads a strategy file: <c>strategy</c> (the strategy it is for), <c>description</c> and <c>params</c>. Written as YAML or as JSON,
/// which YAML contains.
/// </summary>
internal static class StrategyFile
{
    private static readonly string[] Keys = ["strategy", "description", "params"];

    /// <summary>The parameters in the file; none after adding what is wrong to <paramref name="problems"/>.</summary>
    public static IReadOnlyList<LayerParam> Read(ConfigFile file, string strategy, List<ConfigProblem> problems)
    {
        if (file.Read(problems) is not { } bytes || YamlReader.Read(bytes, file.Name, problems) is not { } root) return [];
        var layer = new ConfigLayer(file, lastWins: false);
        foreach (var entry in root.Entries)
        {
            var place = ConfigOrigin.Line(file.Name, entry.Line).Place;
            switch (entry.Key)
            {
                case "params":
                    LayerReader.Params(entry.Value, layer, file.Name, problems);
                    break;
                case "strategy" when entry.Value is not ScalarNode { IsNull: false }:
                    problems.Add(new ConfigProblem(place, entry.Key, "needs the name of a strategy"));
                    break;
                case "strategy" when entry.Value is ScalarNode name && name.Text != strategy:
                    problems.Add(new ConfigProblem(
                        place,
                        entry.Key,
                        $"the file is for {name.Text} and strategy.name is {strategy}; "
                            + "name a file that fits, or set strategy.config_file to null"));
                    break;
                case "strategy" or "description":
                    break;
                default:
                    problems.Add(new ConfigProblem(
                        place,
                        entry.Key,
                        $"there is no such key in a strategy file{NearestWord.Hint(entry.Key, Keys)} "
                            + $"(known: {string.Join(", ", Keys)}; parameters stand under params)"));
                    break;
            }
        }

        return layer.Params;
    }
}
