using LaptopAgents.Runtime.Configuration.Schema;

namespace LaptopAgents.Runtime.Configuration.Loading;

/// <summary>
/// Lays the sources over each other, weakest first, and gives every key its typed value. Each source is checked in full, also where a
/// stronger one covers it: a mistake in a file is a mistake whatever the command line says today.
/// </summary>
internal sealed class ConfigResolver
{
    private readonly Variables _variables;
    private readonly List<ConfigProblem> _problems;
    private readonly List<ConfigProblem> _notices;
    private readonly bool _requireSecrets;
    private readonly ConfigValues _values;

    /// <summary>Keys whose strongest value refers to a variable that is not set. Decided at the end, when it is known who won.</summary>
    private readonly SortedDictionary<int, ConfigProblem> _missing = [];

    public ConfigResolver(Variables variables, bool requireSecrets, List<ConfigProblem> problems, List<ConfigProblem> notices)
    {
        _variables = variables;
        _requireSecrets = requireSecrets;
        _problems = problems;
        _notices = notices;
        _values = new ConfigValues(problems);
    }

    public ConfigValues Resolve(IReadOnlyList<ConfigLayer> layers)
    {
        var preset = PresetLayer(layers);
        for (var i = 0; i < layers.Count; i++)
        {
            DropForOtherStrategy(layers[i]);
            if (i == preset) ApplyPreset(layers[i], i + 1);
            foreach (var entry in layers[i].Entries) Apply(layers[i], entry, i + 1);
        }

        SecretsFromVariables();
        foreach (var (index, problem) in _missing)
            (ConfigSchema.Keys[index] is SecretKey && !_requireSecrets ? _notices : _problems).Add(problem);
        return _values;
    }

    /// <summary>Only the strongest word on fidelity counts; a weaker preset leaves nothing behind.</summary>
    private static int PresetLayer(IReadOnlyList<ConfigLayer> layers)
    {
        for (var i = layers.Count - 1; i >= 0; i--)
            if (layers[i].Find(FillModelKeys.Fidelity) is not null) return i;
        return -1;
    }

    private void ApplyPreset(ConfigLayer layer, int rank)
    {
        var entry = layer.Find(FillModelKeys.Fidelity)!.Value;
        if (entry.Node is not ScalarNode scalar || scalar.IsNull) return;
        if (!FillModelKeys.Fidelity.TryRead(Placeholder.Expand(scalar, _variables).Node, out var fidelity, out _)) return;
        var origin = new ConfigOrigin(ConfigOriginKind.Preset, $"fidelity {FillModelKeys.Fidelity.Write(fidelity)} of {entry.Origin.Place}");
        foreach (var (key, value) in FidelityPreset.Of((Fidelity)fidelity))
        {
            _values.Set(key, value, origin, rank);
            _missing.Remove(key.Index);
        }
    }

    /// <summary>A file and setups chosen for one strategy mean nothing to another.</summary>
    private void DropForOtherStrategy(ConfigLayer layer)
    {
        if (!NamesOtherStrategy(layer, _values)) return;
        foreach (var key in new ConfigKey[] { StrategyKeys.ConfigFile, StrategyKeys.Setups })
            if (_values.Origin(key).Kind == ConfigOriginKind.File)
            {
                _values.Clear(key);
                _missing.Remove(key.Index);
            }
    }

    internal static bool NamesOtherStrategy(ConfigLayer layer, ConfigValues values) =>
        layer.Find(StrategyKeys.Name) is { Node: ScalarNode name } && name.Text != values.Text(StrategyKeys.Name);

    private void Apply(ConfigLayer layer, LayerEntry entry, int rank)
    {
        var key = entry.Key;
        if (!layer.LastWins && _values.Rank(key) == rank && _values.Origin(key).Kind != ConfigOriginKind.Preset)
        {
            CheckSame(entry);
            return;
        }

        _missing.Remove(key.Index);
        var node = Expanded(entry, out var isReadable);
        if (!isReadable)
            _values.Break(key, entry.Origin, rank);
        else if (node is ScalarNode { IsNull: true })
            ApplyNull(entry, rank);
        else if (key.TryRead(node, out var value, out var problem))
            _values.Set(key, value, entry.Origin, rank);
        else
        {
            _problems.Add(new ConfigProblem(entry.Origin.Place, entry.Written, problem));
            _values.Break(key, entry.Origin, rank);
        }
    }

    private void ApplyNull(LayerEntry entry, int rank)
    {
        if (entry.Key.Optional || entry.Key.Derive is not null)
        {
            _values.Set(entry.Key, null, entry.Origin, rank);
            return;
        }

        var needed = $"{entry.Key.TypeName} {entry.Key.Range}".TrimEnd();
        _problems.Add(new ConfigProblem(entry.Origin.Place, entry.Written, $"needs a {needed}; leave the key out to get its default"));
        _values.Break(entry.Key, entry.Origin, rank);
    }

    /// <summary>The node without references. Not readable when a reference is broken, or names a variable that is not set.</summary>
    private ConfigNode Expanded(LayerEntry entry, out bool isReadable)
    {
        isReadable = true;
        if (entry.Origin.Kind != ConfigOriginKind.File) return entry.Node;
        if (entry.Node is ListNode list)
        {
            var items = new List<ConfigNode>(list.Items.Count);
            foreach (var item in list.Items)
            {
                var isItemReadable = true;
                items.Add(item is ScalarNode inner ? Expanded(entry, inner, out isItemReadable) : item);
                isReadable &= isItemReadable;
            }

            return list with { Items = items };
        }

        return entry.Node is ScalarNode scalar ? Expanded(entry, scalar, out isReadable) : entry.Node;
    }

    private ScalarNode Expanded(LayerEntry entry, ScalarNode scalar, out bool isReadable)
    {
        var expansion = Placeholder.Expand(scalar, _variables);
        isReadable = false;
        if (expansion.Problem is { } problem)
            _problems.Add(new ConfigProblem(entry.Origin.Place, entry.Written, problem));
        else if (expansion.Missing is { } missing)
            _missing[entry.Key.Index] = new ConfigProblem(
                entry.Origin.Place,
                entry.Written,
                $"the variable {missing} is not set; set it, or write ${{{missing}:-}} to go without or ${{{missing}:-value}} for a default");
        else if (entry.Key is SecretKey && expansion.Node.Text == Secret.Mask)
            _missing[entry.Key.Index] = new ConfigProblem(
                entry.Origin.Place, entry.Written, $"was masked when this file was written; set {entry.Key.EnvironmentName}");
        else
            isReadable = true;
        return expansion.Node;
    }

    /// <summary>The same key under two names in one file is fine as long as they agree.</summary>
    private void CheckSame(LayerEntry entry)
    {
        var node = Expanded(entry, out var isReadable);
        if (!isReadable) return;
        if (!entry.Key.TryRead(node, out var value, out var problem))
            _problems.Add(new ConfigProblem(entry.Origin.Place, entry.Written, problem));
        else if (_values.Raw(entry.Key) is { } first && entry.Key.Write(first) != entry.Key.Write(value))
            _problems.Add(new ConfigProblem(
                entry.Origin.Place,
                entry.Written,
                $"is another name of {entry.Key.Path}, which has a different value at {_values.Origin(entry.Key).Place}; keep one"));
    }

    private void SecretsFromVariables()
    {
        foreach (var key in ConfigSchema.Keys)
            if (key is SecretKey { Variable: { } name } && _values.Rank(key) == 0 && _variables.Find(name) is { Value.Length: > 0 } variable)
                _values.Set(key, new Secret(variable.Value), new ConfigOrigin(ConfigOriginKind.Environment, variable.Place), 0);
    }
}
