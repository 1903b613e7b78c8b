using LaptopAgents.Runtime.Configuration.Schema;

namespace LaptopAgents.Runtime.Configuration.Loading;

/// <summary>
/// Checks <c>output.dir</c> before anything is read: a mistyped placeholder would become part of a folder's name, and a folder that holds
/// the project can't be a new one.
/// </summary>
internal static class OutputFolder
{
    private static readonly string[] Placeholders = ["{timestamp}", "{mode}", "{symbol}", "{strategy}"];

    public static void Check(ConfigValues values, string root)
    {
        values.ReadBroken = false;
        var dir = values.Text(OutputKeys.Dir);
        if (values.ReadBroken) return;
        var known = string.Join(", ", Placeholders);
        var plain = dir;
        foreach (var placeholder in Placeholders) plain = plain.Replace(placeholder, "x", StringComparison.Ordinal);
        for (var open = plain.IndexOf('{', StringComparison.Ordinal); open >= 0; open = plain.IndexOf('{', open + 1))
        {
            var close = plain.IndexOf('}', open);
            var word = close < 0 ? plain[open..] : plain[open..(close + 1)];
            values.Add(OutputKeys.Dir, $"{word} is no placeholder{NearestWord.Hint(word, Placeholders)} (known: {known})");
        }

        if (plain.Contains('{', StringComparison.Ordinal)) return;
        if (plain.Contains('}', StringComparison.Ordinal))
            values.Add(OutputKeys.Dir, $"has a }} without its {{ (placeholders: {known})");
        else if (Holds(Path.GetFullPath(Path.Combine(root, plain)), root))
            values.Add(OutputKeys.Dir, $"'{dir}' is the folder of the project or one above it, and a run gets a folder of its own; name one below, such as {OutputKeys.Dir.Default}");
    }

    private static bool Holds(string folder, string root)
    {
        var below = Path.GetRelativePath(folder, root);
        return below == "." || !Path.IsPathRooted(below) && below != ".." && !below.StartsWith(".." + Path.DirectorySeparatorChar, StringComparison.Ordinal);
    }
}
