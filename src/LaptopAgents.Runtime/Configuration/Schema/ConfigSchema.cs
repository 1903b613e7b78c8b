using System.Runtime.CompilerServices;

namespace LaptopAgents.Runtime.Configuration.Schema;

/// <summary>All sections and keys in the order in which they are shown, and the lookup of a written path.</summary>
internal static class ConfigSchema
{
    /// <summary>Blocks that may also stand at the top level of a profile.</summary>
    public static IReadOnlyList<(string Short, string Path)> SectionAliases { get; } =
        [("fill_model", FillModelKeys.Section.Path), ("funding", BrokerKeys.Funding.Path)];

    private static readonly Dictionary<string, ConfigKey> ByPath;

    static ConfigSchema()
    {
        // These two add their keys to another class's section, which must be complete before it is read.
        RuntimeHelpers.RunClassConstructor(typeof(PositionKeys).TypeHandle);
        RuntimeHelpers.RunClassConstructor(typeof(LatencyKeys).TypeHandle);
        Sections =
        [
            RootKeys.Meta, RootKeys.Section, TradingKeys.Section, StrategyKeys.Section, EngineKeys.Section, DataKeys.Section,
            BrokerKeys.Section, FillModelKeys.Section, BrokerKeys.Fees, BrokerKeys.Margin, BrokerKeys.Funding,
            OutputKeys.Section, PreflightKeys.Section, SafetyKeys.Section, LoggingKeys.Section,
            MetricsKeys.Section, AlertKeys.Section,
        ];
        var keys = new List<ConfigKey>();
        ByPath = new Dictionary<string, ConfigKey>(StringComparer.Ordinal);
        foreach (var section in Sections)
            foreach (var key in section.Keys)
            {
                key.Index = keys.Count;
                keys.Add(key);
                ByPath.Add(key.Path, key);
                foreach (var alias in key.Aliases) ByPath.Add(alias, key);
            }

        Keys = keys;
    }

    public static IReadOnlyList<ConfigSection> Sections { get; }

    public static IReadOnlyList<ConfigKey> Keys { get; }

    /// <summary>The key written as <paramref name="path"/>, by its own path or an alias; null when there is none.</summary>
    public static ConfigKey? Find(string path) => ByPath.GetValueOrDefault(Canonical(path));

    /// <summary>Whether keys stand under <paramref name="path"/>.</summary>
    public static bool IsSection(string path)
    {
        var canonical = Canonical(path);
        return canonical == StrategyKeys.ParamsPath || Sections.Any(section => section.Path == canonical);
    }

    /// <summary>The name of a strategy parameter when the path is one, else null.</summary>
    public static string? ParamName(string path) =>
        path.StartsWith(StrategyKeys.ParamsPath + ".", StringComparison.Ordinal) ? path[(StrategyKeys.ParamsPath.Length + 1)..] : null;

    /// <summary>Every spelling of a key other than its path.</summary>
    public static IReadOnlyList<string> Spellings(ConfigKey key)
    {
        var spellings = new List<string>(key.Aliases);
        foreach (var (shortPath, path) in SectionAliases)
            if (key.Path.StartsWith(path + ".", StringComparison.Ordinal)) spellings.Add(shortPath + key.Path[path.Length..]);
        return spellings;
    }

    /// <summary>"; did you mean X?": the nearest path, or the path that has the same last part in another section.</summary>
    public static string Hint(string path)
    {
        var canonical = Canonical(path);
        var name = canonical[(canonical.LastIndexOf('.') + 1)..];
        var section = canonical.Length > name.Length ? canonical[..^(name.Length + 1)] : "";
        var siblings = Keys.Where(key => key.Path == (section.Length == 0 ? key.Name : $"{section}.{key.Name}"));
        var nearest = NearestWord.Find(name, siblings.Select(key => key.Name)) is { } sibling
            ? section.Length == 0 ? sibling : $"{section}.{sibling}"
            : NearestWord.Find(canonical, Sections.Select(known => known.Path).Where(known => known.Length > 0))
                ?? Keys.FirstOrDefault(key => key.Name == name)?.Path
                ?? NearestWord.Find(canonical, Keys.Select(key => key.Path));
        return nearest is null ? "" : $"; did you mean {nearest}?";
    }

    /// <summary>The path with a short section name written out.</summary>
    public static string Canonical(string path)
    {
        foreach (var (shortPath, full) in SectionAliases)
        {
            if (path == shortPath) return full;
            if (path.StartsWith(shortPath, StringComparison.Ordinal) && path[shortPath.Length] == '.') return full + path[shortPath.Length..];
        }

        return path;
    }
}
