using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using LaptopAgents.Runtime.Configuration.Loading;

namespace LaptopAgents.Runtime.Configuration.Schema;

/// <summary>A rule for text: the pattern that editors check, and the same rule in words.</summary>
internal sealed record TextRule(string Pattern, string Words, Func<string, bool> Holds)
{
    /// <summary>An instrument's name as venues write it.</summary>
    public static TextRule Symbol { get; } = new(
        "^[A-Z0-9][A-Z0-9._-]{1,29}$",
        "in capitals, such as BTCUSDT",
        text => text.Length is >= 2 and <= 30 && char.IsAsciiLetterOrDigit(text[0])
            && text.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c is '.' or '_' or '-'));

    /// <summary>A name of ours: strategy, provider.</summary>
    public static TextRule Name { get; } = new(
        "^[a-z][a-z0-9_]{0,63}$",
        "in lower case with underscores",
        text => text.Length is >= 1 and <= 64 && char.IsAsciiLetterLower(text[0])
            && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '_'));

    /// <summary>A path, resolved later against the project's root.</summary>
    public static TextRule Path { get; } = new(
        "^[^\\u0000-\\u001f]{1,1024}$",
        "that is a path",
        text => text.Length is >= 1 and <= 1024 && !text.Any(char.IsControl) && text.Trim().Length > 0);

    /// <summary>A Telegram chat.</summary>
    public static TextRule Chat { get; } = new(
        "^(-?[0-9]{1,20}|@[A-Za-z0-9_]{5,32})$",
        "that is a chat's number or @name",
        text => text.StartsWith('@')
            ? text.Length is >= 6 and <= 33 && text[1..].All(c => char.IsAsciiLetterOrDigit(c) || c == '_')
            : text.TrimStart('-') is { Length: >= 1 and <= 20 } digits && text.Length - digits.Length <= 1 && digits.All(char.IsAsciiDigit));

    /// <summary>A SHA-256 in hex.</summary>
    public static TextRule Sha256 { get; } = new(
        "^[0-9a-f]{64}$",
        "of 64 hexadecimal digits in lower case",
        text => text.Length == 64 && text.All(char.IsAsciiHexDigitLower));
}

/// <summary>Text that obeys a rule.</summary>
internal sealed class TextKey(string name, string doc) : ConfigKey(name, doc)
{
    public required TextRule Rule { get; init; }

    public override string TypeName => "text";

    public override string Range => Rule.Words;

    public override bool TryRead(ConfigNode node, [NotNullWhen(true)] out object? value, [NotNullWhen(false)] out string? problem)
    {
        value = TryText(node, Rule, out var text) ? text : null;
        problem = value is null ? Needs(node) : null;
        return value is not null;
    }

    public override string Write(object value) => (string)value;

    public override void WriteSchema(Utf8JsonWriter json)
    {
        json.WriteString("type", "string");
        json.WriteString("pattern", Rule.Pattern);
    }

    /// <summary>A plain <c>true</c> or nothing where text belongs is more likely a slip than a word, and is refused.</summary>
    internal static bool TryText(ConfigNode node, TextRule rule, [NotNullWhen(true)] out string? text)
    {
        text = node is ScalarNode scalar && !scalar.IsNull
            && (scalar.Form != ScalarForm.Plain || BoolKey.Parse(scalar.Text) is null)
            && rule.Holds(scalar.Text) ? scalar.Text : null;
        return text is not null;
    }
}

/// <summary>A list of texts that obey a rule. Outside YAML it is written with commas: <c>BTCUSDT,ETHUSDT</c>.</summary>
internal sealed class TextListKey(string name, string doc) : ConfigKey(name, doc)
{
    public required TextRule Rule { get; init; }

    public int MinItems { get; init; }

    public override string TypeName => "list";

    public override string Range => $"of different texts {Rule.Words}";

    public override bool TryRead(ConfigNode node, [NotNullWhen(true)] out object? value, [NotNullWhen(false)] out string? problem)
    {
        value = null;
        problem = null;
        if (ListText.Items(node) is not { } items)
        {
            problem = Needs(node);
            return false;
        }

        var texts = new List<string>(items.Count);
        foreach (var item in items)
        {
            if (!TextKey.TryText(item, Rule, out var text) || texts.Contains(text))
            {
                problem = Needs(node) + $" holding {Got(item)}";
                return false;
            }

            texts.Add(text);
        }

        if (texts.Count < MinItems)
        {
            problem = "needs at least one item, got an empty list";
            return false;
        }

        value = texts.ToArray();
        return true;
    }

    public override string Write(object value) => string.Join(',', (string[])value);

    public override string WriteYaml(object value) => YamlText.List((string[])value);

    public override void WriteJson(Utf8JsonWriter json, object value) => ListText.WriteJson(json, (string[])value);

    public override void WriteSchema(Utf8JsonWriter json)
    {
        json.WriteString("type", "array");
        json.WriteBoolean("uniqueItems", true);
        json.WriteNumber("minItems", MinItems);
        json.WriteStartObject("items");
        json.WriteString("type", "string");
        json.WriteString("pattern", Rule.Pattern);
        json.WriteEndObject();
    }
}

/// <summary>Text that is never shown.</summary>
internal sealed class SecretKey : ConfigKey
{
    public SecretKey(string name, string doc)
        : base(name, doc)
    {
        Optional = true;
        InHash = false;
    }

    /// <summary>The variable that holds the secret when no source names another, or null.</summary>
    public string? Variable { get; init; }

    public override string TypeName => "secret";

    public override string Range => "written as ${VARIABLE}";

    public override bool TryRead(ConfigNode node, [NotNullWhen(true)] out object? value, [NotNullWhen(false)] out string? problem)
    {
        value = node is ScalarNode { IsNull: false, Text.Length: > 0 } scalar ? new Secret(scalar.Text) : null;
        problem = value is null ? $"needs a {TypeName} {Range}" : null;
        return value is not null;
    }

    public override string Write(object value) => Secret.Mask;

    public override void WriteSchema(Utf8JsonWriter json) => json.WriteString("type", "string");
}
