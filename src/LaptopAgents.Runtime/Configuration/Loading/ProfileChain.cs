using LaptopAgents.Runtime.Configuration.Schema;

namespace LaptopAgents.Runtime.Configuration.Loading;

/// <summary>Follows <c>_extends</c> from a profile down to its base and gives the layers, base first.</summary>
internal static class ProfileChain
{
    public const string Extends = "_extends";

    public static List<ConfigLayer> Load(string profile, string place, ConfigFiles files, List<ConfigProblem> problems)
    {
        var layers = new List<ConfigLayer>();
        var chain = new List<ConfigFile>();
        var file = files.Profile(profile, null);
        if (file is null) problems.Add(NotFound(place, "", profile, files));
        while (file is not null)
        {
            chain.Add(file);
            if (file.Read(problems) is not { } bytes || YamlReader.Read(bytes, file.Name, problems) is not { } root) break;
            layers.Add(LayerReader.FromProfile(root, file, problems));
            file = Parent(root, file, chain, files, problems);
        }

        layers.Reverse();
        return layers;
    }

    private static ConfigFile? Parent(MapNode root, ConfigFile file, List<ConfigFile> chain, ConfigFiles files, List<ConfigProblem> problems)
    {
        foreach (var entry in root.Entries)
        {
            if (entry.Key != Extends) continue;
            var place = ConfigOrigin.Line(file.Name, entry.Line).Place;
            if (entry.Value is not ScalarNode { IsNull: false } name)
            {
                problems.Add(new ConfigProblem(place, Extends, "needs the name of one profile, such as base.yaml"));
                return null;
            }

            var parent = files.Profile(name.Text, file);
            if (parent is null)
                problems.Add(NotFound(place, Extends, name.Text, files));
            else if (chain.FindIndex(known => known.Identity == parent.Identity) is var index and >= 0)
            {
                var circle = string.Join(" -> ", chain.Skip(index).Append(parent).Select(member => member.Name));
                problems.Add(new ConfigProblem(place, Extends, $"goes in a circle: {circle}"));
                return null;
            }

            return parent;
        }

        return null;
    }

    private static ConfigProblem NotFound(string place, string key, string profile, ConfigFiles files)
    {
        var names = files.ProfileNames();
        return new ConfigProblem(
            place,
            key,
            $"there is no profile '{profile}'{NearestWord.Hint(profile, names)} (known: {string.Join(", ", names)}; or the path of a YAML file)");
    }
}
