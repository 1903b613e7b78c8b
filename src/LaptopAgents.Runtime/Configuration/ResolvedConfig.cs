using LaptopAgents.Runtime.Configuration.Output;
using LaptopAgents.Runtime.Configuration.Schema;

namespace LaptopAgents.Runtime.Configuration;

/// <summary>One resolved key, ready to print.</summary>
/// <param name="Key">The dotted path.</param>
/// <param name="Value">The canonical text, masked when secret; null when the key is off.</param>
/// <param name="Origin">Where the value came from.</param>
public sealed record ConfigEntry(string Key, string? Value, ConfigOrigin Origin);

/// <summary>A configuration together with where each value came from.</summary>
public sealed class ResolvedConfig
{
    internal ResolvedConfig(LaConfig config, ConfigValues values)
    {
        Config = config;
        Values = values;
        Hash = ConfigHash.Of(this);
    }

    /// <summary>The values.</summary>
    public LaConfig Config { get; }

    /// <summary>The profile's name or path as it was given.</summary>
    public required string Profile { get; init; }

    /// <summary>The profile's files, base first.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>Absolute folder that relative paths in the configuration start from; see <see cref="PathOf"/>.</summary>
    public required string Root { get; init; }

    /// <summary>What is worth telling and no error, such as a secret that is not set where it is not needed.</summary>
    public required IReadOnlyList<ConfigProblem> Notices { get; init; }

    /// <summary>
    /// SHA-256 in lower-case hex over all values that can change what a run does. It does not depend on the order, spelling or origin of
    /// keys; secrets, log settings, worker count and the place of the strategy file (whose parameters count) are left out.
    /// </summary>
    public string Hash { get; }

    /// <summary>Every key in the order of the schema, then the strategy's parameters.</summary>
    public IReadOnlyList<ConfigEntry> Entries =>
    [
        .. ConfigSchema.Keys.Select(key => new ConfigEntry(key.Path, Values.Raw(key) is { } value ? key.Write(value) : null, Values.Origin(key))),
        .. Config.Strategy.Params.Select(param => new ConfigEntry($"{StrategyKeys.ParamsPath}.{param.Key}", param.Text, param.Origin)),
    ];

    /// <summary>Where the value of a key came from.</summary>
    /// <param name="path">The dotted path of a key of the schema.</param>
    public ConfigOrigin OriginOf(string path) =>
        Values.Origin(ConfigSchema.Find(path) ?? throw new ArgumentException($"There is no key {path}.", nameof(path)));

    internal ConfigValues Values { get; }

    /// <summary>The absolute form of a path from the configuration.</summary>
    public string PathOf(string path) => Path.GetFullPath(path, Root);

    /// <summary>
    /// The whole configuration as YAML that loads to the same values: what <c>la config show</c> prints and a run keeps as config.yaml.
    /// Secrets are masked. The strategy file's parameters are written out, so the file itself is not needed again.
    /// </summary>
    public string ToYaml(bool withOrigins = false) => ConfigYaml.Write(this, withOrigins);

    /// <summary>Profile, hash, values and origins as JSON. Secrets are masked.</summary>
    public string ToJson() => ConfigJson.Write(this);

    /// <summary>Everything about one key, or about each key of a section.</summary>
    /// <exception cref="ConfigException">There is no such key or section.</exception>
    public IReadOnlyList<ConfigExplanation> Explain(string path) => ConfigExplanation.Of(this, path);
}
