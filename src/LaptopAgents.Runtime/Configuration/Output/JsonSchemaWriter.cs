using System.Text;
using System.Text.Json;
using LaptopAgents.Runtime.Configuration.Loading;
using LaptopAgents.Runtime.Configuration.Schema;

namespace LaptopAgents.Runtime.Configuration.Output;

/// <summary>Writes the JSON Schema from which editors complete and check profiles.</summary>
internal static class JsonSchemaWriter
{
    private const string Reference = "#/$defs/variable";

    public static string Write()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, ConfigJson.Indented))
        {
            json.WriteStartObject();
            json.WriteString("$schema", "https://json-schema.org/draft/2020-12/schema");
            json.WriteString("title", "LaptopAgents profile");
            json.WriteString("description", RootKeys.Section.Doc);
            json.WriteStartObject("$defs");
            json.WriteStartObject("variable");
            json.WriteString("type", "string");
            json.WriteString("description", "A value from the environment: ${NAME} or ${NAME:-default}.");
            json.WriteString("pattern", "\\$\\{[A-Za-z_][A-Za-z0-9_]*(:-[^}]*)?\\}");
            json.WriteEndObject();
            json.WriteEndObject();
            Section(json, RootKeys.Section);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length) + "\n";
    }

    private static void Section(Utf8JsonWriter json, ConfigSection section)
    {
        json.WriteString("type", "object");
        json.WriteBoolean("additionalProperties", false);
        json.WriteStartObject("properties");
        if (section.Path.Length == 0)
        {
            json.WriteStartObject(ProfileChain.Extends);
            json.WriteString("description", "The profile that this one extends.");
            json.WriteString("type", "string");
            json.WriteEndObject();
        }

        foreach (var key in section.Keys)
        {
            Key(json, key.Name, key);
            foreach (var alias in key.Aliases) Key(json, alias[(alias.LastIndexOf('.') + 1)..], key);
        }

        if (section == StrategyKeys.Section) Params(json);
        foreach (var below in ConfigJson.Below(section.Path)) Block(json, below.Path[(below.Path.LastIndexOf('.') + 1)..], below);
        if (section.Path.Length == 0)
            foreach (var (name, path) in ConfigSchema.SectionAliases)
                Block(json, name, ConfigSchema.Sections.First(known => known.Path == path));
        json.WriteEndObject();
    }

    private static void Block(Utf8JsonWriter json, string name, ConfigSection section)
    {
        json.WriteStartObject(name);
        json.WriteString("description", section.Doc);
        Section(json, section);
        json.WriteEndObject();
    }

    private static void Key(Utf8JsonWriter json, string name, ConfigKey key)
    {
        json.WriteStartObject(name);
        json.WriteString("description", Description(key));
        if (key.Default is { } value)
        {
            json.WritePropertyName("default");
            key.WriteJson(json, value);
        }

        json.WriteStartArray("anyOf");
        json.WriteStartObject();
        key.WriteSchema(json);
        json.WriteEndObject();
        json.WriteStartObject();
        json.WriteString("$ref", Reference);
        json.WriteEndObject();
        if (key.Optional || key.Derive is not null)
        {
            json.WriteStartObject();
            json.WriteString("type", "null");
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Params(Utf8JsonWriter json)
    {
        json.WriteStartObject("params");
        json.WriteString("description", StrategyKeys.ParamsDoc);
        json.WriteString("type", "object");
        json.WriteStartObject("additionalProperties");
        json.WriteStartArray("type");
        foreach (var type in new[] { "number", "boolean", "string", "null" }) json.WriteStringValue(type);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string Description(ConfigKey key)
    {
        var text = new StringBuilder(key.Doc);
        if (key.Unit.Length > 0) text.Append(" Unit: ").Append(key.Unit).Append('.');
        if (key.Derive is not null) text.Append(" Default: ").Append(key.DerivedFrom).Append('.');
        if (key is IChoices choices)
            foreach (var (word, meaning) in choices.Choices) text.Append('\n').Append(word).Append(": ").Append(meaning);
        return text.ToString();
    }
}
