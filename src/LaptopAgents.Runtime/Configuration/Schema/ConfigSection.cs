namespace LaptopAgents.Runtime.Configuration.Schema;

/// <summary>A block of keys. Adding a key to its section is what declares it, so no key can exist outside the schema.</summary>
internal sealed class ConfigSection(string path, string doc)
{
    private readonly List<ConfigKey> _keys = [];

    /// <summary>The dotted path; empty for the top level.</summary>
    public string Path { get; } = path;

    public string Doc { get; } = doc;

    public IReadOnlyList<ConfigKey> Keys => _keys;

    public TKey Add<TKey>(TKey key)
        where TKey : ConfigKey
    {
        key.Path = Path.Length == 0 ? key.Name : $"{Path}.{key.Name}";
        _keys.Add(key);
        return key;
    }
}
