using System.Text.Json;
using LaptopAgents.Runtime.Configuration.Loading;

namespace LaptopAgents.Runtime.Configuration.Schema;

/// <summary>The two ways to write a list: a YAML sequence, or <c>a,b</c> and <c>[a, b]</c> where there is only text.</summary>
internal static class ListText
{
    /// <summary>The items, or null when the node is no list.</summary>
    public static IReadOnlyList<ConfigNode>? Items(ConfigNode node) => node switch
    {
        ListNode list => list.Items,
        ScalarNode { Form: ScalarForm.Given } scalar => Split(scalar),
        _ => null,
    };

    public static void WriteJson(Utf8JsonWriter json, IEnumerable<string> items)
    {
        json.WriteStartArray();
        foreach (var item in items) json.WriteStringValue(item);
        json.WriteEndArray();
    }

    private static List<ConfigNode> Split(ScalarNode scalar)
    {
        var text = scalar.Text.Trim();
        if (text.StartsWith('[') && text.EndsWith(']') && text.Length >= 2) text = text[1..^1];
        var items = new List<ConfigNode>();
        if (text.Trim().Length == 0) return items;
        foreach (var part in text.Split(','))
            items.Add(new ScalarNode(Unquoted(part.Trim()), ScalarForm.Given, scalar.Line));
        return items;
    }

    private static string Unquoted(string text) =>
        text.Length >= 2 && text[0] is '"' or '\'' && text[^1] == text[0] ? text[1..^1] : text;
}
