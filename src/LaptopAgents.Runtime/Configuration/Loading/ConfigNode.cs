namespace LaptopAgents.Runtime.Configuration.Loading;

/// <summary>How a scalar was written, which decides whether YAML or the schema gives it its type.</summary>
internal enum ScalarForm
{
    /// <summary>Plain YAML: <c>1.0</c>, <c>true</c>, <c>null</c> mean a number, a boolean, nothing.</summary>
    Plain,

    /// <summary>Quoted or block YAML: always text.</summary>
    Quoted,

    /// <summary>From a variable, <c>--set</c> or a flag: has no type until the schema gives it one.</summary>
    Given,
}

/// <summary>A value as it was written, with the line it stands on (0 where there are no lines).</summary>
internal abstract record ConfigNode(int Line);

/// <summary>A single value. <paramref name="Shown"/> is what messages may repeat: the reference, never what a variable held.</summary>
internal sealed record ScalarNode(string Text, ScalarForm Form, int Line, string Shown) : ConfigNode(Line)
{
    public ScalarNode(string text, ScalarForm form, int line)
        : this(text, form, line, text)
    {
    }

    /// <summary>Whether the value says "nothing". A quoted "null" is a word.</summary>
    public bool IsNull => Form switch
    {
        ScalarForm.Plain => Text is "" or "~" or "null" or "Null" or "NULL",
        ScalarForm.Given => Text is "" or "~" or "null",
        _ => false,
    };
}

internal sealed record ListNode(IReadOnlyList<ConfigNode> Items, int Line) : ConfigNode(Line);

internal sealed record MapNode(IReadOnlyList<MapEntry> Entries, int Line) : ConfigNode(Line);

internal readonly record struct MapEntry(string Key, ConfigNode Value, int Line);
