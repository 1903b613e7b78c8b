using System.Text;
using LaptopAgents.Runtime.Configuration.Schema;

namespace LaptopAgents.Runtime.Configuration.Output;

/// <summary>Writes a resolved configuration as a profile that stands on its own.</summary>
internal static class ConfigYaml
{
    public static string Write(ResolvedConfig config, bool withOrigins)
    {
        var yaml = new StringBuilder();
        var open = "";
        foreach (var section in ConfigSchema.Sections)
        {
            open = Open(yaml, open, section.Path);
            foreach (var key in section.Keys) Key(yaml, config, key, Depth(section.Path), withOrigins);
            if (section == StrategyKeys.Section) Params(yaml, config.Config.Strategy.Params, withOrigins);
        }

        return yaml.ToString();
    }

    /// <summary>Writes the headers that lead from one section to the next; <c>broker.fees</c> after <c>broker.fill_model</c> needs only its own.</summary>
    private static string Open(StringBuilder yaml, string from, string to)
    {
        if (to.Length == 0) return to;
        var parts = to.Split('.');
        var known = from.Split('.');
        var same = 0;
        while (same < parts.Length && same < known.Length && parts[same] == known[same]) same++;
        for (var i = same; i < parts.Length; i++) yaml.Append(' ', 2 * i).Append(parts[i]).Append(":\n");
        return to;
    }

    private static void Key(StringBuilder yaml, ResolvedConfig config, ConfigKey key, int depth, bool withOrigins)
    {
        var value = config.Values.Raw(key);
        var origin = config.Values.Origin(key).Place;
        var text = value is null ? "null" : key.WriteYaml(value);
        if (key == StrategyKeys.ConfigFile && value is not null)
        {
            // The parameters follow, so reading the file again could only bring in what has changed in it since.
            origin = $"params below include {key.Write(value)} ({origin})";
            text = "null";
            withOrigins = true;
        }

        Line(yaml, depth, key.Name, text, withOrigins ? origin : null);
    }

    private static void Params(StringBuilder yaml, IReadOnlyList<StrategyParam> parameters, bool withOrigins)
    {
        if (parameters.Count == 0) return;
        yaml.Append("  params:\n");
        foreach (var param in parameters)
            Line(yaml, 2, param.Key, param.Value is string text ? YamlText.Scalar(text) : param.Text, withOrigins ? param.Origin.Place : null);
    }

    private static void Line(StringBuilder yaml, int depth, string name, string value, string? comment)
    {
        yaml.Append(' ', 2 * depth).Append(name).Append(": ").Append(value);
        if (comment is not null) yaml.Append("  # ").Append(comment.ReplaceLineEndings(" "));
        yaml.Append('\n');
    }

    private static int Depth(string path) => path.Length == 0 ? 0 : path.Count(c => c == '.') + 1;
}
