using LaptopAgents.SystemTests.Architecture;

namespace LaptopAgents.SystemTests.Docs;

/// <summary>
/// The commands in the pages. A block fenced as <c>sh</c> is run by a test; one fenced as <c>console</c> is only shown (it takes long,
/// or needs what a test has not). Lines that start the SDK are left out here: they are what runs these tests.
/// </summary>
internal static class CommandBlocks
{
    private static readonly string[] LeftOut = ["dotnet ", ".ci/"];

    /// <summary>The pages that hold commands.</summary>
    public static IEnumerable<string> Pages { get; } =
        [.. Repo.TextFiles.Where(path => path.EndsWith(".md", StringComparison.Ordinal) && Of(path).Length > 0)];

    /// <summary>All commands of a page as one script, in the order in which a reader would give them.</summary>
    public static string Of(string page)
    {
        var script = new List<string>();
        var isInside = false;
        foreach (var line in Repo.Lines(page))
            if (line.StartsWith("```", StringComparison.Ordinal)) isInside = !isInside && line.Trim() == "```sh";
            else if (isInside && !LeftOut.Any(start => line.StartsWith(start, StringComparison.Ordinal))) script.Add(line);
        return string.Join('\n', script).Trim();
    }
}
