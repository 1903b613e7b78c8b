using LaptopAgents.Runtime.Configuration.Schema;

namespace LaptopAgents.Runtime.Configuration;

/// <summary>What there is to say about one key.</summary>
public sealed record ConfigExplanation
{
    /// <summary>The dotted path.</summary>
    public required string Key { get; init; }

    /// <summary>One or two sentences.</summary>
    public required string Description { get; init; }

    /// <summary>The type in words.</summary>
    public required string Type { get; init; }

    /// <summary>The unit, or empty.</summary>
    public required string Unit { get; init; }

    /// <summary>The allowed values in words, or empty.</summary>
    public required string Range { get; init; }

    /// <summary>The words a key understands with their meaning; empty for other types.</summary>
    public required IReadOnlyList<(string Word, string Meaning)> Choices { get; init; }

    /// <summary>The default as text.</summary>
    public required string Default { get; init; }

    /// <summary>The value in force as text, masked when secret.</summary>
    public required string Value { get; init; }

    /// <summary>Where the value came from.</summary>
    public required ConfigOrigin Origin { get; init; }

    /// <summary>The variable that sets the key.</summary>
    public required string EnvironmentName { get; init; }

    /// <summary>Other accepted spellings of the path.</summary>
    public required IReadOnlyList<string> OtherNames { get; init; }

    internal static IReadOnlyList<ConfigExplanation> Of(ResolvedConfig config, string path)
    {
        if (ConfigSchema.Find(path) is { } key) return [Of(config, key)];
        if (ConfigSchema.ParamName(path) is { } param) return [OfParam(config, path, param)];
        if (ConfigSchema.IsSection(path))
        {
            var below = ConfigSchema.Keys.Where(known => known.Path.StartsWith(ConfigSchema.Canonical(path) + ".", StringComparison.Ordinal))
                .Select(known => Of(config, known));
            var prefix = path == StrategyKeys.Section.Path || path == StrategyKeys.ParamsPath;
            return prefix
                ? [.. below, .. config.Config.Strategy.Params.Select(known => OfParam(config, $"{StrategyKeys.ParamsPath}.{known.Key}", known.Key))]
                : [.. below];
        }

        throw new ConfigException([new ConfigProblem("config explain", path, $"there is no such key{ConfigSchema.Hint(path)}")]);
    }

    private static ConfigExplanation Of(ResolvedConfig config, ConfigKey key) => new()
    {
        Key = key.Path,
        Description = key.Doc,
        Type = key.TypeName,
        Unit = key.Unit,
        Range = key.Range,
        Choices = key is IChoices choices ? [.. choices.Choices] : [],
        Default = Text(key, key.Default, key.Derive is null ? Off(key) : key.DerivedFrom),
        Value = Text(key, config.Values.Raw(key), Off(key)),
        Origin = config.Values.Origin(key),
        EnvironmentName = key.EnvironmentName,
        OtherNames = ConfigSchema.Spellings(key),
    };

    private static ConfigExplanation OfParam(ResolvedConfig config, string path, string name)
    {
        var param = config.Config.Strategy.Params.FirstOrDefault(known => known.Key == name);
        return new ConfigExplanation
        {
            Key = path,
            Description = StrategyKeys.ParamsDoc,
            Type = "number, boolean or text",
            Unit = "",
            Range = "",
            Choices = [],
            Default = "the strategy's own",
            Value = param?.Text ?? "not given",
            Origin = param?.Origin ?? ConfigOrigin.Default,
            EnvironmentName = "LA_" + path.Replace(".", "__", StringComparison.Ordinal).ToUpperInvariant(),
            OtherNames = [],
        };
    }

    private static string Off(ConfigKey key) => key is SecretKey ? "not set" : "null (off)";

    private static string Text(ConfigKey key, object? value, string none) => value switch
    {
        null => none,
        Array => key.WriteYaml(value),
        _ => key.Write(value),
    };
}
