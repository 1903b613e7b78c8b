using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using LaptopAgents.Runtime.Configuration.Loading;

namespace LaptopAgents.Runtime.Configuration.Schema;

/// <summary>One of the words a key understands.</summary>
internal sealed record Choice<T>(string Word, T Value, string Doc)
    where T : struct, Enum;

/// <summary>What is common to choices of every kind, for explaining.</summary>
internal interface IChoices
{
    IEnumerable<(string Word, string Doc)> Choices { get; }
}

/// <summary>One of a closed set of words.</summary>
internal sealed class ChoiceKey<T>(string name, string doc, params Choice<T>[] choices) : ConfigKey(name, doc), IChoices
    where T : struct, Enum
{
    /// <summary>The word that <c>true</c> stands for, where a boolean is an accepted shorthand.</summary>
    public string? True { get; init; }

    /// <summary>The word that <c>false</c> stands for.</summary>
    public string? False { get; init; }

    public IEnumerable<(string Word, string Doc)> Choices => choices.Select(choice => (choice.Word, choice.Doc));

    public override string TypeName => "word";

    public override string Range => $"({string.Join(" | ", choices.Select(choice => choice.Word))}{(True is null ? "" : ", or true | false")})";

    public override bool TryRead(ConfigNode node, [NotNullWhen(true)] out object? value, [NotNullWhen(false)] out string? problem)
    {
        value = null;
        problem = null;
        if (node is not ScalarNode scalar)
        {
            problem = Needs(node);
            return false;
        }

        var word = scalar.Form == ScalarForm.Quoted ? scalar.Text : BoolKey.Parse(scalar.Text) switch
        {
            true => True ?? scalar.Text,
            false => False ?? scalar.Text,
            _ => scalar.Text,
        };
        value = ChoiceText.Find(choices, word);
        if (value is not null) return true;
        problem = Needs(node) + NearestWord.Hint(word, choices.Select(choice => choice.Word));
        return false;
    }

    public override string Write(object value) => ChoiceText.Word(choices, (T)value);

    public override void WriteSchema(Utf8JsonWriter json)
    {
        json.WriteStartArray("enum");
        foreach (var choice in choices) json.WriteStringValue(choice.Word);
        if (True is not null) json.WriteBooleanValue(true);
        if (False is not null) json.WriteBooleanValue(false);
        json.WriteEndArray();
    }
}

/// <summary>Some of a closed set of words, each at most once.</summary>
internal sealed class ChoiceListKey<T>(string name, string doc, params Choice<T>[] choices) : ConfigKey(name, doc), IChoices
    where T : struct, Enum
{
    public IEnumerable<(string Word, string Doc)> Choices => choices.Select(choice => (choice.Word, choice.Doc));

    public override string TypeName => "list";

    public override string Range => $"of different words ({string.Join(" | ", choices.Select(choice => choice.Word))})";

    public override bool TryRead(ConfigNode node, [NotNullWhen(true)] out object? value, [NotNullWhen(false)] out string? problem)
    {
        value = null;
        problem = null;
        if (ListText.Items(node) is not { } items)
        {
            problem = Needs(node);
            return false;
        }

        var found = new List<T>(items.Count);
        foreach (var item in items)
        {
            var word = item is ScalarNode scalar ? scalar.Text : "";
            if (ChoiceText.Find(choices, word) is not T choice || found.Contains(choice))
            {
                problem = Needs(node) + $" holding {Got(item)}" + NearestWord.Hint(word, choices.Select(known => known.Word));
                return false;
            }

            found.Add(choice);
        }

        value = found.ToArray();
        return true;
    }

    public override string Write(object value) => string.Join(',', Words(value));

    public override string WriteYaml(object value) => YamlText.List(Words(value));

    public override void WriteJson(Utf8JsonWriter json, object value) => ListText.WriteJson(json, Words(value));

    public override void WriteSchema(Utf8JsonWriter json)
    {
        json.WriteString("type", "array");
        json.WriteBoolean("uniqueItems", true);
        json.WriteStartObject("items");
        json.WriteStartArray("enum");
        foreach (var choice in choices) json.WriteStringValue(choice.Word);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private string[] Words(object value) => Array.ConvertAll((T[])value, choice => ChoiceText.Word(choices, choice));
}

internal static class ChoiceText
{
    public static object? Find<T>(Choice<T>[] choices, string word)
        where T : struct, Enum
    {
        foreach (var choice in choices)
            if (string.Equals(choice.Word, word, StringComparison.Ordinal)) return choice.Value;
        return null;
    }

    public static string Word<T>(Choice<T>[] choices, T value)
        where T : struct, Enum
    {
        foreach (var choice in choices)
            if (EqualityComparer<T>.Default.Equals(choice.Value, value)) return choice.Word;
        throw new ArgumentOutOfRangeException(nameof(value), value, "A value without a word can't be written.");
    }
}
