using System.Text;

namespace LaptopAgents.Runtime.Configuration.Schema;

/// <summary>Writes scalars so that this program, and any other YAML reader, reads back the same text.</summary>
internal static class YamlText
{
    /// <summary>Words that YAML 1.1 or 1.2 readers take for a boolean or for nothing.</summary>
    private static readonly string[] Reserved =
        ["true", "false", "null", "yes", "no", "on", "off", "y", "n", "~"];

    /// <summary>A text as YAML. A literal <c>${</c> is escaped, because the loader would expand it.</summary>
    public static string Scalar(string text) => IsPlain(text) ? text : Quote(text.Replace("${", "$${", StringComparison.Ordinal));

    public static string List(IEnumerable<string> items) => $"[{string.Join(", ", items.Select(Scalar))}]";

    private static bool IsPlain(string text)
    {
        if (text.Length == 0 || !(char.IsAsciiLetter(text[0]) || text[0] is '.' or '/' or '_')) return false;
        if (Reserved.Contains(text, StringComparer.OrdinalIgnoreCase)) return false;
        // Letters first and only harmless characters after them: nothing here can open a flow collection, a comment or a mapping.
        return text[1..].All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '/' or '_' or '-')
            && !text.StartsWith(".inf", StringComparison.OrdinalIgnoreCase) && !text.StartsWith(".nan", StringComparison.OrdinalIgnoreCase)
            && !double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out _);
    }

    private static string Quote(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (var c in text)
            _ = c switch
            {
                '"' => quoted.Append("\\\""),
                '\\' => quoted.Append("\\\\"),
                '\n' => quoted.Append("\\n"),
                '\t' => quoted.Append("\\t"),
                < ' ' or '\u007f' or (>= '\u0080' and <= '\u009f') or '\u2028' or '\u2029' or '\ufeff' =>
                    quoted.Append(System.Globalization.CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => quoted.Append(c),
            };
        return quoted.Append('"').ToString();
    }
}
