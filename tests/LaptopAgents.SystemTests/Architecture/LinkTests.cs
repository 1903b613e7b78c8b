using System.Text.RegularExpressions;

namespace LaptopAgents.SystemTests.Architecture;

/// <summary>A link in a page leads somewhere.</summary>
public sealed partial class LinkTests
{
    private static IEnumerable<string> Pages => Repo.TextFiles.Where(path => path.EndsWith(".md", StringComparison.Ordinal));

    [Fact]
    public void Every_relative_link_leads_to_a_file_and_a_heading() => HouseRule.Holds(Pages.SelectMany(Broken));

    [Fact]
    public void No_decision_record_is_missing_from_the_list()
    {
        const string folder = "docs/adr/";
        var index = Repo.Read(folder + "README.md");
        Assert.All(
            Pages.Where(path => path.StartsWith(folder, StringComparison.Ordinal) && path != folder + "README.md"),
            path => Assert.Contains(Path.GetFileName(path), index, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Broken(string page)
    {
        var text = Fence().Replace(Repo.Read(page), "");
        foreach (Match link in Link().Matches(text))
        {
            var target = link.Groups[1].Value;
            if (target.Contains("://", StringComparison.Ordinal) || target.StartsWith("mailto:", StringComparison.Ordinal)) continue;
            var parts = target.Split('#');
            var path = parts[0].Length == 0 ? page : Path.Combine(Path.GetDirectoryName(page)!, parts[0]);
            var full = Path.GetFullPath(Path.Combine(Repo.Root, path));
            if (!File.Exists(full) && !Directory.Exists(full)) yield return $"{page}: {target} does not exist";
            else if (parts.Length > 1 && !Anchors(full).Contains(parts[1])) yield return $"{page}: {target} has no such heading";
        }
    }

    private static IEnumerable<string> Anchors(string file) =>
        Heading().Matches(Fence().Replace(File.ReadAllText(file), ""))
            .Select(match => NotInAnchor().Replace(match.Groups[1].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    [GeneratedRegex(@"!?\[[^\]]*\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex("^#{1,6} (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchor();
}
