using System.Text;

namespace LaptopAgents.Runtime.Configuration.Loading;

/// <summary>
/// Reads a <c>.env</c> file: <c>NAME=value</c> lines, <c>#</c> comments, an optional <c>export</c>, single quotes (as is) and double
/// quotes (with \n, \t, \" and \\). It holds secrets, so a message about a line never repeats it.
/// </summary>
internal static class DotEnv
{
    public static IReadOnlyList<(string Name, string Value, int Line)> Read(string text, string file, List<ConfigProblem> problems)
    {
        var variables = new List<(string, string, int)>();
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].Trim();
            if (line.Length == 0 || line[0] == '#') continue;
            if (line.StartsWith("export ", StringComparison.Ordinal)) line = line[7..].TrimStart();
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? "" : line[..equals].Trim();
            if (!Placeholder.IsName(name) || Value(line[(equals + 1)..].Trim()) is not { } value)
            {
                problems.Add(new ConfigProblem(ConfigOrigin.Line(file, i + 1).Place, "", "is not NAME=value, with quotes closed"));
                continue;
            }

            variables.Add((name, value, i + 1));
        }

        return variables;
    }

    /// <summary>The value without quotes and comment, or null when a quote is not closed or followed by more text.</summary>
    private static string? Value(string text)
    {
        if (text.Length == 0 || text[0] is not ('"' or '\''))
        {
            if (text.StartsWith('#')) return "";
            var comment = text.IndexOf(" #", StringComparison.Ordinal);
            return comment < 0 ? text : text[..comment].TrimEnd();
        }

        var value = new StringBuilder();
        for (var i = 1; i < text.Length; i++)
        {
            if (text[i] == text[0])
            {
                var rest = text[(i + 1)..].TrimStart();
                return rest.Length == 0 || rest[0] == '#' ? value.ToString() : null;
            }

            if (text[0] == '"' && text[i] == '\\' && i + 1 < text.Length)
                value.Append(text[++i] switch { 'n' => '\n', 't' => '\t', var escaped => escaped });
            else
                value.Append(text[i]);
        }

        return null;
    }
}
