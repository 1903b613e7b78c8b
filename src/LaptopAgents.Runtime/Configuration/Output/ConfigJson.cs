using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using LaptopAgents.Runtime.Configuration.Schema;

namespace LaptopAgents.Runtime.Configuration.Output;

/// <summary>Writes a resolved configuration as JSON for other programs.</summary>
internal static class ConfigJson
{
    internal static JsonWriterOptions Indented { get; } = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Write(ResolvedConfig config)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Indented))
        {
            json.WriteStartObject();
            json.WriteString("profile", config.Profile);
            json.WriteString("hash", config.Hash);
            json.WriteString("root", config.Root);
            json.WriteStartArray("files");
            foreach (var file in config.Files) json.WriteStringValue(file);
            json.WriteEndArray();
            json.WriteStartObject("config");
            Section(json, config, "");
            json.WriteEndObject();
            json.WriteStartObject("origins");
            foreach (var entry in config.Entries) json.WriteString(entry.Key, entry.Origin.Place);
            json.WriteEndObject();
            json.WriteStartArray("notices");
            foreach (var notice in config.Notices) json.WriteStringValue(notice.ToString());
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    /// <summary>The sections directly under <paramref name="path"/>, in the schema's order.</summary>
    internal static IEnumerable<ConfigSection> Below(string path) => ConfigSchema.Sections.Where(section =>
        section.Path.Length > path.Length
        && (path.Length == 0 || section.Path.StartsWith(path + ".", StringComparison.Ordinal))
        && section.Path.IndexOf('.', path.Length == 0 ? 0 : path.Length + 1) < 0);

    private static void Section(Utf8JsonWriter json, ResolvedConfig config, string path)
    {
        foreach (var key in ConfigSchema.Sections.First(section => section.Path == path).Keys)
        {
            json.WritePropertyName(key.Name);
            if (config.Values.Raw(key) is { } value) key.WriteJson(json, value);
            else json.WriteNullValue();
        }

        if (path == StrategyKeys.Section.Path) Params(json, config.Config.Strategy.Params);
        foreach (var section in Below(path))
        {
            json.WriteStartObject(section.Path[(section.Path.LastIndexOf('.') + 1)..]);
            Section(json, config, section.Path);
            json.WriteEndObject();
        }
    }

    private static void Params(Utf8JsonWriter json, IReadOnlyList<StrategyParam> parameters)
    {
        json.WriteStartObject("params");
        foreach (var param in parameters)
        {
            json.WritePropertyName(param.Key);
            if (param.Value is string text) json.WriteStringValue(text);
            else json.WriteRawValue(param.Text);
        }

        json.WriteEndObject();
    }
}
