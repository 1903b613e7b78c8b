using LaptopAgents.Runtime.Configuration.Schema;

namespace LaptopAgents.Runtime.Configuration.Loading;

/// <summary>One value that a source gives to a key.</summary>
internal readonly record struct LayerEntry(ConfigKey Key, string Written, ConfigNode Node, ConfigOrigin Origin);

/// <summary>One value that a source gives to a parameter of the strategy.</summary>
internal readonly record struct LayerParam(string Name, ConfigNode Node, ConfigOrigin Origin);

/// <summary>What one source says: a file, the environment, the <c>--set</c> arguments or the flags.</summary>
internal sealed class ConfigLayer(ConfigFile? file, bool lastWins)
{
    /// <summary>The file the layer was read from, null for the other sources.</summary>
    public ConfigFile? File { get; } = file;

    /// <summary>Whether a later word on the same key replaces an earlier one (arguments) or contradicts it (files, variables).</summary>
    public bool LastWins { get; } = lastWins;

    public List<LayerEntry> Entries { get; } = [];

    public List<LayerParam> Params { get; } = [];

    public LayerEntry? Find(ConfigKey key)
    {
        for (var i = Entries.Count - 1; i >= 0; i--)
            if (Entries[i].Key == key) return Entries[i];
        return null;
    }
}
