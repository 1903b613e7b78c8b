using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using LaptopAgents.Runtime.Configuration.Loading;

namespace LaptopAgents.Runtime.Configuration.Schema;

/// <summary>
/// One key: the only place that knows its type, range, default and meaning. Reading, checking, explaining, showing, hashing and the
/// JSON Schema all ask this object.
/// </summary>
internal abstract class ConfigKey(string name, string doc)
{
    /// <summary>The last part of the path.</summary>
    public string Name { get; } = name;

    /// <summary>The dotted path, complete once the key stands in a section.</summary>
    public string Path { get; internal set; } = name;

    /// <summary>Position in the schema, the index of the key's value in <see cref="ConfigValues"/>.</summary>
    public int Index { get; internal set; } = -1;

    /// <summary>One or two sentences for people.</summary>
    public string Doc { get; } = doc;

    /// <summary>Unit of the value, or empty.</summary>
    public string Unit { get; init; } = "";

    /// <summary>The value when nobody gives one. Null for an optional key and for one with a derived default.</summary>
    public object? Default { get; init; }

    /// <summary>Whether the key may be null, which switches off what it controls.</summary>
    public bool Optional { get; init; }

    /// <summary>Full paths of older or shorter spellings.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Whether the value changes what a run does. Secrets, locations of secrets and worker counts do not.</summary>
    public bool InHash { get; init; } = true;

    /// <summary>Computes the default from other keys.</summary>
    public Func<ConfigValues, object?>? Derive { get; init; }

    /// <summary>What <see cref="Derive"/> does, for people.</summary>
    public string DerivedFrom { get; init; } = "";

    /// <summary>The process variable that sets the key.</summary>
    public string EnvironmentName => "LA_" + Path.Replace(".", "__", StringComparison.Ordinal).ToUpperInvariant();

    /// <summary>"number", "whole number", "text" and so on.</summary>
    public abstract string TypeName { get; }

    /// <summary>The allowed values in words, or empty.</summary>
    public virtual string Range => "";

    /// <summary>Types and checks a value. <paramref name="problem"/> says what is wrong and what would be right.</summary>
    public abstract bool TryRead(ConfigNode node, [NotNullWhen(true)] out object? value, [NotNullWhen(false)] out string? problem);

    /// <summary>The one canonical spelling of a value.</summary>
    public abstract string Write(object value);

    /// <summary>The value as YAML.</summary>
    public virtual string WriteYaml(object value) => YamlText.Scalar(Write(value));

    /// <summary>The value as JSON.</summary>
    public virtual void WriteJson(Utf8JsonWriter json, object value) => json.WriteStringValue(Write(value));

    /// <summary>The members of the key's JSON Schema, without description and default.</summary>
    public abstract void WriteSchema(Utf8JsonWriter json);

    /// <summary>"needs X; Y is not that", the shape of every type error.</summary>
    protected string Needs(ConfigNode node)
    {
        var range = Range.Length == 0 ? "" : " " + Range;
        return $"needs a {TypeName}{range}, got {Got(node)}";
    }

    protected static string Got(ConfigNode node) => node switch
    {
        ScalarNode { IsNull: true } => "nothing",
        ScalarNode { Form: ScalarForm.Quoted } quoted => $"the text \"{Short(quoted.Shown)}\"",
        ScalarNode scalar => $"'{Short(scalar.Shown)}'",
        ListNode => "a list",
        _ => "a section",
    };

    /// <summary>A value in an error message is there to be recognised, so a long one is cut.</summary>
    protected static string Short(string text) => text.Length <= 60 ? text : string.Concat(text.AsSpan(0, 57), "...");
}
