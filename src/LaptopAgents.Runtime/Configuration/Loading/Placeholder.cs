using System.Text;

namespace LaptopAgents.Runtime.Configuration.Loading;

/// <summary>What became of the <c>${NAME}</c> references in a scalar.</summary>
/// <param name="Node">The scalar to read, without references.</param>
/// <param name="Missing">A variable that is not set and has no default, or null.</param>
/// <param name="Problem">What is wrong with the reference itself, or null.</param>
internal readonly record struct Expansion(ScalarNode Node, string? Missing, string? Problem);

/// <summary>
/// Expands <c>${NAME}</c> and <c>${NAME:-default}</c>; <c>$${</c> stands for a literal <c>${</c>. As in a shell, <c>:-</c> also
/// replaces a variable that is set to nothing. The result has no type of its own: the key's schema gives it one.
/// </summary>
internal static class Placeholder
{
    public static Expansion Expand(ScalarNode node, Variables variables)
    {
        var text = node.Text;
        if (!text.Contains("${", StringComparison.Ordinal)) return new Expansion(node, null, null);
        var result = new StringBuilder();
        var referred = false;
        string? missing = null;
        for (var i = 0; i < text.Length; i++)
        {
            if (text.AsSpan(i).StartsWith("$${"))
            {
                result.Append("${");
                i += 2;
                continue;
            }

            if (!text.AsSpan(i).StartsWith("${"))
            {
                result.Append(text[i]);
                continue;
            }

            var end = text.IndexOf('}', i);
            var inner = end < 0 ? "" : text[(i + 2)..end];
            var split = inner.IndexOf(":-", StringComparison.Ordinal);
            var name = split < 0 ? inner : inner[..split];
            if (!IsName(name)) return new Expansion(node, null, "has a broken reference; write ${NAME}, ${NAME:-default}, or $${ for a literal ${");
            referred = true;
            var value = variables.Find(name)?.Value;
            if (split >= 0 && string.IsNullOrEmpty(value)) value = inner[(split + 2)..];
            if (value is null) missing ??= name;
            result.Append(value);
            i = end;
        }

        var form = referred ? ScalarForm.Given : node.Form;
        return new Expansion(new ScalarNode(result.ToString(), form, node.Line, text), missing, null);
    }

    /// <summary>Whether this is a variable's name: letters, digits and underscores, not beginning with a digit.</summary>
    public static bool IsName(string text) =>
        text.Length > 0 && !char.IsAsciiDigit(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
