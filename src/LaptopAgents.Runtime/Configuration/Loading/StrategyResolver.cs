using LaptopAgents.Runtime.Configuration.Schema;

namespace LaptopAgents.Runtime.Configuration.Loading;

/// <summary>Collects the strategy's parameters: those of the strategy file where it is named, those of each source over them.</summary>
internal sealed class StrategyResolver(ConfigValues values, Variables variables, ConfigFiles files, List<ConfigProblem> problems)
{
    private readonly OrderedDictionary<string, LayerParam> _params = new(StringComparer.Ordinal);

    public StrategyConfig Resolve(IReadOnlyList<ConfigLayer> layers)
    {
        var name = (string?)StrategyKeys.Name.Default;
        for (var i = 0; i < layers.Count; i++)
        {
            if (layers[i].Find(StrategyKeys.Name) is { Node: ScalarNode other } && other.Text != name)
            {
                name = other.Text;
                var ofFiles = _params.Values.Where(param => param.Origin.Kind == ConfigOriginKind.File).ToList();
                foreach (var old in ofFiles) _params.Remove(old.Name);
            }

            if (values.Rank(StrategyKeys.ConfigFile) == i + 1) ReadFile(layers[i]);
            foreach (var param in layers[i].Params) _params[param.Name] = param;
        }

        return new StrategyConfig
        {
            Name = values.Text(StrategyKeys.Name),
            ConfigFile = values.OptionalText(StrategyKeys.ConfigFile),
            Setups = values.List(StrategyKeys.Setups),
            Params = Typed(),
        };
    }

    private void ReadFile(ConfigLayer layer)
    {
        if (values.OptionalText(StrategyKeys.ConfigFile) is not { } path) return;
        var origin = values.Origin(StrategyKeys.ConfigFile);
        if (files.Strategy(path, layer.File) is not { } file)
        {
            problems.Add(new ConfigProblem(
                origin.Place, StrategyKeys.ConfigFile.Path, $"there is no file '{path}' beside it or under {files.Root}"));
            return;
        }

        foreach (var param in StrategyFile.Read(file, values.Text(StrategyKeys.Name), problems)) _params[param.Name] = param;
    }

    private List<StrategyParam> Typed()
    {
        var typed = new List<StrategyParam>(_params.Count);
        foreach (var (name, param) in _params)
        {
            var scalar = (ScalarNode)param.Node;
            if (param.Origin.Kind == ConfigOriginKind.File)
            {
                var expansion = Placeholder.Expand(scalar, variables);
                var what = expansion.Problem ?? (expansion.Missing is { } missing ? $"the variable {missing} is not set" : null);
                if (what is not null) problems.Add(new ConfigProblem(param.Origin.Place, $"{StrategyKeys.ParamsPath}.{name}", what));
                scalar = expansion.Node;
            }

            if (scalar.IsNull) continue;
            typed.Add(new StrategyParam(name, Value(scalar), param.Origin));
        }

        return typed;
    }

    private static object Value(ScalarNode scalar)
    {
        if (scalar.Form == ScalarForm.Quoted) return scalar.Text;
        if (BoolKey.Parse(scalar.Text) is { } flag) return flag;
        return DecimalKey.TryParse(scalar.Text, out var number) ? number : scalar.Text;
    }
}
